// A report whole: what was judged, its outline, and every paragraph at its citation's place.
#include <algorithm>
#include <map>

#include "schema/text.h"
#include "searcher/json_results.h"
#include "searcher/values.h"
#include "server/http/url.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/hits.h"
#include "server/pages/notices.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/record_data.h"

namespace findings::pages {
namespace {

struct Lit {
  std::map<std::string, std::vector<Match>> matches;  // by citation
  std::vector<std::string> citations;                 // in order
};

std::string anchor_of(const std::string& citation) { return citation.substr(citation.find('#') + 1); }

/// What the question finds in this report. What is wrong with the question is put to `data`.
Lit lit_up(const Searcher& searcher, const ReportRecord& record, const std::string& hl, Data& data) {
  Lit lit;
  put(data, "mistake", false);
  if (hl.empty()) return lit;
  try {
    Question question = searcher.understand(hl, {{"report", {record.report.id}}});
    // Another report that is named in the question is not this one: no alternative to it here.
    for (Filter& filter : question.filters)
      if (filter.field == "report") filter.values = {record.report.id};
    question.sort = Sort::index;
    question.fold_copies = false;
    question.limit = record.paragraph_count;
    for (FoundHit& found : searcher.search(question).hits) {
      lit.citations.push_back(found.hit.citation);
      lit.matches.emplace(found.hit.citation, std::move(found.matches));
    }
  } catch (const std::exception&) {
    put_mistake(data, hl);
  }
  return lit;
}

Data paragraph_data(const Hit& hit, const Lit& lit) {
  Data data;
  put(data, "anchor", anchor_of(hit.citation));
  put(data, "number", hit.number == 0 ? "" : hit.item == 0 ? std::to_string(hit.number) : anchor_of(hit.citation));
  put(data, "citation", hit.citation);
  put(data, "kind", hit.kind);
  put(data, "kind_label", hit.kind == "finding" ? "" : capitalised(hit.kind));
  put(data, "timescale", hit.timescale);
  put(data, "page", hit.page > 0 ? std::to_string(hit.page) : "");
  put(data, "link", page_link(hit));
  put(data, "repeats", hit.repeats.empty() ? "" : anchor_of(hit.repeats));
  const auto matches = lit.matches.find(hit.citation);
  put(data, "text_html", lit_html(hit.text, matches == lit.matches.end() ? std::vector<Match>{} : matches->second));
  put(data, "match", false);
  if (matches == lit.matches.end()) return data;
  const auto place = std::find(lit.citations.begin(), lit.citations.end(), hit.citation);
  Data match;
  put(match, "place",
      number(static_cast<std::size_t>(place - lit.citations.begin()) + 1) + " of " + number(lit.citations.size()));
  put(match, "previous", place == lit.citations.begin() ? "" : anchor_of(*(place - 1)));
  put(match, "next", place + 1 == lit.citations.end() ? "" : anchor_of(*(place + 1)));
  data["match"] = std::move(match);
  return data;
}

Data section_data(const Section& section, std::size_t place) {
  Data data;
  put(data, "section_anchor", "section-" + std::to_string(place + 1));
  put(data, "heading", section.path.back());
  put(data, "level", std::to_string(std::min<std::size_t>(section.path.size() + 1, 5)));
  put(data, "depth", std::to_string(std::min<std::size_t>(section.path.size(), 4)));
  put(data, "has_grade", section.grade.has_value());
  if (section.grade) put_grade(data, std::string(to_string(*section.grade)));
  put(data, "is_made", section.path.back().starts_with('['));
  return data;
}

/// Which section a paragraph stands in: headings may repeat, but sections come in the paragraphs' order.
std::size_t section_of(const std::vector<Section>& sections, const Hit& hit, std::size_t from) {
  for (std::size_t i = from; i < sections.size(); ++i)
    if (sections[i].path == hit.section) return i;
  for (std::size_t i = 0; i < from; ++i)
    if (sections[i].path == hit.section) return i;
  return from;
}

void put_sections(Data& data, const Searcher& searcher, const ReportRecord& record, const Lit& lit) {
  const std::vector<Section>& sections = record.report.sections;
  std::vector<DataList> paragraphs(std::max<std::size_t>(sections.size(), 1));
  Question all = searcher.understand("", {{"report", {record.report.id}}});
  all.sort = Sort::index;
  all.limit = record.paragraph_count;
  std::size_t section = 0;
  searcher.each_hit(all, false, [&](FoundHit&& found) {
    section = section_of(sections, found.hit, section);
    paragraphs[section].push_back(paragraph_data(found.hit, lit));
  });
  DataList list;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    list.push_back(section_data(sections[i], i));
    put(list.back(), "paragraphs", paragraphs[i]);
  }
  put(data, "sections", std::move(list));
}

void put_others(Data& data, const Served& index, const Report& report) {
  DataList others;
  if (report.authority)
    for (const ReportRecord* record : records_of(index, *report.authority)) {
      others.push_back(record_data(*record));
      put(others.back(), "is_this", record->report.id == report.id);
    }
  put(data, "others", others.size() > 1 ? std::move(others) : DataList{});
}

}  // namespace

http::Response report_page(const Call& call) {
  const std::string& id = call.request.segment("id");
  const ReportRecord* record = record_of(*call.index, id);
  if (!record) throw http::HttpError(404, "no_report", "no report is called " + id);
  const Report& report = record->report;
  for (const auto& [name, _] : call.request.query)
    if (name != "hl") throw http::HttpError(400, "bad_parameter", "no parameter is called \"" + name + "\"", "", name);
  const std::string hl = call.request.parameter("hl").value_or("");

  Data data = record_data(*record);
  const Lit lit = lit_up(call.index->searcher, *record, hl, data);
  put(data, "title",
      (hl.empty() ? "" : hl + ": " + number_of(lit.citations.size(), "paragraph", "paragraphs") + " – ") +
          report.authority.value_or(report.title) + ", " +
          (report.inspected ? day_in_words(to_string(report.inspected->to)) : id) + " – Findings");
  put(data, "small_box", true);
  put(data, "hl", hl);
  put(data, "plain_address", report_address(id));
  put(data, "matches_in_words", hl.empty() ? "" : number_of(lit.citations.size(), "paragraph", "paragraphs"));
  put(data, "first_match", lit.citations.empty() ? "" : anchor_of(lit.citations.front()));
  put(data, "search_inside",
      address("/search", hl.empty() ? http::Pairs{{"report", id}} : http::Pairs{{"q", hl}, {"report", id}}));
  put(data, "search_everywhere", hl.empty() ? "" : address("/search", {{"q", hl}}));
  put(data, "json_address", call.service.config().token_file ? "" : "/api/v1" + report_address(id));
  put(data, "printed_address", root_of(call) + report_address(id));
  DataList judgements, warnings;
  for (const Judgement& judgement : report.judgements) judgements.push_back(judgement_data(judgement));
  for (const Warning& warning : report.warnings)
    warnings.emplace_back(capitalised(warning.message) + (warning.where.empty() ? "" : " (" + warning.where + ")"));
  put(data, "judgements", std::move(judgements));
  put(data, "warnings", std::move(warnings));
  put_others(data, *call.index, report);
  put_sections(data, call.index->searcher, *record, lit);
  return page_reply("report", std::move(data));
}

}  // namespace findings::pages
