// Lines of a PDF without what belongs to the page and not to the report.
#pragma once

#include <vector>

#include "indexer/lines.h"

namespace findings {

/// Takes out page numbers, running heads and feet. What stands at the same height of several pages with the same words,
/// whatever its figures, is furniture; so is a line in the place where other pages have theirs (dates get misprinted).
std::vector<Line> without_furniture(const std::vector<Line>& lines, int pages);

/// The size most letters are set in.
float body_size(const std::vector<Line>& lines);

}  // namespace findings
