// Concordances and collocates for people.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/print_text.h"
#include "searcher/collocates.h"
#include "searcher/concordance.h"
#include "searcher/concordance_rows.h"

namespace findings {

/// "57 lines in 49 paragraphs in 31 reports of 28 authorities", and in sentences which of them are shown.
void print_line_counts(std::ostream& out, const Question& question, const LinesWanted& wanted,
                       const Concordance& concordance, const Page& page);

/// Lines numbered from `first` on, what was found below one another; then, by the same numbers, citations and
/// `columns`.
void print_lines(std::ostream& out, const std::vector<ConcordanceLine>& lines, std::size_t first,
                 const std::vector<std::string>& columns, const Page& page);

void print_collocates(std::ostream& out, const Question& question, const Results& results, const Context& context,
                      const Collocates& collocates, const Page& page);

}  // namespace findings
