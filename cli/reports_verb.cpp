// findings reports: what is indexed.
#include <algorithm>
#include <iostream>
#include <map>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "schema/report_json.h"
#include "schema/report_records.h"
#include "searcher/export.h"
#include "searcher/json_results.h"
#include "searcher/searcher.h"

namespace findings {
namespace {

struct Listed {
  ReportRecord record;
  std::size_t found = 0;  // paragraphs under the filters
};

std::vector<Listed> list_reports(const Searcher& searcher, const std::vector<Filter>& filters) {
  std::map<std::string, std::size_t> found;
  if (!filters.empty())
    for (const ReportFound& report : searcher.reports(searcher.understand("", filters)))
      found[report.id] = report.paragraphs;
  std::vector<Listed> listed;
  for (ReportRecord& record : read_records(searcher.generation())) {
    const auto place = found.find(record.report.id);
    if (!filters.empty() && place == found.end()) continue;
    const std::size_t paragraphs = filters.empty() ? record.paragraph_count : place->second;
    listed.push_back({std::move(record), paragraphs});
  }
  return listed;
}

nlohmann::ordered_json json_of(const Listed& listed) {
  nlohmann::ordered_json json = to_json(listed.record.report);
  json.erase("paragraphs");
  json["paragraph_count"] = listed.record.paragraph_count;
  json["paragraphs_found"] = listed.found;
  json["file_path"] = listed.record.path;
  json["digest"] = listed.record.digest;
  return json;
}

std::vector<std::string> csv_fields(const Listed& listed) {
  const Report& report = listed.record.report;
  const auto day = [](const std::optional<Date>& date) { return date ? to_string(*date) : ""; };
  return {report.id,
          report.authority.value_or(""),
          report.framework.value_or(""),
          report.inspected ? to_string(report.inspected->from) : "",
          report.inspected ? to_string(report.inspected->to) : "",
          day(report.published),
          report.title,
          report.lead_inspector.value_or(""),
          report.outcome.value_or(""),
          std::to_string(listed.record.paragraph_count),
          std::to_string(listed.found),
          std::to_string(report.warnings.size()),
          report.file,
          report.url.value_or(""),
          report.urn.value_or("")};
}

const std::vector<std::string> csv_names{"id",
                                         "authority",
                                         "framework",
                                         "inspected_from",
                                         "inspected_to",
                                         "published",
                                         "title",
                                         "lead_inspector",
                                         "outcome",
                                         "paragraph_count",
                                         "paragraphs_found",
                                         "warnings",
                                         "file",
                                         "url",
                                         "urn"};

void print_list(const std::vector<Listed>& reports, bool is_filtered, const Page& page) {
  std::vector<std::vector<std::string>> rows{{"report", "authority", is_filtered ? "found" : "paragraphs", "warnings"}};
  std::size_t paragraphs = 0;
  for (const Listed& listed : reports) {
    const Report& report = listed.record.report;
    paragraphs += listed.found;
    rows.push_back({report.id, report.authority.value_or("not known"), std::to_string(listed.found),
                    std::to_string(report.warnings.size())});
  }
  if (reports.empty()) {
    std::cout << (is_filtered ? "No report has such a paragraph.\n" : "No report is indexed.\n");
    return;
  }
  print_table(std::cout, rows, 2, {std::max(page.width, 110), page.colour});  // an id is there to be copied: whole
  std::cout << '\n'
            << reports.size() << (reports.size() == 1 ? " report, " : " reports, ") << paragraphs
            << (paragraphs == 1 ? " paragraph" : " paragraphs") << (is_filtered ? " found\n" : "\n");
}

Exit reports(const Given& given) {
  if (!given.words().empty())
    throw Error("reports takes filters and no words; \"" + given.words().front() + "\" is a word",
                "findings search --facets authority WORDS counts by authority");
  const std::string format = given.text("format");
  const Page page = output_page(given.text("color"));
  const bool guarded = given.has("csv-safe") || given.has("csv-guard");
  const Searcher searcher(given.has("index") ? std::filesystem::path(given.text("index")) : default_index());
  const std::vector<Filter> filters = filters_given(given);
  const std::vector<Listed> listed = list_reports(searcher, filters);
  if (format == "text") print_list(listed, !filters.empty(), page);
  if (format == "csv") std::cout << csv_line(csv_names, false);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Listed& one : listed) {
    if (format == "csv") std::cout << csv_line(csv_fields(one), guarded);
    if (format == "ndjson") std::cout << printed(json_of(one), false) << '\n';
    if (format == "json") all.push_back(json_of(one));
  }
  if (format == "json") std::cout << printed({{"reports", all}}, true) << '\n';
  return listed.empty() ? Exit::nothing : Exit::found;
}

}  // namespace

Verb reports_verb() {
  return {"reports",
          "Asking",
          "list the reports of an index",
          "",
          {{"findings reports --framework ilacs --year 2019..", "inspections by the ILACS framework since 2019"},
           {"findings reports --area adoption --grade outstanding", "where adoption was graded outstanding"}},
          "Lists the reports that have a paragraph under these filters; without filters, all.",
          {filter_options(),
           {"Options",
            {index_option,
             {"format", "FORMAT", "text, json, ndjson or csv", Takes::text, "text json ndjson csv", "text"},
             safe_option,
             guard_option,
             color_option}}},
          reports};
}

}  // namespace findings
