#include "searcher/theme_folds.h"

#include <algorithm>
#include <numeric>

namespace findings {
namespace {

bool adds_to(const FourCounts& longer, const FourCounts& shorter) {
  // What stands for a phrase, an abbreviation, need not have its words: then it is more than a part of them.
  if (longer.a > shorter.a || longer.c > shorter.c) return true;
  return signed_g2({longer.a, shorter.a - longer.a, longer.c, shorter.c - longer.c}) > least_added_g2;
}

}  // namespace

std::vector<std::size_t> fold_themes(const std::vector<FourCounts>& counts, const UnitPlaces& places) {
  const std::size_t themes = counts.size();
  std::vector<std::size_t> into(themes);
  std::iota(into.begin(), into.end(), std::size_t{0});
  for (std::size_t shorter = 0; shorter < themes; ++shorter) {
    std::uint32_t most = 0;
    for (std::size_t longer = 0; longer < themes; ++longer)
      if (const std::uint32_t inside = places.inside[longer][shorter]; inside > most) {
        most = inside;
        if (inside >= most_theme_inside * static_cast<double>(places.of[shorter].occurrences)) into[shorter] = longer;
      }
  }
  for (std::size_t longer = 0; longer < themes; ++longer) {
    if (into[longer] != longer) continue;
    for (std::size_t shorter = 0; shorter < longer; ++shorter)
      if (into[shorter] == shorter && places.holds[longer][shorter] && !adds_to(counts[longer], counts[shorter])) {
        into[longer] = shorter;
        break;
      }
  }
  for (std::size_t& place : into)
    while (into[place] != place) place = into[place];
  return into;
}

}  // namespace findings
