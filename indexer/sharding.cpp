#include "indexer/sharding.h"

#include <algorithm>
#include <map>
#include <string>

#include "schema/text.h"

namespace findings {

namespace {

/// Spellings of one slug are one authority, as they are where it is counted.
std::string authority_of(const ReportRecord& record) { return slug(record.report.authority.value_or("")); }

std::map<std::string, std::uint32_t> shard_of_authority(const Records& records, std::uint32_t shards) {
  std::map<std::string, std::size_t> paragraphs;
  for (const ReportRecord* record : records) paragraphs[authority_of(*record)] += record->report.paragraphs.size();
  std::vector<std::pair<std::string, std::size_t>> largest_first(paragraphs.begin(), paragraphs.end());
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });

  std::vector<std::size_t> loads(shards);
  std::map<std::string, std::uint32_t> shard_of;
  for (const auto& [authority, size] : largest_first) {
    const auto least = std::min_element(loads.begin(), loads.end());
    shard_of[authority] = static_cast<std::uint32_t>(least - loads.begin());
    *least += size;
  }
  return shard_of;
}

}  // namespace

Sharding::Sharding(const Records& records, std::uint32_t shards) : shards_(shards) {
  const auto shard_of = shard_of_authority(records, shards);
  for (const ReportRecord* record : records) {
    const std::uint32_t shard = shard_of.at(authority_of(*record));
    starts_[record] = {shard, static_cast<std::uint32_t>(shard_of_row_.size()) + 1};
    shard_of_row_.resize(shard_of_row_.size() + record->report.paragraphs.size(), shard);
  }
}

}  // namespace findings
