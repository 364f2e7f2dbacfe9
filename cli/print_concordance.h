// Concordances and collocates for people, and as rows for spreadsheets.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/print_text.h"
#include "searcher/collocates.h"
#include "searcher/concordance.h"

namespace findings {

/// Facts of the paragraph that may stand beside a line, by their names.
std::vector<std::string> column_names_of_lines();
/// Throws Error for a name that is none of them.
std::string column_of(const std::string& name, const Hit& hit);

/// "57 lines in 49 paragraphs in 31 reports of 28 authorities", and in sentences which of them are shown.
void print_line_counts(std::ostream& out, const Question& question, const LinesWanted& wanted,
                       const Concordance& concordance, const Page& page);

/// Lines numbered from `first` on, what was found below one another; then, by the same numbers, citations and
/// `columns`.
void print_lines(std::ostream& out, const std::vector<ConcordanceLine>& lines, std::size_t first,
                 const std::vector<std::string>& columns, const Page& page);

void print_collocates(std::ostream& out, const Question& question, const Results& results, const Context& context,
                      const Collocates& collocates, const Page& page);

/// Names and cells of a table.
std::vector<std::string> line_heading(const std::vector<std::string>& columns);
std::vector<std::string> line_cells(const ConcordanceLine& line, const std::vector<std::string>& columns);
std::vector<std::string> collocate_heading();
std::vector<std::string> collocate_cells(const Collocate& collocate);

}  // namespace findings
