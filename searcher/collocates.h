// The words that stand beside those of a question more often than elsewhere in the slice searched.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/context.h"
#include "searcher/searcher.h"

namespace findings {

// A word is listed from so many occurrences beside the question's words on, in so many reports, where it stands more
// often than elsewhere in the slice (G2 above 0): logDice alone would list what is common everywhere.
inline constexpr std::size_t fewest_together = 5, fewest_collocate_reports = 3;

/// What is within five words of an occurrence, in its sentence.
inline constexpr Context collocate_context{.words = 5, .within_sentence = true};

/// A word in all its plurals and tenses (schema/texts.h: Unit); never a stopword, a number, or one of the question's.
struct Collocate {
  std::string word;          // its commonest form
  std::size_t together = 0;  // occurrences of it beside the question's words, each once
  std::size_t all = 0;       // in the slice; neither counts it where it is a word of an occurrence itself
  std::size_t lines = 0;     // occurrences it stands beside: LinesWanted::beside shows them
  Counts counts;             // of what has these
  double log_dice = 0, g2 = 0;
};

struct Collocates {
  Counts found, slice;                // by the question; by its filters alone
  std::size_t occurrences = 0;        // of the question's words
  std::size_t words_beside = 0;       // of any kind, within the context of one of them
  std::size_t slice_words = 0;        // of all paragraphs of the slice, without those of the occurrences
  std::size_t total = 0;              // collocates with evidence enough
  std::vector<Collocate> collocates;  // from question.offset on, question.limit of them
};

/// By logDice, of equal ones the more frequent, then by letters. Copies count. The slice is what the question's filters
/// let through. Throws Error where the index cannot be read or question.deadline has passed.
Collocates collocates(const Searcher& searcher, const Question& question, const Context& context = collocate_context);

/// 14 + log2(2 f(xy) / (f(x) + f(y))), from the Dice coefficient: one more is twice as strongly bound, whatever the
/// size of the slice; 14 where neither stands without the other, 0 where they meet once in 16,384 of their occurrences.
/// P. Rychlý, "A lexicographer-friendly association score" (RASLAN 2008). together > 0.
double log_dice(std::size_t together, std::size_t one, std::size_t other);

}  // namespace findings
