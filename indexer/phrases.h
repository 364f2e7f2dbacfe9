// The phrases of all reports together, found once when they are indexed, so that a phrase is counted as a word is.
//
// A phrase is two to four words that stand side by side with no mark between them, begins and ends with a word that is
// neither a stopword, a word like them ("while") nor a number (nor begins with "all" or "some"), and has nothing inside
// but such words and connectives ("drift and delay", "voice of the child"). It is kept where it recurs and sticks
// together:
//
// - it stands in `fewest_phrase_reports` reports, or in a two-hundredth of them, whichever is more (in two where there
//   are fewer than twenty reports), copies and what Ofsted prints about itself left out;
// - its normalised pointwise mutual information is `least_npmi` or more, however it is cut in two:
//   ln(p(xy) / (p(x) p(y))) / -ln p(xy), from 0 for words that meet by chance to 1 for words that only occur together.
//   G. Bouma, "Normalized (pointwise) mutual information in collocation extraction" (GSCL 2009);
// - less than `most_inside` of its occurrences lie in one longer phrase that is kept: "child sexual" is none.
//
// Forms of a word are one ("care plan", "care plans"), and so are what reports abbreviate it by, in those that say so,
// and its spelling as one word ("wellbeing", "well-being"). What an abbreviation stands for is a phrase at any length.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/abbreviations.h"
#include "indexer/copies.h"
#include "schema/texts.h"

namespace findings {

inline constexpr std::size_t fewest_phrase_reports = 5, longest_phrase = 4;
inline constexpr double least_npmi = 0.25, most_inside = 0.8;

struct Phrases {
  /// A way to say a phrase, by the keys of its words.
  struct Way {
    std::vector<std::string> keys;
    std::size_t phrase;   // a place in `units`
    bool across_pauses;   // "education, health and care plan"
    std::string meaning;  // only in paragraphs with this term (schema/abbreviations.h); "": in all
  };
  std::vector<Unit> units;
  std::vector<Way> ways;
  std::unordered_map<std::string, std::size_t> alike;  // keys of single words that stand for a phrase everywhere
};

/// `records` in the order of the index.
Phrases find_phrases(const Records& records, const Copies& copies, const Abbreviations& abbreviations);

}  // namespace findings
