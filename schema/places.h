// Where the paragraphs of a sharded index are. A row is a paragraph's place in columns and texts, from 1: report by
// report in the order of their ids, whatever the shards. In an index that is one database rows are its docids.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "schema/mapped_file.h"

namespace findings {

struct ShardDocument {
  std::uint32_t shard;  // from 0
  std::uint32_t docid;  // in that shard's database, from 1
  friend bool operator==(const ShardDocument&, const ShardDocument&) = default;
};

/// The file `places`. `shard_of_row`: of row 1, 2, ...; within a shard docids ascend as rows do. Throws
/// std::invalid_argument for a shard that is not below `shards`.
std::string places_bytes(std::span<const std::uint32_t> shard_of_row, std::uint32_t shards);

/// Read-only, mapped; safe to read from many threads.
class Places {
 public:
  explicit Places(const std::filesystem::path& file);  // throws Error (Exit::no_index) where it is damaged

  std::uint32_t shards() const { return static_cast<std::uint32_t>(rows_.size()); }
  std::size_t documents() const { return places_.size(); }

  /// Where the paragraph of that row is. No such row: std::out_of_range.
  ShardDocument place_of(std::uint32_t row) const;

  /// The rows of a shard's documents: that of docid d at d - 1, ascending.
  std::span<const std::uint32_t> rows_of(std::uint32_t shard) const { return rows_[shard]; }

 private:
  MappedFile file_;
  std::span<const ShardDocument> places_;
  std::vector<std::span<const std::uint32_t>> rows_;
};

}  // namespace findings
