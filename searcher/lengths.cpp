#include "searcher/lengths.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string>

namespace findings {
namespace {

// Xapian's own choices.
constexpr double k1 = 1, k3 = 1, b = 0.5, least_length = 0.5;

}  // namespace

Lengths::Lengths(const Xapian::Database& database) : lengths_(std::size_t{database.get_lastdocid()} + 1) {
  for (Xapian::docid id = 1; id < lengths_.size(); ++id) lengths_[id] = database.get_doclength(id);
}

std::shared_ptr<const Lengths> lengths_at_hand(const Xapian::Database& database) {
  static std::mutex one_at_a_time;
  static std::string asked;  // the database last ranked
  static std::shared_ptr<const Lengths> kept;
  const std::lock_guard lock(one_at_a_time);
  const std::string uuid = database.get_uuid();
  if (asked != uuid) {
    asked = uuid;
    kept = nullptr;
  } else if (!kept || kept->last() != database.get_lastdocid()) {
    kept = std::make_shared<const Lengths>(database);
  }
  return kept;
}

bool is_quicker_by_lengths(const Xapian::Query& query) {
  if (query.get_type() == Xapian::Query::OP_SYNONYM) return false;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
    if (!is_quicker_by_lengths(query.get_subquery(i))) return false;
  return true;
}

/// BM25Weight's formulas, step by step, but for where the length comes from.
class RankingByLengths::Weight : public Xapian::Weight {
 public:
  explicit Weight(const RankingByLengths& ranking) : ranking_(ranking) {
    for (const stat_flags needed : {COLLECTION_SIZE, TERMFREQ, WQF, WDF, WDF_MAX, AVERAGE_LENGTH, DOC_LENGTH_MIN})
      need_stat(needed);
  }
  Weight* clone() const override { return new Weight(ranking_); }

  void init(double factor) override {
    const double found = get_termfreq(), all = get_collection_size();
    double rarity = (all - found + 0.5) / (found + 0.5);
    if (rarity < 2) rarity = rarity * 0.5 + 1;
    weight_ = std::log(rarity) * factor;
    const double times = get_wqf();
    weight_ *= (k3 + 1) * times / (k3 + times);
    weight_ *= k1 + 1;
    length_factor_ = get_average_length();
    if (length_factor_ != 0) length_factor_ = 1 / length_factor_;
  }

  double get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const override {
    return part(wdf, ranking_.lengths_.of(ranking_.at_));
  }
  double get_maxpart() const override {
    const double most = get_wdf_upper_bound();
    return part(most, std::max(most, static_cast<double>(get_doclength_lower_bound())));
  }
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  double part(double wdf, double length) const {
    const double normal = std::max(length * length_factor_, least_length);
    return weight_ * (wdf / (k1 * (normal * b + (1 - b)) + wdf));
  }

  const RankingByLengths& ranking_;
  double weight_ = 0, length_factor_ = 0;
};

void RankingByLengths::set(Xapian::Enquire& enquire, const Xapian::Query& query) {
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(this)));
  enquire.set_weighting_scheme(Weight(*this));
}

}  // namespace findings
