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
  const auto& holds = places.holds;
  const auto explains = [&](std::size_t one, std::size_t other) {
    return places.met[one][other] >= most_theme_met * static_cast<double>(places.of[other].occurrences);
  };
  std::vector<std::size_t> into(themes);
  std::iota(into.begin(), into.end(), std::size_t{0});
  for (std::size_t shorter = 0; shorter < themes; ++shorter) {
    std::uint32_t most = 0;
    for (std::size_t longer = 0; longer < themes; ++longer)
      if (holds[longer][shorter] && explains(longer, shorter) && places.met[longer][shorter] > most) {
        most = places.met[longer][shorter];
        into[shorter] = longer;
      }
  }
  const auto fold_into_better = [&](auto&& is_explained) {
    for (std::size_t theme = 0; theme < themes; ++theme)
      for (std::size_t better = 0; better < theme && into[theme] == theme; ++better)
        if (into[better] == better && is_explained(better, theme)) into[theme] = better;
  };
  fold_into_better([&](std::size_t shorter, std::size_t longer) {
    return holds[longer][shorter] && !adds_to(counts[longer], counts[shorter]);
  });
  fold_into_better([&](std::size_t better, std::size_t theme) {
    return !holds[better][theme] && !holds[theme][better] && explains(better, theme);
  });
  for (std::size_t& place : into)
    while (into[place] != place) place = into[place];
  return into;
}

}  // namespace findings
