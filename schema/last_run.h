// INDEX/last-run.json: what a run of `findings index` was given and could not read. The index itself holds only what was
// read, and `findings doctor` tells of both.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace findings {

/// A file or folder that no report was made of.
struct Unread {
  std::string path;    // absolute
  std::string reason;  // for people
  friend bool operator==(const Unread&, const Unread&) = default;
};

struct LastRun {
  std::string time;                // when it ended, in UTC: "2024-05-04T10:20:30Z"
  std::vector<std::string> paths;  // given, absolute
  std::vector<Unread> unread;      // by this run; and by earlier ones, where this one did not look
};

/// Whole or not at all, as everything in an index is.
void write_last_run(const std::filesystem::path& index, const LastRun& run);

/// Nothing where no run has ended yet, or where the file is damaged: the next run writes it anew.
std::optional<LastRun> read_last_run(const std::filesystem::path& index);

}  // namespace findings
