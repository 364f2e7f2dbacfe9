// From what was typed to what is meant. What is not understood is an error, never a guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/question.h"
#include "searcher/values.h"

namespace findings {

/// Reads a question. `filters` are those given beside the text (--grade adequate), their values as typed; those at the
/// top of the text join them. An empty text with filters asks for everything they let through.
///
/// Stopwords are dropped where other words beside them remain, and named in `ignored`. Never dropped: words in quotes,
/// after '+', NOT, NEAR and ADJ, and alternatives of an OR.
Question understand(std::string_view text, const std::vector<Filter>& filters, const Vocabulary& vocabulary,
                    const Reading& reading = {});

}  // namespace findings
