// Reports in, a generation out: one Xapian document a paragraph, facet columns, report records.
#pragma once

#include <filesystem>
#include <vector>

#include "schema/report.h"

namespace findings {

struct WrittenCounts {
  std::size_t reports = 0, paragraphs = 0;
};

/// Writes db/, columns and reports.json of a generation into the empty folder `build`, reports in order of their ids,
/// the database compacted. Xapian's errors pass through: any of them means the build must be abandoned.
WrittenCounts write_generation(const std::vector<Report>& reports, const std::filesystem::path& build);

}  // namespace findings
