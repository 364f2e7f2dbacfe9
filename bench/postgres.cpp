#include <functional>
#include <stdexcept>

#include <libpq-fe.h>

#include "bench/peers.h"

namespace findings::bench {
namespace {

/// Calls `use` with each row; $1 is `words`.
void each_row(PGconn* connection, const std::string& sql, const std::string& words,
              const std::function<void(const char*, const char*)>& use) {
  const char* values[] = {words.c_str()};
  PGresult* result = PQexecParams(connection, sql.c_str(), words.empty() ? 0 : 1, nullptr, values, nullptr, nullptr, 0);
  const bool went_well = PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK;
  for (int row = 0; went_well && row < PQntuples(result); ++row)
    use(PQgetvalue(result, row, 0), PQgetvalue(result, row, 1));
  PQclear(result);
  if (!went_well) throw std::runtime_error(std::string("PostgreSQL: ") + PQerrorMessage(connection));
}

constexpr char match[] = " WHERE words @@ plainto_tsquery('as_findings', $1)";

}  // namespace

Postgres::Postgres(const std::string& connection) : connection_(PQconnectdb(connection.c_str())) {
  if (PQstatus(connection_) != CONNECTION_OK)
    throw std::runtime_error(std::string("PostgreSQL: ") + PQerrorMessage(connection_));
  each_row(connection_, "SET max_parallel_workers_per_gather = 0", "", [](const char*, const char*) {});
}

Postgres::~Postgres() { PQfinish(connection_); }

Answer Postgres::ask(const Asked& asked, bool by_table) const {
  Answer answer;
  each_row(connection_,
           "SELECT citation, text FROM paragraphs" + std::string(match) + conditions(asked, "") +
               " ORDER BY ts_rank(words, plainto_tsquery('as_findings', $1)) DESC LIMIT " + std::to_string(asked_hits),
           asked.words, [&](const char*, const char* text) { answer.hits += *text != '\0'; });
  if (!asked.counted) return answer;

  std::string every;
  for (const std::string& facet : asked_facets) {
    if (!every.empty()) every += " UNION ALL ";
    every += "SELECT '" + facet + ":' || name, n FROM (SELECT " + facet + " AS value, count(*) AS n" +
             (by_table ? " FROM matched WHERE true" : " FROM paragraphs" + std::string(match)) +
             conditions(asked, facet) + " GROUP BY " + facet + ") AS counted JOIN value_" + facet +
             " AS names ON names.id = value";
  }
  if (by_table)
    every = "WITH matched AS MATERIALIZED (SELECT authority, area, grade, framework, year FROM paragraphs" +
            std::string(match) + ") " + every;
  each_row(connection_, every, asked.words, [&](const char* value, const char* count) {
    const std::string named = value;
    const std::string facet = named.substr(0, named.find(':'));
    answer.counts[facet][named.substr(facet.size() + 1)] = std::stoul(count);
  });
  for (const std::string& facet : asked_facets) {
    if (is_filtered(asked, facet)) continue;
    answer.found = 0;
    for (const auto& [value, count] : answer.counts[facet]) answer.found += count;  // every paragraph has one value
  }
  return answer;
}

}  // namespace findings::bench
