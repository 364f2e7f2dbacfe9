// An authority: what was judged when, as a table that is a picture, what it was told to improve, and its reports.
#include <algorithm>

#include "schema/authorities.h"
#include "schema/text.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/hits.h"
#include "server/pages/notices.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/record_data.h"

namespace findings::pages {
namespace {

constexpr std::size_t improvements_shown = 20;

/// The authority of that slug: as reports name it, else one that is known and has none.
std::string name_of(const Served& index, const std::string& wanted) {
  for (const ReportRecord& record : index.searcher.records())
    if (record.report.authority && slug(*record.report.authority) == wanted) return *record.report.authority;
  for (const Authority& authority : authorities())
    if (slug(authority.name) == wanted) return authority.name;
  throw http::HttpError(404, "no_authority", "no authority is called " + wanted);
}

/// A judgement on an area in a report; of several the first, which is the one on the whole.
Data cell(const ReportRecord& record, std::string_view area) {
  Data data;
  put(data, "cell_address", report_address(record.report.id));
  put(data, "judged", "");
  put(data, "grade", "");
  put(data, "others", "");
  std::size_t others = 0;
  for (const Judgement& judgement : record.report.judgements) {
    if (judgement.area != area) continue;
    if (data.get("judged")->is_string()) {
      ++others;
      continue;
    }
    put(data, "judged", judgement.label);
    put_grade(data, judgement.grade ? std::string(to_string(*judgement.grade)) : "");
  }
  put(data, "others", others == 0 ? "" : number_of(others, "more judgement", "more judgements"));
  return data;
}

/// "ILACS": frameworks are known by their letters.
std::string in_capitals(std::string name) {
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  return name;
}

void put_picture(Data& data, const std::vector<const ReportRecord*>& records) {
  std::vector<const ReportRecord*> judged;
  for (const ReportRecord* record : records)
    if (!record->report.judgements.empty() || record->report.outcome) judged.push_back(record);
  DataList columns, rows, outcomes;
  bool any_outcome = false;
  for (const ReportRecord* record : judged) {
    columns.push_back(record_data(*record));
    put(columns.back(), "column_year", day_of(record->report).substr(0, 4));
    put(columns.back(), "column_framework", in_capitals(record->report.framework.value_or("")));
    Data outcome;
    put(outcome, "outcome", record->report.outcome ? capitalised(*record->report.outcome) : "");
    put(outcome, "cell_address", report_address(record->report.id));
    outcomes.push_back(std::move(outcome));
    any_outcome = any_outcome || record->report.outcome.has_value();
  }
  for (const Area& area : areas) {
    DataList cells;
    for (const ReportRecord* record : judged) cells.push_back(cell(*record, area.name));
    if (std::none_of(cells.begin(), cells.end(), [](const Data& one) { return one.get("grade")->is_string(); }))
      continue;
    Data row;
    put(row, "row_label", std::string(area.label));
    put(row, "cells", std::move(cells));
    rows.push_back(std::move(row));
  }
  put(data, "columns", std::move(columns));
  put(data, "rows", std::move(rows));
  put(data, "outcomes", any_outcome ? std::move(outcomes) : DataList{});
}

void put_improvements(Data& data, const Call& call, const std::string& name) {
  const Searcher& searcher = call.index->searcher;
  Question question = searcher.understand("", {{"authority", {name}}, {"kind", {"improvement"}}});
  question.sort = Sort::newest;
  question.limit = improvements_shown;
  const Results results = searcher.search(question);
  put(data, "groups", report_groups(results.hits, "", root_of(call)));
  put(data, "improvements_in_words", results.found.paragraphs == 0 ? "" : found_in_words(results));
  put(data, "all_improvements",
      results.texts <= improvements_shown
          ? ""
          : address("/search", {{"authority", name}, {"kind", "improvement"}, {"sort", "newest"}}));
}

void put_relations(Data& data, const std::string& name) {
  const Authority* authority = find_authority(name);
  DataList related;
  if (authority)
    for (const std::string& other : related_authorities(authority->name)) {
      Data one;
      put(one, "related_name", other);
      put(one, "related_address", authority_address(other));
      related.push_back(std::move(one));
    }
  put(data, "related", std::move(related));
  put(data, "region", authority ? authority->region : "");
  put(data, "until", authority ? day_in_words(authority->until) : "");
}

}  // namespace

http::Response authority_page(const Call& call) {
  const std::string name = name_of(*call.index, call.request.segment("slug"));
  const std::vector<const ReportRecord*> records = records_of(*call.index, name);
  Data data;
  put(data, "title", name + ": " + number_of(records.size(), "report", "reports") + " – Findings");
  put(data, "small_box", true);
  put(data, "name", name);
  put(data, "reports_in_words", number_of(records.size(), "report", "reports"));
  put(data, "printed_address", root_of(call) + authority_address(name));
  DataList reports;
  for (auto record = records.rbegin(); record != records.rend(); ++record) reports.push_back(record_data(**record));
  put(data, "reports", std::move(reports));
  put_relations(data, name);
  put_picture(data, records);
  put(data, "groups", DataList{});
  for (const char* none : {"improvements_in_words", "all_improvements"}) put(data, none, "");
  if (!records.empty()) put_improvements(data, call, name);
  const bool api_is_open = !call.service.config().token_file;
  put(data, "feed", api_is_open ? address("/api/v1/search", {{"authority", name}, {"format", "atom"}}) : "");
  return page_reply("authority", std::move(data));
}

}  // namespace findings::pages
