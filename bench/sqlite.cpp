#include <sqlite3.h>

#include <fstream>
#include <functional>
#include <stdexcept>

#include "bench/peers.h"

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

/// Numbers of a line are integers, the rest text.
void bind_field(sqlite3_stmt* statement, int place, const std::string& field, bool is_number) {
  if (is_number)
    sqlite3_bind_int64(statement, place, std::stoll(field));
  else
    sqlite3_bind_text(statement, place, field.c_str(), -1, SQLITE_TRANSIENT);
}

/// Inserts each line of the file: `places` are the fields of a line that a statement takes, the first `numbers` of them
/// numbers.
struct Insert {
  std::string sql;
  std::vector<std::size_t> places;
  std::size_t numbers;
};
void insert_lines(sqlite3* database, const std::filesystem::path& file, const std::vector<Insert>& inserts) {
  std::vector<sqlite3_stmt*> statements(inserts.size());
  for (std::size_t i = 0; i < inserts.size(); ++i)
    check(sqlite3_prepare_v2(database, inserts[i].sql.c_str(), -1, &statements[i], nullptr), database);
  std::ifstream in(file);
  if (!in) throw std::runtime_error("there is no " + file.string());
  std::vector<std::string> fields;
  for (std::string line; std::getline(in, line);) {
    fields.clear();
    std::size_t start = 0;
    for (std::size_t tab; (tab = line.find('\t', start)) != std::string::npos; start = tab + 1)
      fields.push_back(line.substr(start, tab - start));
    fields.push_back(line.substr(start));
    for (std::size_t i = 0; i < inserts.size(); ++i) {
      for (std::size_t place = 0; place < inserts[i].places.size(); ++place)
        bind_field(statements[i], static_cast<int>(place) + 1, fields.at(inserts[i].places[place]),
                   place < inserts[i].numbers);
      check(sqlite3_step(statements[i]), database);
      sqlite3_reset(statements[i]);
    }
  }
  for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
}

/// The facets stand apart from the text: grouping reads small rows.
void fill(sqlite3* database, const std::filesystem::path& exported) {
  run(database, "PRAGMA journal_mode = off; PRAGMA synchronous = off; BEGIN");
  run(database, "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61')");
  std::string list = "id INTEGER PRIMARY KEY", marks = "?";
  for (const std::string& facet : asked_facets) {
    list += ", " + facet + " INTEGER", marks += ", ?";
    run(database, "CREATE TABLE value_" + facet + " (id INTEGER PRIMARY KEY, name TEXT)");
  }
  run(database, "CREATE TABLE facets (" + list +
                    "); CREATE TABLE texts (id INTEGER PRIMARY KEY, citation TEXT, text TEXT);"
                    "CREATE TEMP TABLE named (id INTEGER, facet TEXT, name TEXT)");
  insert_lines(database, exported / "values.tsv", {{"INSERT INTO named VALUES (?, ?, ?)", {1, 0, 2}, 1}});
  for (const std::string& facet : asked_facets)
    run(database, "INSERT INTO value_" + facet + " SELECT id, name FROM named WHERE facet = '" + facet + "'");
  insert_lines(database, exported / "paragraphs.tsv",
               {{"INSERT INTO words (rowid, text) VALUES (?, ?)", {0, 7}, 1},
                {"INSERT INTO facets VALUES (" + marks + ")", {0, 2, 3, 4, 5, 6}, 6},
                {"INSERT INTO texts VALUES (?, ?, ?)", {0, 1, 7}, 1}});
  run(database, "COMMIT; INSERT INTO words (words) VALUES ('optimize'); ANALYZE");
}

}  // namespace

Sqlite::Sqlite(const std::filesystem::path& file) {
  check(sqlite3_open(file.c_str(), &database_), database_);
  run(database_, "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 8000000000; PRAGMA temp_store = memory");
}

void Sqlite::make(const std::filesystem::path& file, const std::filesystem::path& exported) {
  std::filesystem::remove(file);
  const Sqlite made(file);
  fill(made.database_, exported);
}

Sqlite::~Sqlite() { sqlite3_close(database_); }

Answer Sqlite::ask(const Asked& asked, bool by_table) const {
  Answer answer;
  each_row(database_,
           "SELECT citation, text FROM (SELECT words.rowid AS id FROM words" +
               std::string(asked.filters.empty() ? "" : " JOIN facets ON facets.id = words.rowid") +
               " WHERE words MATCH ?1" + conditions(asked, "") + " ORDER BY rank LIMIT " + std::to_string(asked_hits) +
               ") AS best JOIN texts ON texts.id = best.id",
           asked.words, [&](sqlite3_stmt* row) { answer.hits += !text_at(row, 1).empty(); });
  if (!asked.counted) return answer;
  if (by_table) {
    run(database_, "DROP TABLE IF EXISTS temp.matched");
    each_row(database_,
             "CREATE TEMP TABLE matched AS SELECT facets.* FROM words JOIN facets ON facets.id = words.rowid "
             "WHERE words MATCH ?1",
             asked.words, [](sqlite3_stmt*) {});
  }
  const std::string from = by_table ? " FROM temp.matched WHERE 1"
                                    : " FROM words JOIN facets ON facets.id = words.rowid WHERE words MATCH ?1";
  const std::string bound = by_table ? "" : asked.words;
  for (const std::string& facet : asked_facets) {
    std::size_t sum = 0;
    each_row(database_,
             "SELECT name, n FROM (SELECT " + facet + " AS value, count(*) AS n" + from + conditions(asked, facet) +
                 " GROUP BY " + facet + ") AS counted JOIN value_" + facet + " AS names ON names.id = value",
             bound, [&](sqlite3_stmt* row) {
               const auto count = static_cast<std::size_t>(sqlite3_column_int64(row, 1));
               answer.counts[facet][text_at(row, 0)] = count;
               sum += count;
             });
    if (!is_filtered(asked, facet)) answer.found = sum;  // every paragraph has one value
  }
  return answer;
}

}  // namespace findings::bench
