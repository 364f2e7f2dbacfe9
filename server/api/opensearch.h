// What lets a browser search here from its address bar.
#pragma once

#include "server/service.h"

namespace findings {

/// OpenSearch 1.1 description document: the search page, the feed of a question, and suggestions.
http::Response opensearch_description(const Call& call);

}  // namespace findings
