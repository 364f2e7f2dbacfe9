#include "searcher/partition.h"

namespace findings {

Partition::Partition(const Columns& columns, std::string_view field) : column_(columns.at(field)) {
  for (const auto& set : column_.sets) values_.push_back(set.empty() ? 0 : set.back());
}

}  // namespace findings
