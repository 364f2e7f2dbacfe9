// The order by relevance: Xapian's BM25, and what bench/relevance showed to be better.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/documents.h"
#include "searcher/order.h"

namespace findings {

/// What a paragraph counts for that says nothing of the service: boilerplate, what the report says about itself, and
/// footnotes. They stand after findings that have the same words, and never vanish.
inline constexpr double counts_aside = 0.75;

class Ranking {
 public:
  explicit Ranking(const Columns& columns);

  /// The paragraph's weight, of which Xapian says `weight`.
  double weigh(std::uint32_t row, double weight) const {
    return is_aside_[kinds_[row]] ? counts_aside * weight : weight;
  }

 private:
  Codes kinds_;
  std::vector<bool> is_aside_;  // of each code of the column
};

/// The first `wanted` by relevance that `enquire` finds in the documents, each with its weight below zero for a key, in
/// order; `folded`: of those that say the same only the first. Asks for as many as it takes to be sure of them and no
/// more, so that the matcher may pass over what cannot be among them.
std::vector<Placed> first_by_relevance(const Xapian::Enquire& enquire, const OpenDocuments& documents,
                                       std::size_t wanted, bool folded, const Columns& columns);

}  // namespace findings
