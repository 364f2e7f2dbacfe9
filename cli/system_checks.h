// A deployment -> what is right and wrong with it, a line each: for findings doctor --system.
#pragma once

#include <string>
#include <vector>

#include "server/config.h"

namespace findings {

enum class Verdict { ok, warning, wrong };

struct SystemCheck {
  std::string name;  // "free space"
  Verdict verdict;
  std::string says;  // what was found
  std::string todo;  // what to do about it; "" where all is well
};

/// findings (which is of version `caller`), findings-full and findings-pdf are of one version, and findings-pdf reads a
/// PDF in its sandbox.
std::vector<SystemCheck> check_programs(const std::string& caller);

/// The index is there, whole, to be read by who runs this, and there is room for the next three times over; no run
/// that was killed left something.
std::vector<SystemCheck> check_index(const std::filesystem::path& index);

/// Files that hold secrets are not for everybody, the address listened on is not open by mistake, and there are enough
/// descriptors.
std::vector<SystemCheck> check_serving(const ServeConfig& config);

/// Locale and clock.
std::vector<SystemCheck> check_surroundings(const std::filesystem::path& index);

}  // namespace findings
