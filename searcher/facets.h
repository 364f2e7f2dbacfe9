// Facets and tables of a question.
#pragma once

#include <string>
#include <vector>

#include "searcher/count.h"
#include "searcher/question.h"

namespace findings {

/// Throws Error for facets and tables by what is no facet, and for a table of a field by itself.
void check_counted(const Question& question);

/// What a Tally counts for a facet: one breakdown, of section two.
std::vector<Breakdown> breakdowns_of(const std::string& facet);

}  // namespace findings
