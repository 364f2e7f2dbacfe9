// From a query to the paragraphs on a page.
#pragma once

#include <optional>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/order.h"
#include "searcher/searcher.h"

namespace findings {

/// All that a query finds, in the order of the index.
std::vector<Xapian::docid> find_all(const Xapian::Database& database, const Xapian::Query& query);

/// All that a query finds, each with its key in the question's order; in that of the index. By relevance the key is the
/// weight below zero.
std::vector<Placed> place_all(const Xapian::Database& database, const Xapian::Query& query, const Columns& columns,
                              const Question& question);

/// Reads paragraphs as hits.
class HitReader {
 public:
  /// `question`: without one, nothing is marked.
  HitReader(const Xapian::Database& database, const Columns& columns, const Question* question);

  /// With matches, a snippet of them, and `context` neighbours on either side.
  FoundHit read(Xapian::docid id, double score, std::size_t context) const;

 private:
  const Xapian::Database& database_;
  const Column& reports_;
  std::optional<Marker> marker_;
};

/// The paragraphs of these docids, in that order; what `marked` finds of them is marked.
std::vector<FoundHit> read_paragraphs(const Searcher& searcher, const std::vector<Xapian::docid>& ids,
                                      const Question* marked = nullptr);

/// Lists with each hit those of `found` that say the same. `ids`: the hits' own.
void list_copies(std::vector<FoundHit>& hits, const std::vector<Xapian::docid>& ids,
                 const std::vector<Xapian::docid>& found, const Xapian::Database& database, const Columns& columns);

}  // namespace findings
