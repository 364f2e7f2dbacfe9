// The files a run is given: folders opened recursively, and what stands in the way of reading some of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace findings {

/// Something under the given paths that is not read, and why.
struct NotRead {
  std::filesystem::path path;
  std::string reason;
  bool loses_nothing = false;  // what it leads to is read by another way
};

struct FoundFiles {
  std::vector<std::filesystem::path> files;    // absolute, sorted, each once
  std::vector<std::filesystem::path> missing;  // given, and not there
  std::vector<NotRead> not_read;
  std::size_t ignored = 0;  // files in folders that are of no kind that is read
};

/// The largest file that is read.
inline constexpr std::uintmax_t largest_file = 64 << 20;

/// What is listed of one folder: where another program makes and removes files without a pause, a listing of some file
/// systems (tmpfs) never ends.
inline constexpr std::size_t most_entries = 1'000'000;

/// In folders: .pdf, .txt, .text and .md, hidden files and folders left out, links to folders followed once. A file
/// that is named itself is tried whatever it is called. `leave_out` is the index, which may well lie under a given
/// folder.
FoundFiles find_files(const std::vector<std::filesystem::path>& paths, const std::filesystem::path& leave_out,
                      std::size_t most = most_entries);

/// The path made absolute without asking the disk, so that it names the same file in every run.
std::filesystem::path plain_path(const std::filesystem::path& path);

/// A regular file's bytes. Never waits, not even on a FIFO. Throws Unreadable with the reason.
std::string read_regular_file(const std::filesystem::path& file);

}  // namespace findings
