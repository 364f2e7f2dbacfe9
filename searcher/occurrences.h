// Where the words of a question stand in the paragraphs it finds, word by word: what rates, concordances and collocates
// are counted from. The same stretches as a search marks (searcher/marks.h), read from Texts.
#pragma once

#include <cstdint>
#include <vector>

#include "schema/texts.h"
#include "searcher/conditions.h"
#include "searcher/phrase_places.h"
#include "searcher/searcher.h"
#include "searcher/stretches.h"

namespace findings {

/// Of one question; a thread has its own. Making one takes 0.1 ms, and as long as a search for each filter, kind and
/// heading that stands below the question's top: "drift OR (delay AND grade:good)".
///
/// A wildcard counts, as it is marked, in all its endings, wherever a paragraph was found; the question finds them by
/// the commonest (searcher/terms.h: most_endings).
class Occurrences {
 public:
  /// Throws Error where the index cannot be read or the question's deadline has passed.
  Occurrences(const Searcher& searcher, const Question& question);

  /// Stretches of the paragraph, as places in text.words, in order, none overlapping; until the next call. `docid`: one
  /// that the question finds (Searcher::find); of others they mean nothing. `text`: its words.
  const std::vector<Stretch>& in(std::uint32_t docid, const Text& text);

 private:
  void add(std::uint32_t place, const Place& sought, const Texts& texts);

  StretchFinder finder_;
  Conditions conditions_;
  PhrasePlaces phrases_;
  std::vector<std::uint32_t> group_of_word_;        // by WordId; 0: not sought
  std::vector<std::vector<std::uint32_t>> groups_;  // which of the finder's places a word stands in
  std::vector<StretchFinder::Positions> at_;
  std::vector<std::uint32_t> filled_;  // of at_
  std::vector<Stretch> stretches_;
};

}  // namespace findings
