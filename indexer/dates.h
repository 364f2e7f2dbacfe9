// Dates and names as reports print them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/date.h"

namespace findings {

/// First and last day of everything dated in `text`: "27 June – 8 July 2011", "10 – 13 April and 14 – 18 May 2012",
/// "5 and 6 October 2021", "12/09/2016", "18 Feb 2014". A day without a month or year takes the next one's. Nothing
/// where no whole date stands in it, or where one is in no calendar.
std::optional<Period> read_period(std::string_view text);

/// A single day; nothing where there are several.
std::optional<Date> read_date(std::string_view text);

/// "Robert Hackeson HMI" -> "Robert Hackeson". Several names stay together, joined by " and ".
std::string without_post_nominals(std::string_view name);

}  // namespace findings
