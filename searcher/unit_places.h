// Where a few hundred chosen units stand in a slice: in which paragraphs, how widely, how evenly, and which within
// which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "schema/columns.h"
#include "schema/texts.h"
#include "searcher/count.h"

namespace findings {

struct UnitPlaces {
  struct Of {
    Counts found;
    std::size_t occurrences = 0;
    double dp = 0;  // Gries' DP over the slice's reports (searcher/keyness.h)
  };
  std::vector<Of> of;                    // of each unit, in the order they were given
  std::vector<std::uint32_t> begins;     // of each paragraph, where its list in `present` begins; and the end
  std::vector<std::uint32_t> present;    // which units, as places in that order, each once a paragraph
  std::vector<std::vector<bool>> holds;  // holds[i][j]: the key of unit j is part of that of unit i
  /// met[i][j]: occurrences of unit j that stand within one of unit i, which holds it; or, where neither holds the
  /// other, that share words with one: "child sexual exploitation" with "risk of child sexual".
  std::vector<std::vector<std::uint32_t>> met;

  std::span<const std::uint32_t> in_paragraph(std::size_t place) const {
    return std::span(present).subspan(begins[place], begins[place + 1] - begins[place]);
  }
};

/// `ids` ascend. Throws Error when the deadline has passed.
UnitPlaces place_units(const Texts& texts, const Columns& columns, std::span<const std::uint32_t> ids,
                       const std::vector<UnitId>& units);

}  // namespace findings
