// What is said of a report outside its pages: by a manifest, by its file's name, by the other reports of an index.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "schema/report_records.h"

namespace findings {

/// Adds to a report as it was read what a manifest and the file's name say. What the report prints stands; a manifest
/// that disagrees is a warning. A report that prints no authority is named after the manifest's, or after its file.
void apply_facts(Report& report, const std::optional<Facts>& facts, const std::filesystem::path& path);

/// Gives the report another id, and with it all its citations.
void rename_report(Report& report, const std::string& id);

}  // namespace findings
