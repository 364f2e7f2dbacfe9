#include "schema/open_database.h"

namespace findings {

Xapian::Database open_database(const std::filesystem::path& folder) {
  Xapian::Database database(folder.string());
  const auto require_entries = [&](const char* table, bool has_entries) {
    // A table's file is made with its first entry.
    if (!has_entries && std::filesystem::exists(folder / table))
      throw Xapian::DatabaseOpeningError("Couldn't open " + (folder / table).string() + " to read");
  };
  if (database.get_doccount() > 0) require_entries("docdata.glass", !database.get_document(1).get_data().empty());
  require_entries("position.glass", database.has_positions());
  require_entries("spelling.glass", database.spellings_begin() != database.spellings_end());
  return database;
}

}  // namespace findings
