// Which shard of an index each report is in.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "indexer/copies.h"

namespace findings {

inline constexpr std::uint32_t most_shards = 64;

/// The reports of an authority stay together, and so do those without one; by number of paragraphs the largest
/// authority goes first, each to the shard that has least, and equal ones go by name: the same reports are always
/// shared out alike, and no shard is larger than an equal share by more than an authority.
class Sharding {
 public:
  /// `records`: in the order of rows.
  Sharding(const Records& records, std::uint32_t shards);

  struct Start {
    std::uint32_t shard;      // from 0
    std::uint32_t first_row;  // of the report's paragraphs, from 1
  };
  const Start& of(const ReportRecord* record) const { return starts_.at(record); }

  std::uint32_t shards() const { return shards_; }

  /// Of row 1, 2, ...
  const std::vector<std::uint32_t>& shard_of_row() const { return shard_of_row_; }

 private:
  std::uint32_t shards_;
  std::unordered_map<const ReportRecord*, Start> starts_;
  std::vector<std::uint32_t> shard_of_row_;
};

}  // namespace findings
