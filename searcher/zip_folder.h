// A folder as a ZIP file whose bytes depend on what is in it alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace findings {

/// Writes the files, named by their paths inside `folder`, in this order. They are stored as they are, so that the
/// bytes depend on no version of a compressor; all are dated `time`, which is as "2024-05-04T10:20:30Z". Throws Error
/// (Exit::failures) where it cannot be written.
void zip_folder(const std::filesystem::path& folder, const std::vector<std::string>& files, const std::string& time,
                const std::filesystem::path& zip);

}  // namespace findings
