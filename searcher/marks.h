// Which stretches of a paragraph a question found: a phrase as a phrase, NEAR words only where they are near.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/terms.h"

namespace findings {

/// In Unicode code points of the text.
struct Match {
  std::size_t start = 0, length = 0;
  friend bool operator==(const Match&, const Match&) = default;
};

/// Marks hits of one question. The positions are the index's own, so what is marked is what was matched.
class Marker {
 public:
  Marker(const Expression& expression, const Xapian::Database& database);

  /// In order, none overlapping another. `text` is the indexed text of the document.
  std::vector<Match> mark(const Xapian::Document& document, const std::string& text) const;

 private:
  struct Stretch {
    Xapian::termpos first, last;
  };
  using Positions = std::vector<Xapian::termpos>;

  void find(const Leaf& leaf, const std::vector<Positions>& places, std::vector<Stretch>& found) const;
  std::vector<Match> words_of(const std::string& text) const;

  std::vector<Leaf> leaves_;
  bool has_stems_ = false;
  Xapian::MSet every_word_;  // of a query that every word matches: its snippet shows where words begin and end
  Xapian::Stem stemmer_;
};

}  // namespace findings
