// The words people use: what else a question's words are searched as.
#pragma once

#include "schema/synonyms.h"
#include "searcher/question.h"
#include "searcher/values.h"

namespace findings {

// So that a question of many abbreviations stays a bounded one.
inline constexpr std::size_t most_alternatives = 32;  // of a question
inline constexpr std::size_t most_meanings = 8;       // of an abbreviation; those that most reports give

/// Puts an `also` in the place of each word, or run of words that stand side by side, which has synonyms or which the
/// reports abbreviate or spell out. The longest run comes first. Words in quotes, after '+' and beside NEAR and ADJ
/// stay as they are. Fills `expanded` and `notes`.
void expand(Question& question, const Synonyms& synonyms, const Vocabulary& vocabulary);

}  // namespace findings
