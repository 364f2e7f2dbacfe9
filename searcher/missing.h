// What is not there: reports and authorities that could have said something and did not.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "searcher/searcher.h"

namespace findings {

struct MissingReport {
  const ReportRecord* record;  // the searcher's
  std::size_t paragraphs = 0;  // of the slice: where it could have said it
};

struct MissingAuthority {
  std::string authority;               // "none" for reports whose authority is not known
  std::size_t could = 0, missing = 0;  // of its reports
  friend bool operator==(const MissingAuthority&, const MissingAuthority&) = default;
};

struct Missing {
  Question question;
  Question slice;                             // its filters alone
  Counts could, found;                        // could: a report that has a paragraph in the slice
  std::vector<MissingReport> reports;         // that do not say it, in the order of the index: could - found of them
  std::vector<MissingAuthority> authorities;  // that could; first those that say it in none, the most reports first
};

/// Throws Error for a question that is nothing but filters: whatever could say it does.
Missing find_missing(const Searcher& searcher, const Question& question);

/// {"query", "could": {...}, "found": {...}, "missing": {"reports", "authorities"}, "reports": [...], "authorities":
/// [...]}
nlohmann::ordered_json to_json(const Missing& missing);

/// As rows for spreadsheets, below a heading: a row a report that does not say it, or a row an authority that could.
std::vector<std::vector<std::string>> missing_reports(const Missing& missing);
std::vector<std::vector<std::string>> missing_authorities(const Missing& missing);

}  // namespace findings
