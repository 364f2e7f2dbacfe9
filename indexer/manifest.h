// What a CSV file says of reports that the reports do not print: columns file, published, url, authority, urn.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "schema/report_records.h"

namespace findings {

struct ManifestRow {
  std::string file;  // the tail of a path: "ashby-2012.pdf", "slac/ashby-2012.pdf"
  Facts facts;       // empty cells are absent
  int line = 0;
};

/// Reads RFC 4180, with any line ends and a byte order mark or none. Throws Error naming the line: a manifest is taken
/// whole or not at all.
std::vector<ManifestRow> read_manifest(const std::filesystem::path& file);
std::vector<ManifestRow> parse_manifest(std::string_view csv, const std::string& name);

/// The row whose `file` is the longest tail of the path, or nullptr.
const ManifestRow* row_of(const std::vector<ManifestRow>& rows, const std::filesystem::path& path);

}  // namespace findings
