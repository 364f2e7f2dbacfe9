// Two questions side by side, or two inspections of one authority.
#include <algorithm>
#include <map>
#include <set>

#include "schema/text.h"
#include "searcher/question_text.h"
#include "searcher/values.h"
#include "server/asked_analyses.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/facets_data.h"
#include "server/pages/hits.h"
#include "server/pages/notices.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/record_data.h"
#include "server/pages/slice.h"

namespace findings::pages {
namespace {

constexpr std::pair<Change, const char*> changes[] = {
    {Change::same, "the same"},
    {Change::better, "better"},
    {Change::worse, "worse"},
    {Change::other_scale, "the same band, on another scale"},
    {Change::only_then, "judged then alone"},
    {Change::only_now, "judged now alone"},
    {Change::not_judged, "no grade"},
};

std::string told(Change change) {
  return std::find_if(std::begin(changes), std::end(changes), [&](auto& row) { return row.first == change; })->second;
}

/// "4 May 2012"
std::string inspected_to(const Report& report) {
  const std::string day = day_of(report);
  return day.empty() ? report.id : day_in_words(day);
}

/// "4 May 2012, single inspection framework"
std::string inspection_in_words(const Report& report) {
  return inspected_to(report) + (report.framework ? ", " + label_of("framework", *report.framework) : "");
}

/// Authorities with two reports of one framework: by their slugs, with their names.
std::map<std::string, std::string> comparable_authorities(const Searcher& searcher) {
  std::map<std::string, std::string> comparable;
  std::set<std::pair<std::string, std::string>> seen;
  for (const ReportRecord& record : searcher.records()) {
    const auto& [authority, framework] = std::pair(record.report.authority, record.report.framework);
    if (!authority || !framework) continue;
    if (!seen.emplace(slug(*authority), *framework).second) comparable.emplace(slug(*authority), *authority);
  }
  return comparable;
}

Data authority_select(const Searcher& searcher, const std::string& chosen) {
  DataList options;
  for (const auto& [value, name] : comparable_authorities(searcher)) {
    Data option;
    put(option, "value", value);
    put(option, "option_label", name);
    put(option, "option_reports", false);
    put(option, "selected", value == chosen);
    options.push_back(std::move(option));
  }
  Data data;
  put(data, "field", std::string("latest"));
  put(data, "field_label", std::string("Authority with two inspections of a kind"));
  put(data, "offers_all", std::string("choose one"));
  put(data, "options", std::move(options));
  return data;
}

/// The reports of that authority, to choose one side of the comparison from.
Data report_select(const Searcher& searcher, const std::string& side, const std::string& label, const Report& chosen) {
  std::vector<const Report*> reports;
  for (const ReportRecord& record : searcher.records())
    if (record.report.authority && chosen.authority && slug(*record.report.authority) == slug(*chosen.authority))
      reports.push_back(&record.report);
  std::stable_sort(reports.begin(), reports.end(),
                   [](const Report* a, const Report* b) { return day_of(*a) < day_of(*b); });
  DataList options;
  for (const Report* report : reports) {
    Data option;
    put(option, "value", report->id);
    put(option, "option_label", inspection_in_words(*report));
    put(option, "option_reports", false);
    put(option, "selected", report->id == chosen.id);
    options.push_back(std::move(option));
  }
  Data data;
  put(data, "field", side);
  put(data, "field_label", label);
  put(data, "offers_all", false);
  put(data, "options", std::move(options));
  return data;
}

Data report_data(const Report& report) {
  Data data;
  put(data, "report_address", report_address(report.id));
  put(data, "report_name", inspection_in_words(report));
  const auto overall = overall_grade(report);
  put(data, "grade", false);
  if (overall) put_grade(data, std::string(to_string(*overall)));
  put(data, "outcome", report.outcome.value_or(""));
  return data;
}

void put_judgement(Data& row, const std::string& side, const std::optional<Judgement>& judgement) {
  Data cell;
  put(cell, "grade", false);
  put(cell, "as_printed", judgement && !judgement->grade ? judgement->as_printed : "");
  if (judgement && judgement->grade) put_grade(cell, std::string(to_string(*judgement->grade)));
  row[side] = std::move(cell);
}

Data paragraph_data(const Hit& hit) {
  Data data;
  put(data, "citation", hit.citation);
  put(data, "in_context", paragraph_address(hit.citation));
  put(data, "text_html", lit_html(hit.text, {}));
  put(data, "timescale", hit.timescale);
  return data;
}

Data asked_data(const AskedThen& asked) {
  Data data = paragraph_data(asked.hit);
  DataList nearest, again;
  for (const NearParagraph& near : asked.nearest) {
    Data one;
    put(one, "near_citation", near.hit.citation);
    put(one, "near_address", paragraph_address(near.hit.citation));
    put(one, "near_html", lit_html(near.hit.text, {}, near.near.passage.start, near.near.passage.length));
    nearest.push_back(std::move(one));
  }
  for (const std::string& citation : asked.again) {
    Data one;
    put(one, "again_citation", citation);
    put(one, "again_address", paragraph_address(citation));
    again.push_back(std::move(one));
  }
  put(data, "nearest", std::move(nearest));
  put(data, "again", std::move(again));
  return data;
}

void put_comparison(Data& data, const InspectionComparison& comparison, const Searcher& searcher) {
  const std::string name = comparison.later.authority.value_or("Two reports");
  Data inspections;
  DataList selects, judgements, asked, added, reports;
  selects.push_back(report_select(searcher, "a", "Then", comparison.earlier));
  selects.push_back(report_select(searcher, "b", "Now", comparison.later));
  for (const Report* report : {&comparison.earlier, &comparison.later}) reports.push_back(report_data(*report));
  for (const JudgementPair& pair : comparison.judgements) {
    Data row;
    put(row, "area", capitalised(label_of("area", pair.area)));
    put_judgement(row, "earlier", pair.earlier);
    put_judgement(row, "later", pair.later);
    put(row, "change", told(pair.change));
    judgements.push_back(std::move(row));
  }
  std::size_t near = 0;
  for (const AskedThen& one : comparison.asked) {
    if (!one.nearest.empty()) ++near;
    asked.push_back(asked_data(one));
  }
  for (const Hit& hit : comparison.added) added.push_back(paragraph_data(hit));
  put(inspections, "asked_in_words",
      "The earlier report asks for " + number_of(asked.size(), "improvement", "improvements") + ". Of " + number(near) +
          " the later one says something near; of " + number(asked.size() - near) + " nothing near was found in its " +
          number_of(comparison.looked_through, "paragraph", "paragraphs") +
          ". Near is alike in words: whether it was put right is for the reader to say.");
  put(inspections, "added_in_words",
      number_of(added.size(), "improvement", "improvements") +
          " of the later report that no earlier one asks for in like words");
  put(inspections, "report_selects", std::move(selects));
  put(inspections, "reports", std::move(reports));
  put(inspections, "judgements", std::move(judgements));
  put(inspections, "asked", std::move(asked));
  put(inspections, "added", std::move(added));
  data["inspections"] = std::move(inspections);
  put(data, "heading", name + ": " + inspected_to(comparison.earlier) + " and " + inspected_to(comparison.later));
}

/// What marks the side out, each with how often it is said on either.
DataList marks_of(const Themes& themes, const Reading& reading) {
  DataList marks;
  for (const Theme& theme : themes.themes) {
    Data one;
    put(one, "theme", theme.text);
    put(one, "theme_address", search_address(theme.question, reading));
    put(one, "paragraphs", number(theme.found.paragraphs));
    put(one, "with", number(theme.counts.a) + " of " + number(theme.counts.a + theme.counts.b));
    put(one, "with_against", number(theme.counts.c) + " of " + number(theme.counts.c + theme.counts.d));
    put(one, "log_ratio", decimal(theme.log_ratio, 2));
    put(one, "g2", decimal(theme.g2, 1));
    marks.push_back(std::move(one));
  }
  return marks;
}

Data side_data(const ComparedSlice& side, const std::string& name, const std::optional<Themes>& themes) {
  Data data;
  put(data, "marks", themes ? marks_of(*themes, side.question.reading) : DataList{});
  put(data, "side", name);
  put(data, "side_text", side.text);
  put(data, "side_address", search_address(side.text, side.question.reading));
  put(data, "side_found", in_words(side.found));
  return data;
}

Data grade_cell(const ComparedSlice& side, const std::string& grade) {
  Data data;
  const auto value =
      std::find_if(side.grades.begin(), side.grades.end(), [&](const FacetValue& one) { return one.value == grade; });
  const std::size_t count = value == side.grades.end() ? 0 : value->counts.paragraphs;
  put(data, "count", number(count));
  put(data, "share", std::to_string((count * 100 + side.found.paragraphs / 2) / side.found.paragraphs));
  put(data, "count_address",
      count == 0 ? "" : search_address(question_text("grade:\"" + grade + '"', side.question), side.question.reading));
  return data;
}

void put_comparison(Data& data, const SliceComparison& comparison, const Searcher&) {
  Data slices;
  DataList sides, grades;
  sides.push_back(side_data(comparison.a, "A", comparison.a_themes));
  sides.push_back(side_data(comparison.b, "B", comparison.b_themes));
  std::map<std::string, std::string> known;
  std::vector<std::string> order;
  for (const ComparedSlice* side : {&comparison.a, &comparison.b})
    for (const FacetValue& value : side->grades)
      if (known.emplace(value.value, value.label).second) order.push_back(value.value);
  for (const std::string& grade : order) {
    Data row;
    put_grade(row, grade == no_value ? "" : grade);
    put(row, "grade_label", capitalised(known[grade]));
    DataList cells;
    cells.push_back(grade_cell(comparison.a, grade));
    cells.push_back(grade_cell(comparison.b, grade));
    put(row, "cells", std::move(cells));
    grades.push_back(std::move(row));
  }
  put(slices, "sides", std::move(sides));
  put(slices, "grades", order.size() > 2 ? std::move(grades) : DataList{});
  put(slices, "both",
      comparison.both.paragraphs == 0
          ? "No paragraph is in both."
          : number_of(comparison.both.paragraphs, "paragraph is", "paragraphs are") + " in both.");
  put(slices, "leaves_out", comparison.a.leaves_out_kinds || comparison.b.leaves_out_kinds);
  data["slices"] = std::move(slices);
}

/// Of the two questions the first that cannot be understood.
std::string question_at_fault(const Call& call) {
  const std::string a = call.request.parameter("a").value_or("");
  try {
    call.index->searcher.understand(a, {});
  } catch (const Error&) {
    return a;
  }
  return call.request.parameter("b").value_or("");
}

}  // namespace

http::Response compare_page(const Call& call) {
  const Searcher& searcher = call.index->searcher;
  Data data;
  for (const char* part : {"mistake", "slices", "inspections", "heading"}) put(data, part, false);
  put(data, "at_compare", true);
  put(data, "a", call.request.parameter("a").value_or(""));
  put(data, "b", call.request.parameter("b").value_or(""));
  data["authorities"] = authority_select(searcher, slug(call.request.parameter("latest").value_or("")));
  put(data, "generation", call.index->generation);
  try {
    const Asked asked(call.request, comparison_parameters());
    const bool waits = asked.has("a") != asked.has("b") && !asked.has("latest");  // for the other side
    const auto comparison = waits ? decltype(comparison_of(asked, searcher)){} : comparison_of(asked, searcher);
    put(data, "waits", waits);
    if (comparison) std::visit([&](const auto& one) { put_comparison(data, one, searcher); }, *comparison);
    put(data, "compared", comparison.has_value());
    put(data, "introduction", !comparison);
    if (comparison) {
      http::Pairs parameters;
      DataList hidden;
      std::string command = "findings compare";
      for (const auto& [name, value] : call.request.query) {
        if (value.empty()) continue;
        parameters.emplace_back(name, value);
        const bool is_side = name == "a" || name == "b" || name == "latest";
        command += ' ' + (is_side ? "" : "--" + name + ' ') + quoted_for_shell(value);
        if (!is_side && name != "framework") hidden.push_back(hidden_field(name, value));
      }
      if (std::holds_alternative<SliceComparison>(*comparison))
        put(data, "heading", asked.text("a") + " and " + asked.text("b"));
      put(data, "hidden", std::move(hidden));
      put_elsewhere(data, call, "compare", parameters, command, {{"json", "JSON"}});
    } else {
      put(data, "heading", std::string("Compare two questions, or two inspections"));
    }
    put(data, "title", data.get("heading")->string_value() + " – Findings");
    return page_reply("compare", std::move(data));
  } catch (const std::exception&) {
    put_mistake(data, question_at_fault(call));
    put(data, "title", "That cannot be compared – Findings");
    return page_reply("compare", std::move(data), 400);
  }
}

}  // namespace findings::pages
