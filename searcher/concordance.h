// Every occurrence of a question's words in a line of its own, between the words around it (keyword in context).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/context.h"
#include "searcher/searcher.h"

namespace findings {

/// Which lines, and in which order.
struct LinesWanted {
  Context context;
  /// The first key decides, then the next, then the order of the index: "L1" to "L5" and "R1" to "R5", the words to the
  /// left and right by their letters, those outside the context before all; "centre", what was found; or a fact of the
  /// paragraph, `line_fields`, in the order facets have it.
  std::vector<std::string> sort;
  std::string beside;                 // only lines with this word, in any plural or tense, in their context; "": all
  std::optional<std::size_t> sample;  // so many of them, drawn by question.seed
};

/// Facts that lines can be sorted by.
std::vector<std::string> line_fields();

struct ConcordanceLine {
  Hit hit;
  Match at;                        // the occurrence, in hit.text
  std::string left, match, right;  // as printed in the paragraph, with spaces and marks: together a part of hit.text
};

/// What a question finds, line by line. A line is a stretch of words that a search marks: "drift delay" gives lines of
/// either word, "\"drift and delay\"" of the three together.
class Concordance {
 public:
  /// Lines wanted are those from question.offset on, question.limit of them; copies give none where
  /// question.fold_copies folds them; question.sort plays no part. Reads the words of all paragraphs found, but no
  /// texts. Throws Error for a key that is none, for a `beside` that is no word of the index, and once
  /// question.deadline has passed.
  Concordance(const Searcher& searcher, const Question& question, const LinesWanted& wanted);

  const Counts& found() const { return found_; }            // as a search counts
  std::size_t occurrences() const { return occurrences_; }  // in them, copies among them
  std::size_t total() const { return total_; }              // lines: without copies that are folded, those `beside`
  const Counts& with_lines() const { return with_lines_; }  // what has these lines
  std::size_t lines() const { return lines_; }              // to page through: less than total where a sample is drawn

  /// Reads the lines wanted.
  void each_line(const std::function<void(ConcordanceLine&&)>& use) const;

 private:
  struct Place {
    std::uint32_t docid;
    Stretch occurrence, whole;
  };
  class Keys;

  void find(const Question& question, const LinesWanted& wanted);
  void draw(std::size_t size, std::uint64_t seed);
  void sort(const LinesWanted& wanted, std::size_t offset, std::size_t limit);

  const Searcher& searcher_;
  Counts found_, with_lines_;
  std::size_t occurrences_ = 0, total_ = 0, lines_ = 0;
  std::vector<Place> places_;  // of the lines wanted, once they are chosen
};

}  // namespace findings
