// Whole files read and written, with errors a person can act on.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "schema/error.h"

namespace findings {

/// What to throw after a system call failed with `error` (an errno): "cannot write /index/columns: No space left on
/// device". A full disk and a forbidden folder have their own hints.
Error system_error(const std::string& doing, const std::filesystem::path& path, int error);

/// The hint for a full disk; every writer of an index leaves the old generation as it was.
extern const std::string disk_full_hint;

std::string read_file(const std::filesystem::path& file);

/// Writes the file anew and syncs it to disk.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// Writes beside and renames, so that the file is always whole: as it was, or as it is to be.
void replace_file(const std::filesystem::path& file, std::string_view bytes);

/// A program of ours that only `findings` runs: beside it where it was built, in libexec/findings where it is installed.
std::optional<std::filesystem::path> program_beside(const std::string& name);

/// Makes a file's bytes, or a folder's entries, survive a power cut. Xapian never syncs its folder.
void sync_to_disk(const std::filesystem::path& file_or_folder);

}  // namespace findings
