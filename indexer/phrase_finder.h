// Where the phrases of an index stand in a paragraph.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/phrases.h"
#include "schema/texts.h"

namespace findings {

/// Finds phrases in one paragraph after the other.
class PhraseFinder {
 public:
  explicit PhraseFinder(const Phrases& phrases);

  /// A word's key as the finder knows it; 0: it is in no phrase.
  using KeyId = std::uint32_t;
  KeyId key_id(const std::string& word) const;

  /// Where phrases begin in a paragraph of words with these keys, as Xapian's terms have them; `meanings`: those of the
  /// paragraph. PhraseAt::unit is a place in Phrases::units.
  std::vector<PhraseAt> find(const std::vector<KeyId>& keys, const std::vector<Gap>& gaps,
                             const std::vector<std::string>& meanings) const;

 private:
  struct Node {
    std::unordered_map<KeyId, std::size_t> next;
    std::vector<const Phrases::Way*> ways;  // that end here
  };
  std::unordered_map<std::string, KeyId> keys_;  // of words of phrases
  std::vector<Node> nodes_{1};
  std::vector<std::size_t> first_;  // the node of a first word, by its key; 0: it begins no phrase
};

}  // namespace findings
