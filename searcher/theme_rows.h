// Themes as rows for spreadsheets.
#pragma once

#include <string>
#include <vector>

#include "searcher/themes.h"

namespace findings {

/// A row a theme, the first row their names: those of the JSON, counts and ends of the interval each on its own.
std::vector<std::vector<std::string>> theme_rows(const Themes& themes);

}  // namespace findings
