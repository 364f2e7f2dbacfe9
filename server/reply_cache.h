// Replies of one generation, kept for those who ask the same: pages that are opened again, boxes on other pages, feeds.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "server/http/message.h"

namespace findings {

/// How long a question that nobody asks again stays in memory.
inline constexpr std::chrono::minutes longest_kept{60};

/// Thread-safe. What was asked for longest ago goes first.
class ReplyCache {
 public:
  using Clock = std::chrono::steady_clock;

  /// In bytes, over all and for one reply: of bodies and keys, and a kilobyte each for what holds them.
  explicit ReplyCache(std::size_t room = 32 << 20, std::size_t largest = 512 << 10) : room_(room), largest_(largest) {}

  std::optional<http::Response> find(const std::string& key);
  /// Keeps a whole reply that is good for everybody: 200, and no stream.
  void keep(const std::string& key, const http::Response& response);
  /// Lets go of what nobody has asked for since.
  void forget_before(Clock::time_point time);

 private:
  struct Kept {
    std::string key;
    http::Response response;
    Clock::time_point asked;
  };
  static std::size_t size_of(const Kept& kept) { return 1024 + 2 * kept.key.size() + kept.response.body.size(); }

  void drop_last();

  const std::size_t room_, largest_;
  std::mutex mutex_;
  std::list<Kept> kept_;  // the latest asked for first
  std::unordered_map<std::string, std::list<Kept>::iterator> by_key_;
  std::size_t size_ = 0;
};

}  // namespace findings
