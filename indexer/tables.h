// Tables of judgements in a PDF: labels on the left, grades on the right, cells wrapped and set at any height.
#pragma once

#include <vector>

#include "indexer/lines.h"
#include "indexer/profile.h"

namespace findings {

/// A row found on a page: which lines print its label and which its grade.
struct TableRow {
  std::vector<std::size_t> label, grade;  // places in the lines
  std::string label_text, grade_text;
};

/// The rows among lines [begin, end) of one page. Labels are known by the profile's patterns, grades by their words;
/// they are paired by height, because a grade may stand above, below or between the lines of its label.
std::vector<TableRow> find_rows(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                                const Framework& framework);

}  // namespace findings
