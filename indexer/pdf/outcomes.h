// How findings-pdf ends: its exit code is the only thing it says besides lines, so that a message never has to be
// trusted. read_pdf turns each into words.
#pragma once

#include <cstddef>

namespace findings::pdf {

enum class Outcome {
  read = 0,
  damaged = 3,         // not a PDF, or too broken to find its pages
  encrypted = 4,       // needs a password
  too_many_pages = 5,
  too_much_text = 6,
  out_of_memory = 7,
  no_sandbox = 8,      // the kernel refused a limit: nothing was opened
  no_input = 9,        // standard input could not be read, or is too large
  cut_short = 10,      // ends in the middle: what could be rescued may be half a report
};

inline constexpr int most_pages = 2'000;
inline constexpr std::size_t most_text = 32u << 20;    // bytes of UTF-8 in all lines together
inline constexpr std::size_t most_input = 128u << 20;  // the largest report seen has 3 MB

}  // namespace findings::pdf
