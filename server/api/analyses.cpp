// themes, matrix, concordance, compare: what is looked at is all that a question finds.
#include <nlohmann/json.hpp>

#include "server/api/api.h"
#include "server/asked_analyses.h"

namespace findings {
namespace {

using http::HttpError;
using http::Response;

Response compare(const Call& call, const Asked& asked, std::string_view) {
  const auto comparison = comparison_of(asked, call.index->searcher);
  if (!comparison)
    throw HttpError(400, "no_question", "there is nothing to compare",
                    "a and b are two questions, or two reports of one authority", "a");
  return json_reply(std::visit([](const auto& one) { return to_json(one); }, *comparison));
}

}  // namespace

std::vector<Endpoint> analysis_endpoints() {
  return {
      {"/api/v1/compare",
       "two questions side by side, or two inspections of one authority: what moved, and what became of what was asked "
       "for",
       "/api/v1/compare?a=grade:good&b=grade:inadequate",
       Needs::search,
       comparison_parameters(),
       {"json"},
       "Comparison",
       compare},
  };
}

}  // namespace findings
