// Ranking with the lengths of paragraphs at hand. BM25 wants the length of every paragraph that it weighs, and Xapian
// reads through the list of all to find it: of a million, 5 of the 10 ms that ranking 36,000 takes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <xapian.h>

namespace findings {

/// The lengths of an index that is one database: 4 MB for a million paragraphs, read in 16 ms.
class Lengths {
 public:
  explicit Lengths(const Xapian::Database& database);
  std::uint32_t of(Xapian::docid id) const { return lengths_[id]; }
  Xapian::docid last() const { return static_cast<Xapian::docid>(lengths_.size() - 1); }

 private:
  std::vector<std::uint32_t> lengths_;
};

/// Those of this database once a second question ranks it: one alone is answered sooner than they are read. Kept for
/// the whole process, of one database at a time: of the generation that is served.
std::shared_ptr<const Lengths> lengths_at_hand(const Xapian::Database& database);

/// Whether a query is ranked quicker by them. A synonym's length Xapian reads anyway.
bool is_quicker_by_lengths(const Xapian::Query& query);

/// Ranks by BM25 with the settings and, to the last bit, the weights that Xapian has by itself. Must outlive the
/// Enquire.
class RankingByLengths : public Xapian::PostingSource {
 public:
  explicit RankingByLengths(const Lengths& lengths) : lengths_(lengths) {}

  /// Sets the query, with what says which paragraph is weighed, and the weighting.
  void set(Xapian::Enquire& enquire, const Xapian::Query& query);

  // It stands beside the query as what every paragraph passes.
  void skip_to(Xapian::docid id, double) override { at_ = id; }
  void next(double) override { ++at_; }
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  void init(const Xapian::Database& database) override { at_ = 0, last_ = database.get_lastdocid(); }
  Xapian::doccount get_termfreq_min() const override { return last_; }
  Xapian::doccount get_termfreq_est() const override { return last_; }
  Xapian::doccount get_termfreq_max() const override { return last_; }

 private:
  class Weight;

  const Lengths& lengths_;
  Xapian::docid at_ = 0, last_ = 0;
};

}  // namespace findings
