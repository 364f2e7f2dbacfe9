// Opening a database of a generation.
#pragma once

#include <filesystem>

#include <xapian.h>

namespace findings {

/// The database in that folder, to be read. Throws Xapian::Error where it cannot be opened whole: Xapian takes a table
/// of documents' data, of places of words or of spellings that it cannot open, for whatever reason, for one without
/// entries. Paragraphs would have lost their texts without a word, and a phrase would find whatever has its words.
Xapian::Database open_database(const std::filesystem::path& folder);

}  // namespace findings
