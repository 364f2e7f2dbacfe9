#include "searcher/report_list.h"

#include <map>

#include <nlohmann/json.hpp>

#include "schema/report_json.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

std::string day(const std::optional<Date>& date) { return date ? to_string(*date) : ""; }

std::string markdown_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += ' ' + cell + " |";
  return line + '\n';
}

std::string markdown_row(const ListedReport& listed) {
  const Report& report = listed.record.report;
  const std::string id = markdown_text(report.id);
  return markdown_line({report.url ? '[' + id + "](<" + *report.url + ">)" : id,
                        markdown_text(report.authority.value_or("")), markdown_text(report.title),
                        report.inspected ? to_string(report.inspected->to) : "", day(report.published),
                        std::to_string(listed.found)});
}

}  // namespace

std::vector<ListedReport> list_reports(const Searcher& searcher, const std::vector<Filter>& filters) {
  std::map<std::string, std::size_t> found;
  if (!filters.empty())
    for (const ReportFound& report : searcher.reports(searcher.understand("", filters)))
      found[report.id] = report.paragraphs;
  std::vector<ListedReport> listed;
  for (const ReportRecord& record : searcher.records()) {
    const auto place = found.find(record.report.id);
    if (!filters.empty() && place == found.end()) continue;
    const std::size_t paragraphs = filters.empty() ? record.paragraph_count : place->second;
    listed.push_back({record, paragraphs});
  }
  return listed;
}

nlohmann::ordered_json to_json(const ListedReport& listed) {
  nlohmann::ordered_json json = to_json(listed.record.report);
  json.erase("paragraphs");
  json["paragraph_count"] = listed.record.paragraph_count;
  json["paragraphs_found"] = listed.found;
  json["file_path"] = listed.record.path;
  json["digest"] = listed.record.digest;
  return json;
}

const std::vector<std::string> report_columns{"id",
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

std::vector<std::string> report_cells(const ListedReport& listed) {
  const Report& report = listed.record.report;
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

std::string printed(const std::vector<ListedReport>& reports, RowFormat format, bool safe) {
  std::string text;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  switch (format) {
    case RowFormat::csv:
      text = csv_line(report_columns, false);
      for (const ListedReport& one : reports) text += csv_line(report_cells(one), safe);
      break;
    case RowFormat::tsv:
      text = tsv_line(report_columns, false);
      for (const ListedReport& one : reports) text += tsv_line(report_cells(one), safe);
      break;
    case RowFormat::ndjson:
      for (const ListedReport& one : reports) text += printed(to_json(one), false) + '\n';
      break;
    case RowFormat::json:
      for (const ListedReport& one : reports) all.push_back(to_json(one));
      text = printed({{"reports", std::move(all)}}, true) + '\n';
      break;
    case RowFormat::markdown:
      text = markdown_line({"report", "authority", "title", "inspected", "published", "paragraphs"}) +
             markdown_line({"---", "---", "---", "---", "---", "---:"});
      for (const ListedReport& one : reports) text += markdown_row(one);
      break;
  }
  return text;
}

}  // namespace findings
