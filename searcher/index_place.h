// Where an index is: a folder, or a folder beside shards that are served from elsewhere (`findings shard serve`).
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace findings {

struct ShardAddress {
  std::string host;
  unsigned port = 0;
  friend bool operator==(const ShardAddress&, const ShardAddress&) = default;
};

/// "10.0.0.7:7001", "[::1]:7001".
std::string to_string(const ShardAddress& address);

struct IndexPlace {
  std::filesystem::path folder;             // where shards are elsewhere, their companion
  std::vector<ShardAddress> shards;         // in their order, the first is shard-1; empty: all in the folder
  std::chrono::milliseconds timeout{1000};  // for one reply of a shard
};

/// `named`: a folder; "remote:HOST:PORT,HOST:PORT,..." with the companion in $FINDINGS_COMPANION, else in the default
/// place of an index; or a file, a shard list of lines "companion FOLDER" (relative to the file), "shard HOST:PORT" and
/// "timeout MILLISECONDS", in which "#" begins a comment. Throws Error naming what is wrong and in which line.
IndexPlace find_index_place(const std::filesystem::path& named);

}  // namespace findings
