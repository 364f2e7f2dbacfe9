// Comparisons for people.
#pragma once

#include <iosfwd>

#include "cli/print_text.h"
#include "searcher/compare.h"

namespace findings {

void print_comparison(std::ostream& out, const SliceComparison& comparison, const Page& page);
void print_comparison(std::ostream& out, const InspectionComparison& comparison, const Page& page);

/// The same in Markdown, for a document.
std::string markdown_of(const InspectionComparison& comparison);

/// Rows of one shape, the first their heading: judgements, improvements with what is nearest, added ones.
std::vector<std::vector<std::string>> rows_of(const InspectionComparison& comparison);

}  // namespace findings
