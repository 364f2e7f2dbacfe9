// Reports as the real ones are cut: every pass makes each real report over, with another authority, another day of the
// same year, and invented text of the same lengths.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/shape.h"
#include "schema/report_records.h"

namespace findings::bench {

/// At least so many paragraphs, to the end of a report. The same for the same seed.
std::vector<ReportRecord> make_reports(const Shape& shape, std::size_t paragraphs, std::uint64_t seed);

}  // namespace findings::bench
