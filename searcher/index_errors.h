// What Xapian throws, as what a person can put right.
#pragma once

#include <filesystem>

#include <xapian.h>

#include "schema/error.h"
#include "searcher/shards.h"

namespace findings {

/// Xapian's errors, which are no std::exception, as ours.
template <typename Work>
auto reading(const std::filesystem::path& generation, Work&& work) {
  try {
    return work();
  } catch (const Xapian::NetworkError& error) {
    throw shard_lost(error);
  } catch (const Xapian::Error& error) {
    throw Error("the index cannot be read: " + generation.string() + ": " + error.get_msg(),
                "make it again: findings index", Exit::no_index);
  }
}

}  // namespace findings
