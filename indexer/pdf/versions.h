// findings-pdf --version: what it was built as and what it runs with.
#pragma once

#include <string>

namespace findings::pdf {

/// "findings-pdf 0.1.0 (MuPDF 1.21.1, FreeType 2.12.1, ...)"; versions of libraries as they are loaded, where a library
/// can tell.
std::string version_line();

}  // namespace findings::pdf
