// What a measured figure lies between.
#pragma once

namespace findings {

struct Interval {
  double lower = 0, upper = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace findings
