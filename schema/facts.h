// What paragraphs are counted by.
#pragma once

#include <string>
#include <vector>

namespace findings {

/// The columns of an index, in their order: the report, every facet, the day of inspection, and the copies.
const std::vector<std::string>& column_names();

/// A paragraph's row: its values of each column, in that order. Missing values are as in field_values: "none", of days
/// ""; what has no copies has none of them.
using ParagraphFacts = std::vector<std::vector<std::string>>;

}  // namespace findings
