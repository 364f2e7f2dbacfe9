// Exact counts, in paragraphs, reports and authorities, of all that a question finds.
//
// The match runs a second time without ranking. Paragraphs that are alike in all that can be counted by (a group, see
// schema/columns.h) are only numbered while it runs; what they are is looked up afterwards, once a group: a million
// paragraphs have some 200,000.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/documents.h"
#include "searcher/question.h"
#include "searcher/sift.h"

namespace findings {

/// Three units, because "in 21 of 23 inadequate reports" is what people quote.
struct Counts {
  std::size_t paragraphs = 0;
  std::size_t reports = 0;
  std::size_t authorities = 0;  // those that are known
  friend bool operator==(const Counts&, const Counts&) = default;
};

/// What to count by: the values of a field, or every value of one with every value of another.
struct Breakdown {
  std::string rows;          // "" where one field is counted by
  std::string columns;       // a field
  std::string alternatives;  // the sifted filter on this field does not hold here: its values are alternatives
};

/// What a query finds, by the values of some fields.
class Tally {
 public:
  /// `sifted`: filters that hold for what is found beside the query's own, except in breakdowns that name their field.
  /// Each must be one that `can_sift` (searcher/sift.h).
  Tally(const Columns& columns, const std::vector<Breakdown>& breakdowns, const std::vector<Filter>& sifted = {});

  /// Counts what `query` finds. Throws Error when the deadline has passed (searcher/deadline.h).
  void run(const OpenDocuments& documents, const Xapian::Query& query);

  /// The same paragraph by paragraph: `paragraphs` that are as the one of that row in every column, in ascending
  /// order.
  void add(std::uint32_t row, std::size_t paragraphs);

  /// Every paragraph there is.
  void add_all();

  const Counts& found() const { return tables_.back().counts[0]; }
  /// Different ones among the paragraphs found: of those that say the same (schema/fields.h: copies) one.
  std::size_t texts() const { return texts_; }
  /// Of the i-th breakdown: for each value of its field; or for each of its rows, in turn, each of its columns.
  const std::vector<Counts>& by_value(std::size_t i) const { return tables_[i].counts; }
  /// The reports found, as places in the column "report", in the order of the index; each with its paragraphs found.
  const std::vector<std::pair<std::uint32_t, std::size_t>>& reports() const { return reports_; }

 private:
  static constexpr int no_sieve = -1;
  struct Table {
    const Column *rows, *columns;
    int alternatives = no_sieve;  // place of the sieve that does not hold
    std::vector<Counts> counts;
    std::vector<std::uint32_t> last_report;  // of each count: paragraphs come report by report
    std::vector<std::uint64_t> authorities;  // of each count, a bit an authority
  };

  class Counter;
  void make_table(const Breakdown& breakdown);

  const Columns& columns_;
  const Column &report_, &authority_, &copies_;
  std::size_t words_;  // of 64 bits, for a set of authorities
  std::vector<bool> is_seen_copy_;
  std::vector<Sieve> sieves_;
  std::vector<std::string> sifted_fields_;
  std::vector<Table> tables_;  // the last one: of one cell, what is found
  std::size_t texts_ = 0;
  std::vector<std::pair<std::uint32_t, std::size_t>> reports_;
};

}  // namespace findings
