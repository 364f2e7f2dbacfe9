// findings --version: each program of Findings with the libraries it runs with, as they are loaded, not as they were
// when it was built, where a library can tell.
#pragma once

#include <string>

namespace findings {

/// "findings 0.1.0 (Xapian 1.4.22, ICU 72.1, ...)": the program that runs. What `more` names comes last.
std::string version_line(const std::string& program, const std::string& more);

/// What findings-full or findings-pdf says of itself, in a line; says so where it is missing or does not run.
std::string version_line_of(const std::string& program);

}  // namespace findings
