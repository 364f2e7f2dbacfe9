// Paragraphs apart by one of their facts: groups of hits, strata of samples.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"

namespace findings {

/// Gives every paragraph one value of a field: of the headings it stands under, the innermost.
class Partition {
 public:
  /// `field`: one that has a column.
  Partition(const Columns& columns, std::string_view field);

  /// A place in `names`.
  std::uint32_t value(Xapian::docid id) const { return values_[column_.codes[id]]; }
  const std::vector<std::string>& names() const { return column_.values; }

 private:
  const Column& column_;
  std::vector<std::uint32_t> values_;  // of each of the column's codes
};

}  // namespace findings
