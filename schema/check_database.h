// Whether the tables of a database hold together.
#pragma once

#include <cstddef>
#include <filesystem>
#include <ostream>

namespace findings {

/// How many errors Xapian's own check finds in the database in that folder; `report`: takes what it says of each table.
/// Throws Xapian::Error where there is nothing to check.
std::size_t check_database(const std::filesystem::path& folder, std::ostream& report);

}  // namespace findings
