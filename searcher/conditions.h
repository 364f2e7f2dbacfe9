// What a question asks beside words, below its top ("drift OR (delay AND grade:good)"): whether it holds of a
// paragraph.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "searcher/searcher.h"
#include "searcher/sift.h"

namespace findings {

/// Those of one question; a thread has its own. What columns can tell is looked up there; for anything else the index
/// is searched once, when it is first asked for.
class Conditions {
 public:
  /// `conditions`: as StretchFinder has them.
  Conditions(const Searcher& searcher, const Question& question, const std::vector<Expression>& conditions);

  /// Throws Error where the index cannot be read or the question's deadline has passed.
  bool hold(std::size_t condition, std::uint32_t row);

 private:
  struct Condition {
    Question alone;
    std::optional<Sieve> sieve;
    std::vector<bool> holds;  // by row; empty: not yet searched for
  };
  const Searcher& searcher_;
  std::vector<Condition> all_;
};

}  // namespace findings
