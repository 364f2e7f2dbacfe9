// What another program of ours says.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace findings {

/// Runs `program` with that one argument and returns what it printed, or nothing where it could not be run or did not
/// end with 0. What it writes to standard error goes nowhere.
std::optional<std::string> output_of(const std::filesystem::path& program, const std::string& argument);

}  // namespace findings
