// The words of a text in their order, and what stands between them, which Xapian does not keep.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "schema/texts.h"

namespace findings {

/// Bytes of a text.
struct Span {
  std::size_t begin = 0, end = 0;
};

struct Token {
  std::string word;  // in small letters, nearly always as Xapian's term
  Span at;
  Gap gap;          // before it
  bool hyphenated;  // with the word before it: the second of "well-being"
};

std::vector<Token> tokens_of(std::string_view text);

/// The gap before each of the text's words as Xapian has them. Where the two differ in what a word is ("U.K."), a
/// pause.
std::vector<Gap> gaps_before(const std::vector<std::string>& words, std::string_view text);

/// A text's words as Xapian's TermGenerator makes terms of them, at positions 1, 2, ..., and the gap before each.
struct IndexedWords {
  std::vector<std::string> words;
  std::vector<Gap> gaps;
  std::vector<Span> spans;  // where each stands; none where Xapian cut the text, which does not say
};

/// Most texts are cut as tokens_of cuts them; those in which it could differ are given to Xapian.
IndexedWords indexed_words(const std::string& text);

}  // namespace findings
