// The words of a text in their order, and what stands between them, which Xapian does not keep.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/texts.h"

namespace findings {

struct Token {
  std::string word;  // in small letters, nearly always as Xapian's term
  Gap gap;           // before it
  bool hyphenated;   // with the word before it: the second of "well-being"
};

std::vector<Token> tokens_of(std::string_view text);

/// The gap before each of the text's words as Xapian has them. Where the two differ in what a word is ("U.K."), a
/// pause.
std::vector<Gap> gaps_before(const std::vector<std::string>& words, std::string_view text);

}  // namespace findings
