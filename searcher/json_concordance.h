// Lines and collocates for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "searcher/collocates.h"
#include "searcher/concordance.h"

namespace findings {

/// With the lines wanted. A line has the keys of a hit (searcher/json_results.h) but for its text and what belongs to
/// that; then `left`, `match` and `right`, which joined are a part of the text, and `start` and `length`, where the
/// match stands in it.
nlohmann::ordered_json to_json(const Question& question, const LinesWanted& wanted, const Concordance& concordance);
nlohmann::ordered_json to_json(const ConcordanceLine& line);

nlohmann::ordered_json to_json(const Question& question, const Context& context, const Collocates& collocates);

}  // namespace findings
