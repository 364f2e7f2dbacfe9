// Which stretches of a paragraph a question found: a phrase as a phrase, NEAR words only where they are near.
#pragma once

#include <bitset>
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

/// Marks hits of one question: the words of those parts of it that hold of the paragraph. The positions are the index's
/// own, so what is marked is what was matched.
class Marker {
 public:
  Marker(const Expression& expression, const Xapian::Database& database);
  Marker(const Marker&) = delete;
  Marker& operator=(const Marker&) = delete;

  /// In order, none overlapping another. `text` is the indexed text of the document.
  std::vector<Match> mark(const Xapian::Document& document, const std::string& text) const;

 private:
  struct Stretch {
    Xapian::termpos first, last;
  };
  using Positions = std::vector<Xapian::termpos>;

  /// The expression with its words as terms.
  struct Node {
    Expression::Form form;
    Filter filter;             // of filter
    std::string term;          // of meant and of_kind
    std::vector<Leaf> leaves;  // of words
    std::vector<Node> parts;
  };
  struct Seen;  // of one document

  Node compile(const Expression& expression, const Xapian::Database& database);
  bool holds(const Node& node, const Seen& seen, std::vector<Stretch>& found) const;
  static void find(const Leaf& leaf, const std::vector<Positions>& places, std::vector<Stretch>& found);
  std::vector<Match> words_of(const std::string& text) const;

  Node root_;
  std::vector<const Leaf*> leaves_;  // of all its nodes
  bool has_stems_ = false;
  std::bitset<256> firsts_;  // bytes that terms of leaves begin with, prefixes aside; a stem begins as its word does
  Xapian::MSet every_word_;  // of a query that every word matches: its snippet shows where words begin and end
  Xapian::Stem stemmer_;
};

}  // namespace findings
