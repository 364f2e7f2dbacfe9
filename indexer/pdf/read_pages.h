// A PDF in memory to NDJSON on a descriptor.
#pragma once

#include <string>

#include "indexer/pdf/outcomes.h"

namespace findings::pdf {

/// Writes the lines of every page to `descriptor` and, if all went well, the summary. Nothing thrown.
Outcome read_pages(const std::string& bytes, int descriptor);

}  // namespace findings::pdf
