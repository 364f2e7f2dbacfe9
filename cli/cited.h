// Paragraphs and reports that were named: there they are, or the mistake is answered with what there is.
#pragma once

#include <string>

#include "searcher/searcher.h"

namespace findings {

/// Throws Error (Exit::nothing) where the index has no such paragraph: the nearest report, or the paragraphs the report
/// has.
FoundHit cited(const Searcher& searcher, const std::string& citation, std::size_t context);

/// The same for a report's id.
ReportRecord named_report(const Searcher& searcher, const std::string& id);

}  // namespace findings
