// Which inspection framework a file was written under, and where in it the report begins.
#pragma once

#include <string>
#include <vector>

#include "indexer/blocks.h"
#include "indexer/lines.h"
#include "indexer/profile.h"

namespace findings {

/// The profile whose title stands nearest the top, over up to eight lines; nullptr where none does. The whole file is
/// searched, because councils put papers of their own before a report.
const Framework* recognise(const std::vector<Line>& lines, const std::vector<Framework>& among);

/// Whether the whole text is a title of the framework.
bool is_title(const Framework& framework, const std::string& text);

/// Blocks [begin, end) that print the title: the first run that one of the profile's titles matches, and as long as it
/// goes on matching. Empty where there is none.
struct Title {
  std::size_t begin = 0, end = 0;
  std::string text;
  std::string authority;  // what stood for '*', as printed, where a title names the authority
  bool found() const { return end > begin; }
};
Title find_title(const std::vector<Block>& blocks, const Framework& framework, std::size_t from = 0);

}  // namespace findings
