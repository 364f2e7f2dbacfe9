// What of a paragraph's text a question found, letter by letter.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/conditions.h"
#include "searcher/phrase_places.h"
#include "searcher/stretches.h"
#include "searcher/word_spans.h"

namespace findings {

/// Marks hits of one question: the words of those parts of it that hold of the paragraph. A text is cut into words as
/// it was when it was indexed, so what is marked is what was matched.
class Marker {
 public:
  Marker(const Searcher& searcher, const Question& question, const Lexicon& lexicon);

  /// In order, none overlapping another. `row`: of a paragraph that the question finds; `text`: its own. Throws as
  /// Conditions do.
  std::vector<Match> mark(std::uint32_t row, const std::string& text);

 private:
  const Searcher& searcher_;
  StretchFinder finder_;
  Conditions conditions_;
  PhrasePlaces phrases_;
  bool has_stems_ = false;
  std::bitset<256> firsts_;  // bytes that words sought begin with; a stem begins as its word does
  WordSpans spans_;
  Xapian::Stem stemmer_;
};

}  // namespace findings
