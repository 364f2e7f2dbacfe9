// What of a paragraph's text a question found, letter by letter.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/stretches.h"
#include "searcher/word_spans.h"

namespace findings {

/// Marks hits of one question: the words of those parts of it that hold of the paragraph. The positions are the index's
/// own, so what is marked is what was matched.
class Marker {
 public:
  Marker(const Expression& expression, const Lexicon& lexicon);
  Marker(const Marker&) = delete;
  Marker& operator=(const Marker&) = delete;

  /// In order, none overlapping another. `text` is the indexed text of the document.
  std::vector<Match> mark(const Xapian::Document& document, const std::string& text) const;

 private:
  StretchFinder finder_;
  bool has_stems_ = false;
  std::bitset<256> firsts_;  // bytes that terms of leaves begin with, prefixes aside; a stem begins as its word does
  WordSpans words_;
  Xapian::Stem stemmer_;
};

}  // namespace findings
