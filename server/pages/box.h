// The search box for other people's pages (server/web/embed.js) and the page that shows it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/service.h"

namespace findings::pages {

/// /embed.js and /embed
std::vector<Route> box_routes();
http::Response embed_page(const Call& call);

/// What a browser needs of a script: lines that are comments, and indentation, are left out.
std::string without_comments(std::string_view script);

/// The integrity attribute of what /embed.js gives: "sha384-…".
const std::string& box_integrity();

}  // namespace findings::pages
