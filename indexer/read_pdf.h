// A PDF -> Lines, by findings-pdf in a process of its own: nothing a PDF holds is looked at here but its first bytes.
#pragma once

#include <chrono>
#include <string>

#include "indexer/lines.h"

namespace findings {

struct PdfLimits {
  std::chrono::milliseconds time{30'000};  // by the clock; the process is also held to 20 s of computing
  std::size_t output = 64u << 20;          // bytes of NDJSON
};

/// The lines of a PDF in the order in which they were drawn; read in several threads at once, each call has its own
/// process. Throws Unreadable with the reason and what to try, and Error where findings-pdf itself is missing.
///
/// findings-pdf is looked for beside the running program and in ../libexec/findings; $FINDINGS_PDF names another.
Lines read_pdf(const std::string& bytes, const PdfLimits& limits = {});

}  // namespace findings
