// Answers for people.
#pragma once

#include <iosfwd>
#include <vector>

#include "cli/print_text.h"
#include "searcher/searcher.h"

namespace findings {

/// How hits are shown.
struct Shown {
  bool snippets = false;                  // only sentences with matches
  std::string table_unit = "paragraphs";  // what the cells of tables count: or reports, authorities
};

/// Hits under their reports or groups, then facets and tables; or help where nothing is found.
void print_results(std::ostream& out, const Question& question, const Results& results, const Page& page,
                   const Shown& shown = {});

/// Hits under their reports.
void print_hits(std::ostream& out, const std::vector<FoundHit>& hits, const Page& page, const Shown& shown = {});

/// "9 paragraphs, 7 distinct texts, in 4 reports of 3 authorities"
std::string found_in_words(const Results& results);

/// What was searched for beside what was typed, what was not, and what the counts do not cover.
void print_notices(std::ostream& out, const Question& question, const Results& results, const Page& page);

/// What a question that finds nothing might ask instead.
void print_help(std::ostream& out, const Question& question, const Results& results, const Page& page);

}  // namespace findings
