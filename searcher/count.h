// Exact counts, in paragraphs, reports and authorities, of all that a question finds.
//
// The match runs a second time without ranking, and what it visits is only looked up in columns: at a million
// paragraphs, five facets on a word in 758,000 of them took 280 ms by value slots, 40 ms like this.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"

namespace findings {

/// Three units, because "in 21 of 23 inadequate reports" is what people quote.
struct Counts {
  std::size_t paragraphs = 0;
  std::size_t reports = 0;
  std::size_t authorities = 0;  // those that are known
  friend bool operator==(const Counts&, const Counts&) = default;
};

/// What a query finds, by the values of some columns. Exact for one local database whose docids are those of the
/// columns and in which a report's paragraphs are neighbours.
class Tally {
 public:
  /// `counted`: the fields to count by.
  Tally(const Columns& columns, const std::vector<std::string>& counted);

  void run(const Xapian::Database& database, const Xapian::Query& query);

  const Counts& found() const { return found_; }
  /// Of counted[i], a count for each of the column's values.
  const std::vector<Counts>& by_value(std::size_t i) const { return tables_[i].counts; }
  /// The reports found, as places in the column "report", in the order of the index; each with its paragraphs found.
  const std::vector<std::pair<std::uint32_t, std::size_t>>& reports() const { return reports_; }

 private:
  class Spy;
  struct Table {
    const Column* column;
    std::vector<Counts> counts;
    std::vector<std::uint32_t> last_report;  // of each value: paragraphs come report by report
    std::vector<std::uint64_t> authorities;  // of each value, a bit an authority
  };

  void see(Xapian::docid id);

  const Columns& columns_;
  const Column &report_, &authority_;
  std::size_t words_;  // of 64 bits, for a set of authorities
  Counts found_;
  std::vector<Table> tables_;
  std::vector<std::uint64_t> authorities_;
  std::vector<bool> is_authority_;
  std::uint32_t last_report_ = 0;
  std::vector<std::pair<std::uint32_t, std::size_t>> reports_;
};

}  // namespace findings
