// Paragraphs as rows, to standard output or into a file, with the header file that says where they are from.
#pragma once

#include <functional>

#include "cli/output.h"
#include "searcher/searcher.h"

namespace findings {

extern const Option provenance_option;

/// Calls its argument with each paragraph.
using EachHit = std::function<void(const std::function<void(const FoundHit&)>&)>;

/// Writes what `each` gives, and then --provenance. What there is to say about it goes to standard output where the
/// rows go into a file, else to standard error. `results` are the question's counts and notes.
Exit write_rows(const Given& given, const Searcher& searcher, const Question& question, const Results& results,
                RowFormat format, const EachHit& each);

}  // namespace findings
