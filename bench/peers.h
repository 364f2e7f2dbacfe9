// The same faceted question asked of Findings and of its peers: Xapian's own ValueCountMatchSpy, SQLite FTS5,
// PostgreSQL.
//
// Five facets, disjunctive: a facet with a filter is counted without it, under the others. Peers count paragraphs,
// Findings reports and authorities as well. Each peer answers in the fastest of the ways it has, ten hits included.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/question.h"

struct sqlite3;
struct pg_conn;

namespace findings::bench {

struct Asked {
  std::string words;  // in small letters, all of them wanted in any form
  std::vector<Filter> filters;
  bool counted = true;  // otherwise ten hits are all that is asked for
};

inline const std::vector<std::string> asked_facets{"authority", "area", "grade", "framework", "year"};
inline constexpr std::size_t asked_hits = 10;

struct Answer {
  std::size_t found = 0, hits = 0;
  std::map<std::string, std::map<std::string, std::size_t>> counts;  // facet, value, paragraphs
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// One ranked pass with a spy a facet, or hits and counts apart.
Answer ask_spies(const std::filesystem::path& generation, const Asked& asked, bool apart);

/// " AND area IN (SELECT id ...)", for every filter but the one on that field. In both databases facets are small
/// integers, which the tables value_authority ... name.
std::string conditions(const Asked& asked, std::string_view without);
bool is_filtered(const Asked& asked, std::string_view field);

/// An export (bench/export.cpp) in FTS5, its facets in a table beside it.
class Sqlite {
 public:
  explicit Sqlite(const std::filesystem::path& file);
  ~Sqlite();
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  /// Makes the file of the export in that folder.
  static void make(const std::filesystem::path& file, const std::filesystem::path& exported);

  /// A GROUP BY a facet, each with its own match; or what matches first into a table, which is then grouped.
  Answer ask(const Asked& asked, bool by_table) const;

 private:
  sqlite3* database_ = nullptr;
};

/// The same in PostgreSQL, as bench/postgres.sql makes it.
class Postgres {
 public:
  /// `connection`: "host=/a/folder dbname=bench".
  explicit Postgres(const std::string& connection);
  ~Postgres();
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  /// As Sqlite::ask; the table is a materialized part of one statement.
  Answer ask(const Asked& asked, bool by_table) const;

 private:
  pg_conn* connection_ = nullptr;
};

}  // namespace findings::bench
