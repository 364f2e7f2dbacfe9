// Comparisons as the parameters of an address, for the API and the pages alike.
#pragma once

#include <optional>
#include <variant>

#include "searcher/compare.h"
#include "server/asked_question.h"

namespace findings {

/// a, b, latest, filters.
Parameters comparison_parameters();

/// What is compared: `a` and `b`, which are two reports' ids or two questions; else the two latest reports of the
/// authority `latest`. Nothing where none of them is given. Throws HttpError where only one side is.
std::optional<std::variant<SliceComparison, InspectionComparison>> comparison_of(const Asked& asked,
                                                                                 const Searcher& searcher);

}  // namespace findings
