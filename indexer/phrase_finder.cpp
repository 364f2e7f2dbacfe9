#include "indexer/phrase_finder.h"

#include <algorithm>

namespace findings {

PhraseFinder::PhraseFinder(const Phrases& phrases) {
  for (const Phrases::Way& way : phrases.ways) {
    std::size_t node = 0;
    for (const std::string& key : way.keys) {
      const KeyId id = keys_.try_emplace(key, static_cast<KeyId>(keys_.size() + 1)).first->second;
      const auto [next, is_new] = nodes_[node].next.try_emplace(id, nodes_.size());
      node = next->second;
      if (is_new) nodes_.emplace_back();
    }
    nodes_[node].ways.push_back(&way);
  }
  first_.resize(keys_.size() + 1);
  for (const auto& [key, node] : nodes_[0].next) first_[key] = node;
}

PhraseFinder::KeyId PhraseFinder::key_id(const std::string& word) const {
  const auto key = keys_.find(unit_key({word}));
  return key == keys_.end() ? 0 : key->second;
}

std::vector<PhraseAt> PhraseFinder::find(const std::vector<KeyId>& keys, const std::vector<Gap>& gaps,
                                         const std::vector<std::string>& meanings) const {
  std::vector<PhraseAt> found;
  for (std::size_t first = 0; first < keys.size(); ++first) {
    if (first_[keys[first]] == 0) continue;
    std::size_t node = 0;
    bool has_pause = false;
    for (std::size_t last = first; last < keys.size() && keys[last] != 0; ++last) {
      has_pause = has_pause || (last > first && gaps[last] != Gap::none);
      if (last == first) {
        node = first_[keys[first]];
      } else {
        const auto next = nodes_[node].next.find(keys[last]);
        if (next == nodes_[node].next.end()) break;
        node = next->second;
      }
      for (const Phrases::Way* way : nodes_[node].ways) {
        const bool holds =
            (way->across_pauses || !has_pause) &&
            (way->meaning.empty() || std::find(meanings.begin(), meanings.end(), way->meaning) != meanings.end());
        const PhraseAt here{static_cast<UnitId>(way->phrase), static_cast<std::uint32_t>(first),
                            static_cast<std::uint32_t>(last - first + 1)};
        if (holds && std::find(found.begin(), found.end(), here) == found.end()) found.push_back(here);
      }
    }
  }
  return found;
}

}  // namespace findings
