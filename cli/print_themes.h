// Themes for people.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/print_text.h"
#include "searcher/themes.h"

namespace findings {

/// What was compared, a table of the themes, and their families with the paragraphs that tell the most of them.
void print_themes(std::ostream& out, const Themes& themes, const Page& page);

/// The same for a text: what was compared, a table, and the families with quotes.
void print_themes_markdown(std::ostream& out, const Themes& themes);

}  // namespace findings
