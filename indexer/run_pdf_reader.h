// findings-pdf as a child process: the bytes go in as a sealed file in memory, its output comes back on a pipe.
#pragma once

#include <filesystem>
#include <string>

#include "indexer/read_pdf.h"

namespace findings {

struct ReaderRun {
  std::string output;
  int status = 0;          // as waitpid gives it
  bool timed_out = false;  // killed after PdfLimits::time
  bool too_long = false;   // killed after PdfLimits::output
};

/// Where findings-pdf is; throws Error where it is not.
std::filesystem::path pdf_reader();

/// Runs `reader` with an empty environment and no descriptors but the three standard ones, and reaps it whatever
/// happens. Throws Error where the system has no processes, memory or descriptors left.
ReaderRun run_pdf_reader(const std::filesystem::path& reader, const std::string& bytes, const PdfLimits& limits);

}  // namespace findings
