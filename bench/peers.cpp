#include "bench/peers.h"

namespace findings::bench {

bool is_filtered(const Asked& asked, std::string_view field) {
  for (const Filter& filter : asked.filters)
    if (filter.field == field) return true;
  return false;
}

std::string conditions(const Asked& asked, std::string_view without) {
  std::string sql;
  for (const Filter& filter : asked.filters) {
    if (filter.field == without) continue;
    sql += " AND " + filter.field + " IN (SELECT id FROM value_" + filter.field + " WHERE name IN (";
    for (std::size_t i = 0; i < filter.values.size(); ++i) sql += (i ? ", '" : "'") + filter.values[i] + "'";
    sql += "))";
  }
  return sql;
}

}  // namespace findings::bench
