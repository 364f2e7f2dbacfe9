#include <sqlite3.h>

#include <functional>
#include <stdexcept>

#include <xapian.h>

#include "bench/peers.h"
#include "schema/columns.h"
#include "schema/index_document.h"

namespace findings::bench {
namespace {

void check(int status, sqlite3* database) {
  if (status != SQLITE_OK && status != SQLITE_ROW && status != SQLITE_DONE)
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database));
}

void run(sqlite3* database, const std::string& sql) {
  check(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), database);
}

/// Calls `use` with each row.
void each_row(sqlite3* database, const std::string& sql, const std::string& word,
              const std::function<void(sqlite3_stmt*)>& use) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), database);
  if (!word.empty()) sqlite3_bind_text(statement, 1, word.c_str(), -1, SQLITE_TRANSIENT);
  int status = 0;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) use(statement);
  sqlite3_finalize(statement);
  check(status, database);
}

std::string text_at(sqlite3_stmt* statement, int column) {
  const auto* text = sqlite3_column_text(statement, column);
  return text ? reinterpret_cast<const char*>(text) : "";
}

std::string names_of_values(const std::string& facet) { return "value_" + facet; }

void fill(sqlite3* database, const std::filesystem::path& generation) {
  const Xapian::Database documents((generation / "db").string());
  const Columns columns(generation / "columns");
  run(database, "PRAGMA journal_mode = off; PRAGMA synchronous = off; BEGIN");
  run(database, "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61')");
  std::string list = "id INTEGER PRIMARY KEY", marks = "?";
  for (const std::string& facet : asked_facets) {
    list += ", " + facet + " INTEGER";
    marks += ", ?";
    run(database, "CREATE TABLE " + names_of_values(facet) + " (id INTEGER PRIMARY KEY, name TEXT)");
    const auto& values = columns.at(facet).values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      char* sql = sqlite3_mprintf("INSERT INTO %s VALUES (%d, %Q)", names_of_values(facet).c_str(), static_cast<int>(i),
                                  values[i].c_str());
      run(database, sql);
      sqlite3_free(sql);
    }
  }
  // The facets stand apart from the text: grouping reads small rows.
  run(database,
      "CREATE TABLE facets (" + list + "); CREATE TABLE texts (id INTEGER PRIMARY KEY, citation TEXT, text TEXT)");

  sqlite3_stmt *words = nullptr, *facets = nullptr, *texts = nullptr;
  check(sqlite3_prepare_v2(database, "INSERT INTO words (rowid, text) VALUES (?, ?)", -1, &words, nullptr), database);
  check(sqlite3_prepare_v2(database, ("INSERT INTO facets VALUES (" + marks + ")").c_str(), -1, &facets, nullptr),
        database);
  check(sqlite3_prepare_v2(database, "INSERT INTO texts VALUES (?, ?, ?)", -1, &texts, nullptr), database);
  for (Xapian::docid id = 1; id <= documents.get_lastdocid(); ++id) {
    const Hit hit = unpack(documents.get_document(id).get_data());
    for (sqlite3_stmt* statement : {words, facets, texts}) sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_text(words, 2, hit.text.c_str(), -1, SQLITE_TRANSIENT);
    int place = 2;
    for (const std::string& facet : asked_facets) {
      const Column& column = columns.at(facet);
      sqlite3_bind_int64(facets, place++, column.sets[column.codes[id]].at(0));
    }
    sqlite3_bind_text(texts, 2, hit.citation.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(texts, 3, hit.text.c_str(), -1, SQLITE_TRANSIENT);
    for (sqlite3_stmt* statement : {words, facets, texts}) {
      check(sqlite3_step(statement), database);
      sqlite3_reset(statement);
    }
  }
  for (sqlite3_stmt* statement : {words, facets, texts}) sqlite3_finalize(statement);
  run(database, "COMMIT; INSERT INTO words (words) VALUES ('optimize'); ANALYZE");
}

/// " AND area IN (SELECT id ...)", for every filter but the one on that field.
std::string conditions(const Asked& asked, const std::string& without) {
  std::string sql;
  for (const Filter& filter : asked.filters) {
    if (filter.field == without) continue;
    sql += " AND " + filter.field + " IN (SELECT id FROM " + names_of_values(filter.field) + " WHERE name IN (";
    for (std::size_t i = 0; i < filter.values.size(); ++i) sql += (i ? ", '" : "'") + filter.values[i] + "'";
    sql += "))";
  }
  return sql;
}

}  // namespace

std::string Sqlite::version() { return sqlite3_libversion(); }

Sqlite::Sqlite(const std::filesystem::path& file, const std::filesystem::path& generation) {
  const bool is_new = !std::filesystem::exists(file);
  const std::filesystem::path growing = file.string() + ".growing";
  const auto open = [&](const std::filesystem::path& path) {
    check(sqlite3_open(path.c_str(), &database_), database_);
    run(database_, "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 8000000000; PRAGMA temp_store = memory");
  };
  if (is_new) {
    std::filesystem::remove(growing);
    open(growing);
    fill(database_, generation);
    sqlite3_close(database_);
    std::filesystem::rename(growing, file);
  }
  open(file);
}

Sqlite::~Sqlite() { sqlite3_close(database_); }

Answer Sqlite::ask(const Asked& asked, bool by_table) const {
  Answer answer;
  each_row(database_,
           "SELECT citation, text FROM (SELECT words.rowid AS id FROM words JOIN facets ON facets.id = words.rowid "
           "WHERE words MATCH ?1" +
               conditions(asked, "") + " ORDER BY rank LIMIT " + std::to_string(asked_hits) +
               ") AS best JOIN texts ON texts.id = best.id",
           asked.word, [&](sqlite3_stmt* row) { answer.hits += !text_at(row, 1).empty(); });
  if (by_table) {
    run(database_, "DROP TABLE IF EXISTS temp.matched");
    each_row(database_,
             "CREATE TEMP TABLE matched AS SELECT facets.* FROM words JOIN facets ON facets.id = words.rowid "
             "WHERE words MATCH ?1",
             asked.word, [](sqlite3_stmt*) {});
  }
  const std::string from = by_table ? " FROM temp.matched WHERE 1"
                                    : " FROM words JOIN facets ON facets.id = words.rowid WHERE words MATCH ?1";
  const std::string bound = by_table ? "" : asked.word;
  bool is_filtered = false;
  for (const std::string& facet : asked_facets) {
    is_filtered = false;
    for (const Filter& filter : asked.filters) is_filtered = is_filtered || filter.field == facet;
    std::size_t sum = 0;
    each_row(database_,
             "SELECT name, n FROM (SELECT " + facet + " AS value, count(*) AS n" + from + conditions(asked, facet) +
                 " GROUP BY " + facet + ") AS counted JOIN " + names_of_values(facet) + " AS names ON names.id = value",
             bound, [&](sqlite3_stmt* row) {
               const auto count = static_cast<std::size_t>(sqlite3_column_int64(row, 1));
               answer.counts[facet][text_at(row, 0)] = count;
               sum += count;
             });
    if (!is_filtered) answer.found = sum;  // every paragraph has one value
  }
  return answer;
}

}  // namespace findings::bench
