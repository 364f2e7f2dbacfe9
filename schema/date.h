// Days as reports and filters mean them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace findings {

using Date = std::chrono::year_month_day;

/// "2012-05-04"
std::string to_string(Date date);

/// Reads "2012-05-04" and nothing else; a day that is in no calendar is no date.
std::optional<Date> read_iso_date(std::string_view text);

/// First and last day, both inclusive.
struct Period {
  Date from, to;
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace findings
