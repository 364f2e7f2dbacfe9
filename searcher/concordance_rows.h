// Concordances and collocates as rows for spreadsheets.
#pragma once

#include <string>
#include <vector>

#include "searcher/collocates.h"
#include "searcher/concordance.h"

namespace findings {

/// Facts of the paragraph that may stand beside a line, by their names.
std::vector<std::string> column_names_of_lines();
/// Throws Error for a name that is none of them.
std::string column_of(const std::string& name, const Hit& hit);
/// Those that a table has where none are named.
std::vector<std::string> standard_line_columns();

/// Names and cells of a table.
std::vector<std::string> line_heading(const std::vector<std::string>& columns);
std::vector<std::string> line_cells(const ConcordanceLine& line, const std::vector<std::string>& columns);
std::vector<std::string> collocate_heading();
std::vector<std::string> collocate_cells(const Collocate& collocate);

}  // namespace findings
