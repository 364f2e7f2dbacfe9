// Filters looked up in columns, so that one pass counts what passes all of them and what fails one alone.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/question.h"

namespace findings {

/// Which of the column's values a filter on its field chooses; ranges of years choose the years in them. Of the field
/// section only those chosen in every area.
std::vector<bool> chosen_values(const Filter& filter, const Column& column);

/// Whether columns can tell what the filter lets through. They cannot for dates, nor for a heading as printed that is
/// the name of no section.
bool can_sift(const Filter& filter, const Columns& columns);

/// What one filter lets through.
class Sieve {
 public:
  /// `filter`: one that `can_sift`.
  Sieve(const Filter& filter, const Columns& columns);

  bool lets_through(Xapian::docid id) const { return passes_[areas_ ? areas_->codes[id] : 0][column_.codes[id]]; }

 private:
  const Column& column_;
  const Column* areas_ = nullptr;          // of section: "adoption/Staying safe" hangs on the area too
  std::vector<std::vector<bool>> passes_;  // by code; of section for each code of the area
};

}  // namespace findings
