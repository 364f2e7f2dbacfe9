// Paragraphs that say nothing of a service: what Ofsted prints about itself would be a theme of every framework.
#pragma once

#include "schema/report.h"
#include "searcher/searcher.h"

namespace findings {

inline constexpr Kind asides[] = {Kind::about, Kind::footnote, Kind::boilerplate};

bool is_aside(std::string_view kind);

/// Whether the question says itself which kinds of paragraph it wants, anywhere in it.
bool names_kind(const Question& question);

/// The question with a filter on every other kind the index has, where its kinds stand among the filters.
Question without_asides(Question question, const Searcher& searcher);

}  // namespace findings
