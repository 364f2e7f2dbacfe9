// Which sentences of a paragraph have something that was found.
#pragma once

#include <string>
#include <vector>

#include "searcher/word_spans.h"

namespace findings {

/// The sentences of `text` that have matches, in its code points; neighbours are one stretch. Sentences end as
/// ICU says, but not at abbreviations ("e.g. ", "para. 3"), and a list item begins one.
std::vector<Match> sentences_with(const std::vector<Match>& matches, const std::string& text);

struct Sentence {
  Match stretch;  // without the space after it
  std::string text;
};

/// All sentences of a text, by the same rules.
std::vector<Sentence> sentences_of(const std::string& text);

}  // namespace findings
