// Counts for people: facets, and two facets against each other.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/print_text.h"
#include "searcher/searcher.h"

namespace findings {

/// Each facet that has values as a table; headings are indented under their area. `more` is the option that shows more.
void print_facets(std::ostream& out, const std::vector<Facet>& facets, const Page& page,
                  const std::string& more = "--facet-values");

/// Rows by columns, as many columns beside each other as the page has room for. `unit`: paragraphs, reports or
/// authorities.
void print_matrix(std::ostream& out, const Table& table, const std::string& unit, const Page& page);

/// The one of the three counts that `unit` names.
std::size_t count_in(const Counts& counts, const std::string& unit);

}  // namespace findings
