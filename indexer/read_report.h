// The whole road from a file to a Report, and what stops a file from going down it.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "schema/report.h"

namespace findings {

/// A file that cannot be read as a report: an outcome of a run, listed with its reason, never its end.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Changes with every change of reading rules or profiles, so that a cached reading made by older rules is made anew.
std::string reading_version();

/// Reads one report from the bytes of a file. `file` gives the name for messages and the extension; its bytes are
/// `bytes`. Throws Unreadable with the reason and what to try: "no text on any page: a scanned report needs OCR
/// first: ocrmypdf in.pdf out.pdf".
Report read_report(const std::filesystem::path& file, const std::string& bytes);

}  // namespace findings
