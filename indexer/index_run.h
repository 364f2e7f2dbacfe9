// A run of `findings index`: given files and what is already indexed, the next generation, or none where nothing
// changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/readings.h"

namespace findings {

struct IndexOptions {
  std::filesystem::path index;
  std::vector<std::filesystem::path> paths;
  std::optional<std::filesystem::path> manifest;
  bool prune = false;                   // reports whose file is gone leave the index
  bool allow_shrink = false;            // even when they are more than a fifth of it
  std::optional<std::uint32_t> shards;  // of the index from now on; else as many as it has, and a new one is one
};

struct IndexOutcome {
  bool published = false;                   // a new generation; otherwise nothing changed
  std::size_t reports = 0, paragraphs = 0;  // in the index now
  std::size_t added = 0, updated = 0, unchanged = 0;
  std::size_t kept = 0;     // although their file is gone
  std::size_t removed = 0;  // pruned, or gone with no reading left
  std::size_t shards = 1;
  std::size_t failed = 0;             // files and folders that could not be read
  std::vector<std::string> messages;  // for people, a line each: what was not read and why, and what else to know
};

/// Reads what is new or changed and publishes the whole index anew, or nothing at all. The index then holds every
/// report it held before, those outside `paths` too, unless pruned. Throws Error where the run as a whole cannot be
/// done, and leaves the index as it was.
IndexOutcome run_index(const IndexOptions& options, const Reader& reader, const Progress& progress = {});

/// "indexed 5 reports, 560 paragraphs: 3 new, 1 updated, 1 unchanged; could not read 1"
std::string summary_of(const IndexOutcome& outcome);

}  // namespace findings
