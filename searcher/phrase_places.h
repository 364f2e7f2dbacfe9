// Where phrases that the index keeps (indexer/phrases.h) stand: Texts tell.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "searcher/searcher.h"
#include "searcher/stretches.h"

namespace findings {

/// Those that a question seeks.
class PhrasePlaces {
 public:
  /// `places`: as StretchFinder has them; terms of phrases are looked up, of others nothing is known here. Texts are
  /// opened where there is one.
  PhrasePlaces(const std::vector<Place>& places, const Searcher& searcher);

  bool empty() const { return places_.empty(); }

  /// Adds where these phrases of a paragraph begin to the places that seek them.
  void add(const std::vector<PhraseAt>& phrases, std::vector<StretchFinder::Positions>& at) const;

 private:
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places_;  // by unit and words
};

}  // namespace findings
