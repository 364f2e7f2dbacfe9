// Words that join, point and count, and say nothing by themselves.
#pragma once

#include <string_view>

namespace findings {

/// Whether a word, in small letters, is one that is no theme alone: "but", "some", "too". In phrases they count: "too
/// many children". Closed classes only (quantifiers, pronouns, prepositions, conjunctions, auxiliaries, adverbs of
/// degree and time that point at something else); what judges stays ("often", "sufficiently"). Stopwords
/// (stopwords/*.txt) are fewer, because leaving a word out of a question changes what it finds.
bool is_function_word(std::string_view word);

}  // namespace findings
