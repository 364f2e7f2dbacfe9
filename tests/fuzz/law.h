// What must hold of everything that was read, whatever the bytes were.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace findings {

/// A law that is broken ends the program, as a fuzzer wants it; what was read is told first.
inline void require(bool holds, const char* law, std::string_view what = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s: \"", law);
  std::fwrite(what.data(), 1, what.size(), stderr);
  std::fputs("\"\n", stderr);
  std::abort();
}

/// One line of valid UTF-8 without control characters.
inline bool is_clean_line(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x20 || lead == 0x7F) return false;
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    unsigned point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t j = 1; j < length; ++j) {
      const auto next = static_cast<unsigned char>(text[i + j]);
      if ((next & 0xC0) != 0x80) return false;
      point = point << 6 | (next & 0x3Fu);
    }
    if ((length == 3 && point < 0x800) || (length == 4 && (point < 0x10000 || point > 0x10FFFF))) return false;
    if ((point >= 0xD800 && point <= 0xDFFF) || (point >= 0x80 && point < 0xA0)) return false;
    i += length;
  }
  return true;
}

}  // namespace findings
