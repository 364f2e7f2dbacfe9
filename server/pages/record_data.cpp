#include "server/pages/record_data.h"

#include <algorithm>

#include "schema/text.h"
#include "searcher/json_results.h"
#include "searcher/values.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/hits.h"

namespace findings::pages {

std::string day_of(const Report& report) {
  if (report.inspected) return to_string(report.inspected->to);
  return report.published ? to_string(*report.published) : "";
}

Data record_data(const ReportRecord& record) {
  const Report& report = record.report;
  Data data;
  put(data, "report_id", report.id);
  put(data, "report_name", report.authority.value_or(report.title.empty() ? report.id : report.title));
  put(data, "report_title", report.title);
  put(data, "report_address", report_address(report.id));
  put(data, "authority_address", report.authority ? authority_address(*report.authority) : "");
  put(data, "framework", report.framework ? label_of("framework", *report.framework) : "");
  const std::string from = report.inspected ? day_in_words(to_string(report.inspected->from)) : "";
  const std::string to = report.inspected ? day_in_words(to_string(report.inspected->to)) : "";
  put(data, "inspected", from == to ? to : from + " to " + to);
  put(data, "inspected_to", to);
  put(data, "day", day_in_words(day_of(report)));
  put(data, "published", report.published ? day_in_words(to_string(*report.published)) : "");
  put(data, "published_from", report.published_from.value_or("report") == "report" ? "" : *report.published_from);
  put(data, "lead_inspector", report.lead_inspector.value_or(""));
  put(data, "outcome", report.outcome ? capitalised(*report.outcome) : "");
  put(data, "urn", report.urn.value_or(""));
  put(data, "url", web_address(report.url.value_or("")));
  put(data, "paragraph_count", number(record.paragraph_count));
  const auto overall = overall_grade(report);
  put(data, "has_overall", overall.has_value());
  put_grade(data, overall ? std::string(to_string(*overall)) : "");
  return data;
}

Data judgement_data(const Judgement& judgement) {
  Data data;
  put(data, "judged", judgement.label);
  put(data, "area", label_of("area", judgement.area));
  put_grade(data, judgement.grade ? std::string(to_string(*judgement.grade)) : "");
  const bool says_more = fold(judgement.as_printed) != (judgement.grade ? fold(to_string(*judgement.grade)) : "");
  put(data, "as_printed", says_more ? judgement.as_printed : "");
  return data;
}

const ReportRecord* record_of(const Served& index, const std::string& id) {
  const auto& records = index.searcher.records();
  const auto place =
      std::lower_bound(records.begin(), records.end(), id,
                       [](const ReportRecord& record, const std::string& other) { return record.report.id < other; });
  return place != records.end() && place->report.id == id ? &*place : nullptr;
}

std::vector<const ReportRecord*> records_of(const Served& index, const std::string& authority) {
  std::vector<const ReportRecord*> records;
  for (const ReportRecord& record : index.searcher.records())
    if (record.report.authority == authority) records.push_back(&record);
  std::stable_sort(records.begin(), records.end(),
                   [](const ReportRecord* a, const ReportRecord* b) { return day_of(a->report) < day_of(b->report); });
  return records;
}

}  // namespace findings::pages
