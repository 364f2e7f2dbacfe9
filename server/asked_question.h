// A question as the parameters of an address, for the API and the pages alike.
#pragma once

#include <string>
#include <vector>

#include "searcher/searcher.h"
#include "server/parameters.h"

namespace findings {

/// One for each field: authority, area, grade ...
Parameters filter_parameters();
std::vector<Filter> filters_of(const Asked& asked);

/// q, the filters, as_written, successors.
Parameters question_parameters();

/// The question, understood. `otherwise` is asked where there is neither text nor filter; "": HttpError. Throws as
/// Searcher::understand.
Question question_of(const Asked& asked, const Searcher& searcher, const std::string& otherwise = "");

/// Pages end here: who wants more takes an export, which streams.
inline constexpr std::uint64_t farthest_hit = 1'000;

/// sort, seed, offset, duplicates: which hits, in what order.
Parameters order_parameters();
void set_order(Question& question, const Asked& asked);

/// Those, and limit, facets, table, group, context: all of how it is answered.
Parameters answer_parameters();
/// Throws HttpError where `table` has not two fields.
void set_answer(Question& question, const Asked& asked);

Parameters joined(std::vector<Parameters> lists);

}  // namespace findings
