// In which order found paragraphs stand, and which of those that say the same stands for them.
#pragma once

#include <cstdint>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/question.h"

namespace findings {

/// A paragraph found and its place among others: the smallest key is first, of equal ones the order of the index
/// decides.
struct Placed {
  double key = 0;
  Xapian::docid id = 0;
  friend auto operator<=>(const Placed&, const Placed&) = default;
};

/// splitmix64: a hash of a number.
std::uint64_t mixed(std::uint64_t x);

/// Any order but that by relevance. Keys are read from columns.
class Order {
 public:
  Order(const Columns& columns, Sort sort, std::uint64_t seed);

  /// Sort::random hashes the seed with the report's id and the paragraph's place in it (splitmix64): the same on any
  /// machine, and reports that come or go leave the others' order as it is.
  double key(Xapian::docid id) const;

 private:
  Codes codes_;                       // of the column that decides
  std::vector<double> keys_;          // of each of its codes
  std::vector<std::uint64_t> seeds_;  // of random: each report's
  std::vector<Xapian::docid> first_;  // and its first paragraph
};

/// Leaves of those that say the same only the first in order. Keeps the order of the rest.
void fold_copies(std::vector<Placed>& found, const Columns& columns);

/// Those from offset to offset + limit, sorted; what else was in `found` is lost.
std::vector<Placed> page_of(std::vector<Placed> found, std::size_t offset, std::size_t limit);

}  // namespace findings
