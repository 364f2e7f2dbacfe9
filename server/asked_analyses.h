// Themes and comparisons as the parameters of an address, for the API and the pages alike.
#pragma once

#include <optional>
#include <variant>

#include "searcher/compare.h"
#include "searcher/themes.h"
#include "server/asked_question.h"

namespace findings {

/// against, unit, under, limit.
Parameters themes_parameters();
ThemesWanted themes_wanted(const Asked& asked);
/// Of the slice that was asked for. `against` is a question with its filters typed in it, or "rest".
Themes themes_of(const Asked& asked, const Searcher& searcher, const Question& slice);

/// a, b, latest, filters.
Parameters comparison_parameters();

/// What is compared: `a` and `b`, which are two reports' ids or two questions; else the two latest reports of the
/// authority `latest`. Nothing where none of them is given. Throws HttpError where only one side is.
std::optional<std::variant<SliceComparison, InspectionComparison>> comparison_of(const Asked& asked,
                                                                                 const Searcher& searcher);

}  // namespace findings
