// Counting where columns cannot be read: over the wire, where Xapian takes no spies but its own.
#pragma once

#include <memory>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/count.h"

namespace findings {

/// What a query finds, by the facts each document carries (schema/facts.h): Xapian's ValueCountMatchSpy says how many
/// paragraphs have the same ones, and columns are made of those that differ. For local and remote databases and any
/// number of them together; a report's paragraphs may be anywhere in them.
class FoundFacts {
 public:
  /// Throws Xapian::Error where a database cannot be read, Error where its facts cannot.
  FoundFacts(const Xapian::Database& database, const Xapian::Query& query);

  /// A document for each set of facts; for a Tally and its filters.
  const Columns& columns() const { return *columns_; }
  /// `tally`: one of these columns.
  void count(Tally& tally) const;

 private:
  std::unique_ptr<Columns> columns_;
  std::vector<std::size_t> paragraphs_;  // of each document but 0
};

}  // namespace findings
