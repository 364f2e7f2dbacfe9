// Lines on standard error: one JSON object an event, whatever was in the request.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "server/http/server.h"

namespace findings {

inline constexpr std::size_t longest_log_line = 2048;  // bytes, its newline included

/// ASCII alone: controls, bidi marks and everything else above 0x7E stand as \uXXXX, so that no line can pretend to be
/// two, nor to be another. Only `with_query` the query, and the path of what was not found or refused: people mistype
/// addresses, and type questions in their place.
std::string log_line(const http::Exchange& exchange, bool with_query);

/// {"time": ..., "event": ..., "message": ...}
std::string log_line(std::string_view event, std::string_view message);

/// Writes lines from a thread of its own and never makes a request wait: where the descriptor takes none, because its
/// reader stopped, the disk is full or it is closed, lines are dropped and their number told once it takes some again.
class LogWriter {
 public:
  explicit LogWriter(int descriptor);
  ~LogWriter();  // writes what is left, for a quarter of a second at most
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  void write(std::string line);
  std::size_t dropped() const;

 private:
  void work();
  bool put(const std::string& line);

  const int descriptor_;
  mutable std::mutex mutex_;
  std::condition_variable added_;
  std::deque<std::string> lines_;
  std::size_t dropped_ = 0, untold_ = 0;
  bool is_stopping_ = false;
  std::thread writer_;
};

}  // namespace findings
