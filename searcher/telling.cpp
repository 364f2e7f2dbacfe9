#include "searcher/telling.h"

#include <algorithm>

#include "schema/fields.h"

namespace findings {

double telling_length(std::size_t words, double average) { return 0.5 + 0.5 * static_cast<double>(words) / average; }

bool Telling::stand_for_one(Xapian::docid a, Xapian::docid b) const {
  const auto reports = columns_->at("report").codes, copies = columns_->at(copies_column).codes;
  return reports[a] == reports[b] || (copies[a] != 0 && copies[a] == copies[b]);
}

void Telling::offer(double score, Xapian::docid id) {
  if (kept_.size() == most_ && score <= kept_.back().score) return;
  for (const Kept& one : kept_)
    if (one.score >= score && stand_for_one(one.id, id)) return;
  std::erase_if(kept_, [&](const Kept& one) { return stand_for_one(one.id, id); });
  const auto after = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.score < score; });
  kept_.insert(after, {score, id});
  if (kept_.size() > most_) kept_.pop_back();
}

std::vector<Xapian::docid> Telling::ids() const {
  std::vector<Xapian::docid> ids;
  for (const Kept& one : kept_) ids.push_back(one.id);
  return ids;
}

}  // namespace findings
