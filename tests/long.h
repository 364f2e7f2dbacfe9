// Tests that run longer in ./check --long, which sets FINDINGS_LONG and takes those with the label "at-length".
#pragma once

#include <cstdlib>

namespace findings {

/// How many cases to try: as many as a push has time for, or as many as a release has.
inline int so_many(int in_short, int at_length) {
  return std::getenv("FINDINGS_LONG") != nullptr ? at_length : in_short;
}

}  // namespace findings
