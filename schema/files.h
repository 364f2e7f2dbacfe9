// Whole files read and written, with errors a person can act on.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "schema/error.h"

namespace findings {

/// What to throw after a system call failed with `error` (an errno): "cannot write /index/columns: No space left on
/// device". A full disk and a forbidden folder have their own hints.
Error system_error(const std::string& doing, const std::filesystem::path& path, int error);

/// The hint for a full disk; every writer of an index leaves the old generation as it was.
extern const std::string disk_full_hint;

/// An open file, closed in the end.
class OpenFile {
 public:
  /// `flags`: as open(2) has them; `doing`: for the error that is thrown where it fails.
  OpenFile(const std::filesystem::path& file, int flags, const char* doing);
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  int get() const { return fd_; }

 private:
  int fd_;
};

std::string read_file(const std::filesystem::path& file);

/// Writes the file anew and syncs it to disk.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// A file that is written from its front to its end. It is not synced.
class FileWriter {
 public:
  explicit FileWriter(const std::filesystem::path& file);
  void add(std::string_view bytes);

  /// Nothing is added from then on; without it the end may be missing.
  void close();

 private:
  std::filesystem::path file_;
  OpenFile open_;
  std::string pending_;
};

/// A file that is read from its front to its end.
class FileReader {
 public:
  /// `at_a_time`: how many bytes it reads and holds, where no more are asked for.
  explicit FileReader(const std::filesystem::path& file, std::size_t at_a_time = 1 << 16);

  /// The bytes that come next: that many or more, fewer at the file's end. They hold until the next call.
  std::string_view at_least(std::size_t bytes);

  void skip(std::size_t bytes);

 private:
  std::filesystem::path file_;
  OpenFile open_;
  std::size_t at_a_time_;
  std::string buffer_;
  std::size_t at_ = 0;
};

/// Writes beside and renames, so that the file is always whole: as it was, or as it is to be.
void replace_file(const std::filesystem::path& file, std::string_view bytes);

/// A program of ours that only `findings` runs: beside it where it was built, in libexec/findings where it is
/// installed.
std::optional<std::filesystem::path> program_beside(const std::string& name);

/// Makes a file's bytes, or a folder's entries, survive a power cut. Xapian never syncs its folder.
void sync_to_disk(const std::filesystem::path& file_or_folder);

}  // namespace findings
