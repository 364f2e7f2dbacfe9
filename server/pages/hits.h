// Paragraphs that were found, for the template hits.mustache: those of a report together.
#pragma once

#include <string>
#include <vector>

#include "searcher/searcher.h"
#include "server/pages/page.h"

namespace findings::pages {

/// HTML: the text's stretch of `length` code points from `start`, escaped, its matches in <mark>, list items on lines
/// of their own.
std::string lit_html(const std::string& text, const std::vector<Match>& matches, std::size_t start = 0,
                     std::size_t length = std::string::npos);

/// HTML: its sentences with matches; the whole paragraph where nothing is lit up.
std::string excerpt_html(const FoundHit& found);

/// Sets "grade", its words, "grade_class" for its colour, and "grade_from": of which section, where not its own.
void put_grade(Data& object, const std::string& grade, const std::string& from = "");

/// Its reports in the order of their first hits. `hl`: what is lit up where a paragraph is shown in its report; `root`:
/// for addresses on paper.
DataList report_groups(const std::vector<FoundHit>& hits, const std::string& hl, const std::string& root);

}  // namespace findings::pages
