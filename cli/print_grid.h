// Names to the left and as many columns of figures beside them as the page has room for; the rest below.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/print_text.h"

namespace findings {

struct GridColumn {
  std::string label;  // over several lines where it is longer than its cells
  std::vector<std::string> cells;
};

/// `names`: first that of the names themselves, then a row's each. Long ones are cut at half the page, or to 24 letters where all columns fit beside them then.
void print_grid(std::ostream& out, const std::vector<std::string>& names, const std::vector<GridColumn>& columns,
                const Page& page);

}  // namespace findings
