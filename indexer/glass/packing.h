// Numbers and places as Xapian's glass files have them.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "schema/varint.h"

namespace findings::glass {

using Docid = std::uint32_t;

/// A number that sorts, as bytes, as it does: two bytes below 0x8000, and above it one more for every seven bits, as
/// many leading ones in the first byte as there are bytes beyond two.
inline void put_sortable(std::string& out, std::uint32_t value) {
  const int width = std::bit_width(value);
  const int bytes = width <= 15 ? 2 : (width + 5) / 7;
  const auto leading_ones = static_cast<std::uint64_t>(0xFF << (10 - bytes) & 0xFF) << (8 * (bytes - 1));
  const std::uint64_t all = value | leading_ones;
  for (int byte = bytes - 1; byte >= 0; --byte) out += static_cast<char>(all >> (8 * byte) & 0xFF);
}

/// Appends the places of a term in a document, as its entry in the table of positions has them: the last one, and where
/// there are more, all others by binary interpolative coding (Moffat and Stuiver, "Binary Interpolative Coding for
/// Effective Index Compression", 2000).
/// `places`: ascending, at least one.
void put_places(std::string& out, std::span<const std::uint32_t> places);

}  // namespace findings::glass
