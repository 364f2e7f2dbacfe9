// A text file's bytes -> Lines, whatever its encoding.
#pragma once

#include <string>

#include "indexer/lines.h"

namespace findings {

/// UTF-8, UTF-16 with or without a byte order mark, or Windows-1252; the last two are noted as converted. A form feed
/// turns the page. Throws Unreadable for an empty or binary file and for HTML.
Lines read_text(const std::string& bytes);

}  // namespace findings
