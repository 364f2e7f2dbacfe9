// From a query to the paragraphs on a page.
#pragma once

#include <optional>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "searcher/marks.h"
#include "searcher/order.h"
#include "searcher/searcher.h"

namespace findings {

/// All that a query finds, in the order of the index.
std::vector<std::uint32_t> find_all(const OpenDocuments& documents, const Xapian::Query& query);

/// All that a query finds, each with its key in the question's order; in that of the index. By relevance the key is the
/// weight below zero.
std::vector<Placed> place_all(const OpenDocuments& documents, const Xapian::Query& query, const Columns& columns,
                              const Question& question);

/// Reads paragraphs as hits.
class HitReader {
 public:
  /// `question`: without one, nothing is marked.
  HitReader(const Searcher& searcher, const Opened& opened, const Question* question);

  /// With matches, a snippet of them, and `context` neighbours on either side.
  FoundHit read(std::uint32_t row, double score, std::size_t context) const;

 private:
  const OpenDocuments& documents_;
  const Column& reports_;
  mutable std::optional<Marker> marker_;
};

/// The paragraphs of these rows, in that order; what `marked` finds of them is marked.
std::vector<FoundHit> read_paragraphs(const Searcher& searcher, const std::vector<std::uint32_t>& rows,
                                      const Question* marked = nullptr);

/// Lists with each hit those of `found` that say the same. `rows`: the hits' own.
void list_copies(std::vector<FoundHit>& hits, const std::vector<std::uint32_t>& rows,
                 const std::vector<std::uint32_t>& found, const OpenDocuments& documents, const Columns& columns);

}  // namespace findings
