// A question as text once more.
#pragma once

#include <string>
#include <string_view>

#include "searcher/question.h"

namespace findings {

/// The question in one line, with the filters it stands under, that is understood as the same question; "*" for
/// everything. It is to be read as the question was, with its synonyms or as written: what words were widened to is
/// left out, as they will be widened again. But never with Reading::successors: the authorities are all named in it,
/// and those that took over from each would be more.
std::string question_text(const Question& question);

/// The same for what both find: `narrower` is typed before it, as in phrase:"drift and delay".
std::string question_text(std::string_view narrower, const Question& question);

/// The expression with the filters it stands under among its parts.
Expression whole_expression(const Question& question);

}  // namespace findings
