// The laws of files that people write: read whole, or refused by a line of text that names the file and the place.
#pragma once

#include <algorithm>
#include <string>

#include "schema/error.h"
#include "tests/fuzz/law.h"

namespace findings {

/// `read` the bytes, called `name`: Error is all that it may throw. `before_line`: what stands between the name and the
/// number of the line. Returns whether they were read.
template <typename Read>
bool require_read_or_refused(const std::string& bytes, const std::string& name, const std::string& before_line,
                             Read read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    const std::string what = error.what();
    require(is_clean_line(what), "a refusal is a line of text", what);
    require(what.starts_with(name), "a refusal names the file", what);
    if (!what.starts_with(name + before_line)) return false;  // of the whole file: it is too long, nothing is in it
    const std::string number = what.substr(name.size() + before_line.size());
    const auto lines = static_cast<unsigned long>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
    require(!number.empty() && number[0] >= '1' && number[0] <= '9', "lines count from 1", what);
    require(std::stoul(number) <= lines, "the line is one of the file's", what);
    return false;
  }
}

}  // namespace findings
