// The report records of a generation: each report without its paragraphs, and the file it came from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/report.h"

namespace findings {

/// What a manifest says of a report that the report does not print.
struct Facts {
  std::optional<Date> published;
  std::optional<std::string> url, urn, authority;
  friend bool operator==(const Facts&, const Facts&) = default;
};

struct ReportRecord {
  Report report;                    // as it stands in the index; read back from a generation it has no paragraphs
  std::size_t paragraph_count = 0;  // of the report, with or without them
  std::string path;                 // the file, absolute
  std::string digest;               // of its bytes, in SHA-256
  std::string reading_version;      // of the rules that read it
  std::optional<Facts> facts;       // what a manifest said; kept until another says otherwise
};

/// reports.json: `{"reports": [...]}`, each the outline's JSON with "paragraph_count", "file_path", "digest",
/// "reading_version" and "manifest" in the place of "paragraphs".
std::string records_to_json(const std::vector<ReportRecord>& records);

/// Reads it back. Throws Error (Exit::no_index) where it is damaged.
std::vector<ReportRecord> records_from_json(std::string_view json);

/// The records of a finished generation, in order of report ids.
std::vector<ReportRecord> read_records(const std::filesystem::path& generation);

}  // namespace findings
