// Answers for programs: JSON, one hit a line, and CSV. The keys are promises; new ones are added at the end.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "searcher/searcher.h"

namespace findings {

/// What is not known is null. `matches` are offsets in Unicode code points.
nlohmann::ordered_json to_json(const FoundHit& found);
nlohmann::ordered_json to_json(const Counts& counts);
nlohmann::ordered_json to_json(const Question& question, const Results& results);

/// One line or indented; bytes that are not UTF-8 become U+FFFD.
std::string printed(const nlohmann::ordered_json& json, bool indented);

/// RFC 4180, with its line end. The columns are the hit's keys without `matches`; headings are joined by " > ".
std::string csv_heading();
/// `guarded`: a cell that a spreadsheet would take for a formula gets an apostrophe before it.
std::string csv_row(const FoundHit& found, bool guarded);
std::string csv_line(const std::vector<std::string>& cells, bool guarded);

}  // namespace findings
