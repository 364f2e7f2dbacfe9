// A question as text once more.
#pragma once

#include <string>
#include <string_view>

#include "searcher/question.h"

namespace findings {

/// The question in one line, with the filters it stands under, that is understood as the same question under the same
/// Reading; "*" for everything. What it was widened to is left out, as it will be widened again.
std::string question_text(const Question& question);

/// The same for what both find: `narrower` is typed before it, as in phrase:"drift and delay".
std::string question_text(std::string_view narrower, const Question& question);

/// The expression with the filters it stands under among its parts.
Expression whole_expression(const Question& question);

}  // namespace findings
