// The shards of an index, opened and watched over: which are at hand, which are not and why. A shard that does not
// answer is left alone for some seconds, so that nobody waits for it again and again.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <xapian.h>

#include "schema/columns.h"
#include "schema/error.h"
#include "schema/places.h"
#include "searcher/documents.h"
#include "searcher/index_place.h"

namespace findings {

/// A shard that is not part of an answer.
struct MissingShard {
  std::uint32_t number;  // from 1
  std::string address;
  std::string reason;
  std::size_t reports = 0;               // in it
  std::vector<std::string> authorities;  // whose they are, in alphabetical order
};

/// "without shard 2 (it does not answer): 51 reports of 34 authorities are not in this answer: Barnet, Bury and 32
/// more". `with_address`: for those who run it; others are not told where it is.
std::string describe(const MissingShard& missing, bool with_address);

/// Thrown where a shard stopped answering amid a question. What was computed is worth nothing; asked again, with a new
/// Searcher, the question is answered without it, and that is said.
class ShardLost : public Error {
 public:
  using Error::Error;
};

/// What Xapian says of a shard that was lost. Where it was silent it is left alone from now on.
ShardLost shard_lost(const Xapian::NetworkError& error);

/// The shards of one generation, as they are found when this is made. Safe to use from many threads.
class Shards {
 public:
  /// Of the generation in place.folder. Takes as long as the slowest shard, at most place.timeout. Throws Error
  /// (Exit::no_index) where the number of addresses is not that of shards, or none is at hand.
  Shards(const IndexPlace& place, const std::filesystem::path& generation, const Columns& columns);

  bool is_remote() const { return !place_.shards.empty(); }
  const std::vector<MissingShard>& missing() const { return missing_; }

  /// Open for one thread; what was let go of is used again, unless an exception ended that. Throws ShardLost where one
  /// that was at hand is so no more.
  std::shared_ptr<const OpenDocuments> take() const;

 private:
  using Attempt = std::variant<OpenDocuments::Shard, std::string>;  // open, or why not
  struct Idle {
    std::unique_ptr<const OpenDocuments> documents;
    std::chrono::steady_clock::time_point since;
  };
  static constexpr std::chrono::seconds longest_idle{20};

  std::string address_of(std::uint32_t number) const;
  std::unique_ptr<const OpenDocuments> open() const;
  void give_back(std::unique_ptr<const OpenDocuments> documents) const;
  std::vector<std::pair<std::uint32_t, Attempt>> try_to_open(const std::vector<std::uint32_t>& numbers) const;

  IndexPlace place_;
  std::filesystem::path generation_;
  Places places_;
  std::string build_;
  std::vector<std::uint32_t> at_hand_;  // from 0
  std::vector<MissingShard> missing_;
  mutable std::mutex mutex_;
  mutable std::vector<Idle> idle_;
};

}  // namespace findings
