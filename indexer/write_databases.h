// Documents, their words and their texts, as files of a generation: made in shares on all cores, merged at the end.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "indexer/documents.h"

namespace findings {

/// Writes db/, or shard-1/ and so on, words/ and texts of a generation into the folder `build`. `paragraphs`: how many
/// the records have; `id`: of the build. Nothing of the databases is synced. Throws Error or Xapian::Error where a file
/// cannot be written.
void write_databases(const Records& records, const Together& together, std::size_t paragraphs, const std::string& id,
                     const std::filesystem::path& build);

}  // namespace findings
