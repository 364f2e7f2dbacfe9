// Words of a question as Xapian's terms. Each word or phrase goes through Xapian's own query parser alone, so that
// terms agree with those its term generator made of the paragraphs: "children's", "well-being", "11+", "U.K.".
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/lexicon.h"
#include "searcher/question.h"
#include "searcher/values.h"

namespace findings {

/// A wildcard stands for its commonest endings, at most so many.
inline constexpr unsigned most_endings = 100;

/// What stands in a place of a text: one of these terms.
struct Place {
  std::vector<std::string> terms;  // "Zneglect" for any form of the word, "neglected" for itself
  bool prefix = false;             // the one term is the beginning of a word
};

/// One word, or several that stand together.
struct Leaf {
  enum class Kind { word, phrase, near };  // phrase: in this order within `window` words
  Kind kind = Kind::word;
  std::vector<Place> places;
  unsigned window = 0;
  unsigned words = 1;  // of a word: so many stand for it in the text, from its position on
};

/// What a word, exact, wildcard, near, adjacent, member or heading asks for: every one of these. Words such as "and/or"
/// give several terms, NEAR and ADJ every form of their words that `lexicon` has (positions are kept for whole words
/// only).
std::vector<Leaf> leaves_of(const Expression& expression, const Lexicon& lexicon);

/// The words of a text as the index has them, in their order: "Children's well-being" in three.
std::vector<std::string> words_as_typed(const std::string& text);

/// Whether Xapian sees any word in it: none in "&".
bool has_words(const Expression& word);
/// Whether Xapian sees several words in it: two in "well-being".
bool is_several_words(const Expression& word);

Xapian::Query query_of(const Leaf& leaf, const Lexicon& lexicon);
Xapian::Query query_of(const Expression& expression, const Lexicon& lexicon, const Vocabulary& vocabulary);
Xapian::Query query_of(const Filter& filter, const Vocabulary& vocabulary);

/// The whole question. Filters do not weigh.
Xapian::Query query_of(const Question& question, const Lexicon& lexicon, const Vocabulary& vocabulary);

}  // namespace findings
