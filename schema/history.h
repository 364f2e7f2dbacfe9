// The generations an index still has, and what changed from one to the next.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "schema/generation_manifest.h"

namespace findings {

/// Reports by their ids, in order. A report has changed where its record says anything else than before, other than
/// where its file is.
struct ReportChanges {
  std::vector<std::string> added, changed, dropped;
};

struct Generation {
  std::filesystem::path path;
  std::string wrong;            // why it could not be read; the rest is then empty
  GenerationManifest manifest;  // of another format than ours where `wrong` says so
  std::uintmax_t bytes = 0;
  bool is_served = false;
  std::optional<ReportChanges> change;  // from the generation before it, where both can be read

  std::string name() const { return path.filename(); }
  /// The number of what it has: a restored one has that of the generation it was restored from.
  unsigned long number() const;
};

/// All there are, the newest first, whatever their state. Throws Error (Exit::no_index) where there is none.
std::vector<Generation> history(const std::filesystem::path& index);

/// The one that is served, by the link alone; nullptr where it leads nowhere.
const Generation* served_in(const std::vector<Generation>& history);

/// The one of that name. Throws Error where there is none.
const Generation& named_in(const std::vector<Generation>& history, const std::string& name);

/// Whether the parts of a generation agree, whose bytes are as they were written: its databases hold together, and all
/// have as many reports and paragraphs as the manifest says. Returns what is wrong, one line each. Takes a second for
/// 100,000 paragraphs.
std::vector<std::string> check_contents(const std::filesystem::path& generation);

}  // namespace findings
