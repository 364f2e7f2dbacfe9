// Where the words that mean the same stand: members of the built-in groups of synonyms (schema/synonyms.h), found once
// here so that no question has to look for phrases over every form of every word. At a million paragraphs "care
// leavers" took half a second that way.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/synonyms.h"

namespace findings {

class Members {
 public:
  /// `members`: of several words each, as they stand in a file of synonyms.
  explicit Members(const std::vector<std::string>& members);

  using Senses = std::array<int, 2>;  // what of members a word is: itself, and by its form; places of words
  Senses senses_of(const std::string& word) const;

  struct Found {
    std::size_t member;   // its place in the list
    unsigned weight = 0;  // as its words have in a phrase of Xapian's: as often as the rarest of them stands there
  };

  /// The members whose words stand side by side in a paragraph, each once. `words`: the paragraph's, in their order.
  /// (With this weight nDCG@10 is 0.819; 0.813 where each place counts once, 0.807 where it counts for all its words.)
  std::vector<Found> find(const std::vector<Senses>& words) const;

 private:
  static constexpr int none = -1;

  std::vector<std::vector<int>> members_;               // their words
  std::unordered_map<std::string, int> exact_, forms_;  // words of members
  std::vector<std::vector<std::size_t>> begun_;         // members by their first word
};

}  // namespace findings
