#include "searcher/missing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <nlohmann/json.hpp>

#include "searcher/deadline.h"
#include "searcher/json_results.h"
#include "searcher/values.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

std::string authority_of(const ReportRecord& record) { return record.report.authority.value_or(std::string(no_value)); }

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// A report's facts, in the order of its row.
Json to_json(const MissingReport& missing) {
  const Report& report = missing.record->report;
  const auto overall = overall_grade(report);
  return {{"report", report.id},
          {"authority", or_null(report.authority.value_or(""))},
          {"framework", or_null(report.framework.value_or(""))},
          {"inspected", or_null(report.inspected ? to_string(report.inspected->to) : "")},
          {"published", or_null(report.published ? to_string(*report.published) : "")},
          {"overall", or_null(overall ? std::string(to_string(*overall)) : "")},
          {"title", report.title},
          {"slice_paragraphs", missing.paragraphs},
          {"url", or_null(web_address(report.url.value_or("")))}};
}

Json to_json(const MissingAuthority& authority) {
  return {{"authority", authority.authority == no_value ? Json() : Json(authority.authority)},
          {"could", authority.could},
          {"found", authority.could - authority.missing},
          {"missing", authority.missing}};
}

template <typename Items>
Json list_of(const Items& items) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(to_json(item));
  return list;
}

template <typename Items>
std::vector<std::vector<std::string>> rows_of(const Items& items, const Json& example) {
  std::vector<std::vector<std::string>> rows(1);
  for (const auto& [name, value] : example.items()) rows[0].push_back(name);
  for (const auto& item : items) {
    rows.emplace_back();
    for (const Json& value : to_json(item))
      rows.back().push_back(value.is_null()     ? ""
                            : value.is_string() ? value.template get<std::string>()
                                                : value.dump());
  }
  return rows;
}

}  // namespace

Missing find_missing(const Searcher& searcher, const Question& question) {
  if (question.expression.form == Expression::Form::everything)
    throw Error("missing wants words: every report that the filters let through has what they alone ask for",
                "as in findings missing '\"private fostering\"' --framework ilacs");
  const Deadline deadline(question.deadline);
  Missing missing{.question = question, .slice = question};
  missing.slice.expression = {};
  missing.could = searcher.count(missing.slice);
  missing.found = searcher.count(question);

  std::set<std::string> found;
  for (const ReportFound& report : searcher.reports(question)) found.insert(report.id);
  std::map<std::string_view, const ReportRecord*> records;
  for (const ReportRecord& record : searcher.records()) records[record.report.id] = &record;
  std::map<std::string, MissingAuthority> authorities;
  for (const ReportFound& could : searcher.reports(missing.slice)) {
    const ReportRecord& record = *records.at(could.id);
    MissingAuthority& authority = authorities[authority_of(record)];
    ++authority.could;
    if (found.contains(could.id)) continue;
    ++authority.missing;
    missing.reports.push_back({&record, could.paragraphs});
  }
  for (auto& [name, authority] : authorities) {
    authority.authority = name;
    missing.authorities.push_back(authority);
  }
  std::stable_sort(missing.authorities.begin(), missing.authorities.end(), [](const auto& a, const auto& b) {
    const auto key = [](const MissingAuthority& one) {
      const bool is_nowhere = one.missing == one.could;
      return std::tuple(!is_nowhere, is_nowhere ? -static_cast<long>(one.could) : 0);
    };
    return key(a) < key(b);
  });
  return missing;
}

Json to_json(const Missing& missing) {
  return {{"query", to_json(missing.question)},
          {"could", to_json(missing.could)},
          {"found", to_json(missing.found)},
          {"missing",
           {{"reports", missing.could.reports - missing.found.reports},
            {"authorities", missing.could.authorities - missing.found.authorities}}},
          {"reports", list_of(missing.reports)},
          {"authorities", list_of(missing.authorities)}};
}

std::vector<std::vector<std::string>> missing_reports(const Missing& missing) {
  static const ReportRecord none;
  return rows_of(missing.reports, to_json(MissingReport{&none}));
}

std::vector<std::vector<std::string>> missing_authorities(const Missing& missing) {
  return rows_of(missing.authorities, to_json(MissingAuthority{}));
}

}  // namespace findings
