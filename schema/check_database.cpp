#include "schema/check_database.h"

#include <xapian.h>

#ifdef __SANITIZE_ADDRESS__
// Xapian::Database::check deletes its tables as of another class than they are.
extern "C" const char* __asan_default_options() { return "new_delete_type_mismatch=0"; }
#endif

namespace findings {

std::size_t check_database(const std::filesystem::path& folder, std::ostream& report) {
  return Xapian::Database::check(folder.string(), Xapian::DBCHECK_SHOW_STATS, &report);
}

}  // namespace findings
