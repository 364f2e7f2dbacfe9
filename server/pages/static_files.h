// Files that pages load: built in, served from a table under an address with their digest, and kept by browsers for
// good.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/service.h"

namespace findings::pages {

/// "/static/3f2a…/findings.css". Throws std::out_of_range for a file that is not in the table.
const std::string& static_address(std::string_view name);

std::vector<Route> static_routes();

}  // namespace findings::pages
