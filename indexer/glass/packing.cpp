#include "indexer/glass/packing.h"

namespace findings::glass {
namespace {

/// Bits, the lowest first.
class Bits {
 public:
  explicit Bits(std::string& out) : out_(out) {}

  /// A number below `limit` in as few bits as its range needs: where that is no power of two, the numbers in the middle
  /// take one bit less.
  void put(std::uint32_t value, std::uint32_t limit) {
    int width = std::bit_width(limit - 1);
    const std::uint64_t spare = (std::uint64_t{1} << width) - limit;
    const std::uint64_t middle = (limit - spare) / 2;
    std::uint64_t code = value;
    if (spare > 0 && value >= middle + spare)
      code = (value - middle - spare) | std::uint64_t{1} << (width - 1);
    else if (spare > 0 && value >= middle)
      --width;
    held_ |= code << held_bits_;
    for (held_bits_ += width; held_bits_ >= 8; held_bits_ -= 8, held_ >>= 8) out_ += static_cast<char>(held_ & 0xFF);
  }

  void end() {
    if (held_bits_ > 0) out_ += static_cast<char>(held_);
  }

 private:
  std::string& out_;
  std::uint64_t held_ = 0;
  int held_bits_ = 0;
};

/// What lies between the first and the last, which are known: the middle one, then each half.
void put_between(Bits& bits, std::span<const std::uint32_t> places) {
  while (places.size() > 2) {
    const std::size_t middle = (places.size() - 1) / 2;
    const auto others = static_cast<std::uint32_t>(places.size() - 1);
    const auto lowest = places.front() + static_cast<std::uint32_t>(middle);
    bits.put(places[middle] - lowest, places.back() - places.front() - others + 1);
    put_between(bits, places.first(middle + 1));
    places = places.subspan(middle);
  }
}

}  // namespace

void put_places(std::string& out, std::span<const std::uint32_t> places) {
  put_varint(out, places.back());
  if (places.size() == 1) return;
  Bits bits(out);
  bits.put(places.front(), places.back());
  bits.put(static_cast<std::uint32_t>(places.size() - 2), places.back() - places.front());
  put_between(bits, places);
  bits.end();
}

}  // namespace findings::glass
