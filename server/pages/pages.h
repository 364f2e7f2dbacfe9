// The pages: what people see of the server.
#pragma once

#include <vector>

#include "server/service.h"

namespace findings::pages {

std::vector<Route> page_routes();

// One a file.
http::Response search_page(const Call& call);
http::Response front_page(const Call& call);
http::Response report_page(const Call& call);
http::Response reports_page(const Call& call);
http::Response authority_page(const Call& call);
http::Response authorities_page(const Call& call);
http::Response themes_page(const Call& call);
http::Response matrix_page(const Call& call);
http::Response concordance_page(const Call& call);
http::Response compare_page(const Call& call);
http::Response help_page(const Call& call);

}  // namespace findings::pages
