// Where pages stand.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace findings::pages {

/// "/reports/slac/bury/2012-05-04"
std::string report_address(std::string_view id);

/// "/reports/slac/bury/2012-05-04?hl=neglect#52": the citation's place in its report, where `hl` is lit up.
std::string paragraph_address(std::string_view citation, std::string_view hl = "");

/// "/authorities/bury"
std::string authority_address(std::string_view name);

/// "/search?q=neglect&grade=good"; without parameters the path alone.
std::string address(std::string_view path, const http::Pairs& parameters);

}  // namespace findings::pages
