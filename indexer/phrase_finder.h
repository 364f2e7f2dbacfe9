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

  /// Where phrases begin in `words`, as Xapian's terms have them; `meanings`: those of the paragraph. PhraseAt::unit is
  /// a place in Phrases::units.
  std::vector<PhraseAt> find(const std::vector<std::string>& words, const std::vector<Gap>& gaps,
                             const std::vector<std::string>& meanings);

 private:
  using KeyId = std::uint32_t;
  struct Node {
    std::unordered_map<KeyId, std::size_t> next;
    std::vector<const Phrases::Way*> ways;  // that end here
  };
  KeyId key_id(const std::string& word);

  std::unordered_map<std::string, KeyId> keys_;   // of words of phrases
  std::unordered_map<std::string, KeyId> words_;  // met, because stemming costs
  std::vector<Node> nodes_{1};
};

}  // namespace findings
