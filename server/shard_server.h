// A shard of an index, served to the searchers of other hosts by xapian-tcpsrv, which has a process for each
// connection.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace findings {

struct ShardServerOptions {
  std::filesystem::path index;
  std::optional<std::size_t> shard;     // else the only one here
  std::string interface = "127.0.0.1";  // xapian-tcpsrv knows no passwords: whoever reaches it reads the whole shard
  std::optional<std::size_t> port;      // else `first_shard_port` and the shard's number
};

inline constexpr std::size_t first_shard_port = 7100;

/// Serves the shard, read-only, until SIGTERM or SIGINT, which must not be waited for elsewhere in the process; there
/// may be no other threads or children. Every byte of it is verified before it is served. A new generation that is
/// sound takes the place of the old on the same port; connections of the old keep it until they end. A server that dies
/// is started again. Nothing it started is left when it returns. `tell`: takes a line whenever something changes.
/// Throws Error where it cannot begin.
void serve_shard(const ShardServerOptions& options, const std::function<void(const std::string&)>& tell);

}  // namespace findings
