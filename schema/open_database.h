// Opening a database of a generation, or of one that grows.
#pragma once

#include <filesystem>

#include <xapian.h>

namespace findings {

/// The database in that folder, to be read. Throws Xapian::Error where it cannot be opened whole: Xapian takes a table
/// of documents' data, of places of words or of spellings that it cannot open, for whatever reason, for one without
/// entries. What is then compacted has lost its texts without a word, and a phrase finds whatever has its words.
Xapian::Database open_database(const std::filesystem::path& folder);

}  // namespace findings
