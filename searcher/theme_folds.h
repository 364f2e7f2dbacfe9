// Which themes say no more than another that holds them, or that they hold.
#pragma once

#include <cstddef>
#include <vector>

#include "searcher/keyness.h"
#include "searcher/unit_places.h"

namespace findings {

/// A theme is explained by one in which so much of its occurrences stand, or whose words they share.
inline constexpr double most_theme_met = 2.0 / 3;
/// A longer theme adds to a shorter one where, among what has the shorter, it marks the slice out with a G2 above this
/// (95 %, one test).
inline constexpr double least_added_g2 = 3.84;

/// For each theme the place of the one it is folded into, its own where it stands for itself. `counts`: of each, in
/// their order, the best first.
///
/// First a shorter theme folds into the longer one most of its occurrences stand in, where that is two thirds of them
/// or more: "sexual exploitation" into "child sexual exploitation". Then a longer theme folds into the best shorter one
/// before it that it adds nothing to: "timely response" into "timely", where responses are no more often what is
/// timely in the slice than elsewhere. At last one that runs into a better one folds into it, where two thirds of its
/// occurrences do: "risk of child sexual" into "child sexual exploitation".
std::vector<std::size_t> fold_themes(const std::vector<FourCounts>& counts, const UnitPlaces& places);

}  // namespace findings
