#include "searcher/ranking.h"

#include <algorithm>
#include <optional>

#include "schema/report.h"

namespace findings {

Ranking::Ranking(const Columns& columns) {
  const Column& kinds = columns.at("kind");
  kinds_ = kinds.codes;
  for (const auto& set : kinds.sets)
    is_aside_.push_back(std::any_of(set.begin(), set.end(), [&](std::uint32_t value) {
      const std::optional<Kind> kind = read_kind(kinds.values[value]);
      return kind == Kind::boilerplate || kind == Kind::about || kind == Kind::footnote;
    }));
}

std::vector<Placed> first_by_relevance(const Xapian::Enquire& enquire, const OpenDocuments& documents,
                                       std::size_t wanted, bool folded, const Columns& columns) {
  const Ranking ranking(columns);
  const std::size_t all = columns.documents();
  for (std::size_t asked = wanted > all / 2 ? all : wanted + wanted / 2 + 10;; asked = std::min(all, 4 * asked)) {
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(asked));
    std::vector<Placed> placed;
    Placed last;  // as Xapian has it: what it did not give comes after this, whatever it counts for
    for (auto item = found.begin(); item != found.end(); ++item) {
      const std::uint32_t row = documents.row_of(*item);
      last = {-item.get_weight(), row};
      placed.push_back({-ranking.weigh(row, item.get_weight()), row});
    }
    if (folded) fold_copies(placed, columns);
    std::sort(placed.begin(), placed.end());
    const std::size_t end = std::min(wanted, placed.size());
    if (found.size() < asked || asked == all || (end == wanted && (end == 0 || placed[end - 1] <= last))) {
      placed.resize(end);
      return placed;
    }
  }
}

}  // namespace findings
