// The most telling paragraphs: the best few, each of another report, and none that says the same as another.
#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"

namespace findings {

/// What a paragraph's weight is divided by, so that long ones do not tell the most by their length: half of it by the
/// length beside the average, as BM25 does with b = 0.5 (Robertson and Zaragoza 2009).
double telling_length(std::size_t words, double average);

class Telling {
 public:
  Telling(const Columns& columns, std::size_t most) : columns_(&columns), most_(most) {}

  /// In the order of the index. Of equal ones the first is kept.
  void offer(double score, Xapian::docid id);

  /// The best first.
  std::vector<Xapian::docid> ids() const;

 private:
  struct Kept {
    double score;
    Xapian::docid id;
  };
  bool stand_for_one(Xapian::docid a, Xapian::docid b) const;

  const Columns* columns_;
  std::size_t most_;
  std::vector<Kept> kept_;
};

}  // namespace findings
