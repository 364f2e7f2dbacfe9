// The language of questions: words, "phrases", brackets, AND OR NOT + -, NEAR/n, ADJ/n, wild*, field:value,
// heading:word, improvement:word.
// The structure is read here; what a word is stays Xapian's business (searcher/terms.h).
#pragma once

#include <string>

#include "schema/error.h"
#include "searcher/question.h"

namespace findings {

/// A mistake in a question. Its hint shows the question with the place marked.
class QuestionError : public Error {
 public:
  /// `start` and `length` in bytes of the text. `try_next` follows the marked question in the hint.
  QuestionError(const std::string& message, const std::string& text, std::size_t start, std::size_t length,
                const std::string& try_next = "");

  /// Of the place in the question, in code points.
  std::size_t start() const { return start_; }
  std::size_t length() const { return length_; }

 private:
  std::size_t start_, length_;
};

// What one question may ask of the machine: one of a thousand `a*` fits into a web address and takes a minute.
inline constexpr std::size_t longest_question = 512;  // bytes
inline constexpr int most_words = 32;
inline constexpr int most_wildcards = 4;
inline constexpr int deepest_brackets = 8;
inline constexpr int shortest_wildcard = 3;    // letters before the '*'
inline constexpr int farthest_distance = 100;  // NEAR/100
// Beside NEAR and ADJ, where every place of a word is looked at: sixteen pairs of the commonest words took a second at
// 100,000 paragraphs. Of one word they try every pair of its places.
inline constexpr int most_near_words = 10;  // of a question
inline constexpr int most_same_near = 2;    // of a chain, in any form

/// Reads a tidied question. Fields are known ones; filter values are as typed, one a filter. Throws QuestionError.
Expression parse(const std::string& text);

}  // namespace findings
