// Which stretches of a paragraph's words a question found: a phrase as a phrase, NEAR words only where they are near,
// nothing of a NOT. One set of rules for marking (searcher/marks.h), which finds words in a text as it was printed, and
// for counting (searcher/occurrences.h), which reads them from Texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <xapian.h>

#include "searcher/terms.h"

namespace findings {

/// Words side by side, by their places in the paragraph, both inclusive.
struct Stretch {
  std::uint32_t first = 0, last = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

class StretchFinder {
 public:
  StretchFinder(const Expression& expression, const Lexicon& lexicon);

  /// The words sought, and phrases that the index keeps by their terms; the finder wants to know where each stands.
  const std::vector<Place>& places() const { return places_; }

  /// What is asked beside words below the top, as expressions without words of their own: a filter; a heading; a
  /// `meant`, by its term. At the top they hold of every paragraph that was found.
  const std::vector<Expression>& conditions() const { return conditions_; }

  using Positions = std::vector<std::uint32_t>;

  /// Sets `stretches` to those of a paragraph that the question finds: in order, none overlapping. `at`: for each of
  /// `places` where it stands, ascending; `holds`: whether the condition of that number does.
  void find(const std::vector<Positions>& at, const std::function<bool(std::size_t)>& holds,
            std::vector<Stretch>& stretches) const;

 private:
  static constexpr std::size_t no_condition = SIZE_MAX;
  struct Sought {
    Leaf::Kind kind;
    unsigned window, words;    // as of a Leaf
    std::size_t first, count;  // of its places in places_
  };
  struct Node {
    Expression::Form form;
    std::size_t condition = no_condition;  // what must hold beside its words
    std::vector<Sought> words;
    std::vector<Node> parts;
  };
  struct Paragraph;  // what `find` was given

  Node compile(const Expression& expression, const Lexicon& lexicon, bool is_certain);
  void add_condition(Node& node, Expression condition);
  static bool holds(const Node& node, const Paragraph& paragraph, std::vector<Stretch>& found);
  static void find(const Sought& sought, const Paragraph& paragraph, std::vector<Stretch>& found);

  std::vector<Place> places_;
  std::vector<Expression> conditions_;
  Node root_;
};

}  // namespace findings
