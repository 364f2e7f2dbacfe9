// How a question was understood, and what may be asked instead, for the template notices.mustache.
#pragma once

#include "server/pages/asked_page.h"
#include "server/pages/page.h"

namespace findings::pages {

/// "7 paragraphs in 3 reports of 3 authorities"
std::string in_words(const Counts& counts);

/// "9 paragraphs, 7 distinct texts, in 3 reports of 3 authorities"
std::string found_in_words(const Results& results);

/// Sets "understood", "widened", "ignored", "notes", and "suggestion"; where nothing was found "help_words" and
/// "help_filters" too.
void put_notices(Data& data, const AskedPage& asked, const Results& results);

/// Sets "mistake": what is wrong with the question, where in it, and what to try. The exception in flight is thrown on
/// where it is no mistake in what was asked. Returns whether it is one in the text, not in a filter beside it.
bool put_mistake(Data& data, const std::string& text);

}  // namespace findings::pages
