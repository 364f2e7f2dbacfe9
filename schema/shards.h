// An index in shards: each is a database of its own, on this host or another.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace findings {

/// What a generation calls the folder of a shard, from 1: "shard-2".
std::string shard_name(std::size_t shard);

/// How many shards a generation is in, by its manifest; 0 where it is one database, `db`. Throws DamagedIndex.
std::size_t shard_count(const std::filesystem::path& generation);

/// A shard to be served to other hosts. An index that is one database is its own only shard.
struct Shard {
  std::filesystem::path generation;
  std::size_t number;    // from 1
  std::string name;      // "shard-2", or "db"
  std::size_t of_count;  // how many there are in all
  std::filesystem::path database() const { return generation / name; }
};

/// That shard of the generation that `index` serves now, resolved as by `current_generation`; of that generation's
/// files only the shard's must be here, and only their sizes are checked. Without a number: the only one that is here.
/// Throws as `current_generation` does, and Error where no such shard is here.
Shard current_shard(const std::filesystem::path& index, std::optional<std::size_t> number = {});

/// Checks every byte of the shard's files. Returns what is wrong, one line each; empty when sound.
std::vector<std::string> verify(const Shard& shard);

}  // namespace findings
