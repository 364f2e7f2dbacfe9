// Where the words that mean the same stand: members of the built-in groups of synonyms (schema/synonyms.h), found once
// here so that no question has to look for phrases over every form of every word. At a million paragraphs "care
// leavers" took half a second that way.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "schema/synonyms.h"

namespace findings {

class Members {
 public:
  /// `members`: of several words each, as they stand in a file of synonyms.
  explicit Members(const std::vector<std::string>& members);

  using Senses = std::array<int, 2>;  // what of members a word is: itself, and by its form; places of words
  Senses senses_of(const std::string& word) const;

  /// Adds member_term to the document of a paragraph in which the words of a member stand side by side. `words`: the
  /// paragraph's, in their order. A member weighs as its words do in a phrase of Xapian's: as often as the rarest of
  /// them stands in the paragraph (nDCG@10 0.819; 0.813 where each place counts once, 0.807 where it counts for all its
  /// words).
  void add_terms(const std::vector<Senses>& words, Xapian::Document& document) const;

 private:
  static constexpr int none = -1;
  struct Member {
    std::vector<int> words;
    std::string term;
  };

  std::vector<Member> members_;
  std::unordered_map<std::string, int> exact_, forms_;  // words of members
  std::vector<std::vector<std::size_t>> begun_;         // members by their first word
};

}  // namespace findings
