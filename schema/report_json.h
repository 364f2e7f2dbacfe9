// A report as JSON: the contract of `findings outline --format json`, and what the reading cache keeps.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "schema/report.h"

namespace findings {

/// Absent values are null. Keys stand in the order docs/outline.md gives.
nlohmann::ordered_json to_json(const Report& report);

/// Reads back what `to_json` wrote. Throws Error where it is not such a report.
Report report_from_json(const nlohmann::ordered_json& json);

}  // namespace findings
