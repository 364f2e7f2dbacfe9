// Reports in, a generation out: one Xapian document a paragraph, facet columns, words in their order, report records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "schema/report.h"
#include "schema/report_records.h"

namespace findings {

struct WrittenCounts {
  std::size_t reports = 0, paragraphs = 0, shards = 1;
};

/// Writes db/, columns, texts and reports.json of a generation into the empty folder `build`, the reports in order of
/// their ids. Ids and citations must be unique: std::invalid_argument where they are not.
/// Throws Error or Xapian::Error where a file cannot be written: the build must then be abandoned.
/// With several `shards` there are shard-1/ and so on in place of db/ (indexer/sharding.h), each document with its row
/// in `row_slot`, and the file places; all else is as without, but for the metadata `build_key`.
WrittenCounts write_generation(const std::vector<ReportRecord>& reports, const std::filesystem::path& build,
                               std::uint32_t shards = 1);

/// The same for reports that came from no file.
WrittenCounts write_generation(const std::vector<Report>& reports, const std::filesystem::path& build,
                               std::uint32_t shards = 1);

/// What a section is counted under: the profile's name for its heading, or the heading where the profile has none.
const std::string& section_name(const Section& section);

/// What the index knows a paragraph by: its values of every field of schema/fields.h, in the order of the table. A
/// paragraph stands under several sections, and under one value of every other field. Dates are "20120504", or "".
std::vector<std::vector<std::string>> field_values(const Report& report, const Paragraph& paragraph);

}  // namespace findings
