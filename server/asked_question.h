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

/// sort, seed, offset, limit, duplicates, facets, table, group, context: how it is answered.
Parameters answer_parameters();
/// Throws HttpError where `table` has not two fields.
void set_answer(Question& question, const Asked& asked);

Parameters joined(std::vector<Parameters> lists);

}  // namespace findings
