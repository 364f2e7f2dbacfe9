// A row (schema/places.h) as the value of `row_slot`: what sorts as the rows do.
#pragma once

#include <cstdint>
#include <string>

namespace findings {

/// Four bytes, the highest first.
inline std::string slot_of_row(std::uint32_t row) {
  std::string value;
  for (int shift = 24; shift >= 0; shift -= 8) value += static_cast<char>(row >> shift & 0xFF);
  return value;
}

}  // namespace findings
