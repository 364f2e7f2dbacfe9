// What paragraphs are counted by, on both roads: as the columns of an index, and in a value slot of each document for
// counting over the wire, where columns cannot be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace findings {

/// The columns of an index, in their order: the report, every facet, the day of inspection, and the copies.
const std::vector<std::string>& column_names();

/// A paragraph's row: its values of each column, in that order. Missing values are as in field_values: "none", of days
/// ""; what has no copies has none of them.
using ParagraphFacts = std::vector<std::vector<std::string>>;

/// To and from the document's value in `facts_slot`. Reports ascend as these strings do. Throws Error (Exit::no_index)
/// for a string that is none.
std::string pack_facts(const ParagraphFacts& row);
ParagraphFacts unpack_facts(std::string_view packed);

}  // namespace findings
