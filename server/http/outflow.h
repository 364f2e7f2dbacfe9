// The bytes of a reply on their way from the worker who makes them to the loop that sends them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/protocol.h"

namespace findings::http {

/// A worker never waits for a client, with one exception: a reply that is streamed waits while this much of it has not
/// been sent.
class Outflow {
 public:
  static constexpr std::size_t most_waiting = 256 * 1024;

  /// `wake` tells the loop to look here.
  explicit Outflow(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// For the worker. Throws Gone where nobody is there to read it.
  void write(std::string_view bytes);
  void finish(Written written);
  bool is_abandoned() const;

  /// For the loop: moves what waits to the end of `into`; what was written once it is all.
  std::optional<Written> take(std::string& into);
  /// The client has left.
  void abandon();

 private:
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable sent_;
  std::string waiting_;
  std::optional<Written> finished_;
  bool is_abandoned_ = false;
};

}  // namespace findings::http
