// The same faceted question asked of Findings and of its peers: Xapian's own ValueCountMatchSpy, and SQLite FTS5.
//
// Five facets, disjunctive: a facet with a filter is counted without it, under the others. Peers count paragraphs,
// Findings reports and authorities as well. Each peer answers in the fastest of the ways it has, ten hits included.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "searcher/question.h"

struct sqlite3;

namespace findings::bench {

struct Asked {
  std::string word;  // a single one, in small letters
  std::vector<Filter> filters;
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

/// The paragraphs of a generation in FTS5, its facets as small integers in a table beside it.
class Sqlite {
 public:
  /// Opens `file`, which is made of the generation where it is not there yet.
  Sqlite(const std::filesystem::path& file, const std::filesystem::path& generation);
  ~Sqlite();
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  /// A GROUP BY a facet, each with its own match; or what matches first into a table, which is then grouped.
  Answer ask(const Asked& asked, bool by_table) const;

  static std::string version();

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace findings::bench
