// How often every word and phrase is said in some paragraphs, in how many reports and by how many authorities.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "schema/columns.h"
#include "schema/texts.h"
#include "searcher/count.h"

namespace findings {

/// Of one unit. A word that stands in a phrase counts as the word too.
struct UnitCount {
  std::uint32_t occurrences = 0, paragraphs = 0, reports = 0;
  std::uint32_t authorities = 0;  // known ones; no more than most_authorities_counted
};
inline constexpr std::uint32_t most_authorities_counted = 3;

struct UnitCounts {
  std::vector<UnitCount> of;  // by UnitId
  Counts found;
  std::size_t words = 0;
  std::size_t copies = 0;  // paragraphs that say the same as one before
};

/// `ids` ascend. Throws Error when the deadline has passed.
UnitCounts count_units(const Texts& texts, const Columns& columns, std::span<const std::uint32_t> ids);

}  // namespace findings
