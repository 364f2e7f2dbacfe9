#include "server/log.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <ctime>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_lines = 2000;  // that wait
constexpr std::chrono::milliseconds time_for_last_lines{250};

std::string written_time(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  char day[32], whole[48];
  std::strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(whole, sizeof whole, "%s.%03dZ", day, static_cast<int>(milliseconds));
  return whole;
}

/// nlohmann escapes controls and, asked for ASCII, what is above 0x7F; DEL it leaves.
std::string dumped(const Json& json) {
  std::string line = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  for (std::size_t at = line.find('\x7F'); at != line.npos; at = line.find('\x7F', at)) line.replace(at, 1, "\\u007f");
  return line + "\n";
}

/// Shortens the longest texts until the line fits.
std::string fitting(Json json, std::initializer_list<const char*> texts) {
  std::string line = dumped(json);
  for (std::size_t most = 512; line.size() > longest_log_line; most /= 2) {
    for (const char* name : texts)
      if (json.contains(name)) {
        const std::string text = json[name];
        if (text.size() > most) json[name] = text.substr(0, most) + "...";
      }
    line = dumped(json);
  }
  return line;
}

}  // namespace

std::string log_line(const http::Exchange& exchange, bool with_query) {
  Json json{{"time", written_time(exchange.time)},
            {"event", "request"},
            {"client", exchange.client},
            {"method", exchange.method}};
  const bool is_page = exchange.status == 200 || exchange.status == 304;  // so its path is one of ours
  if (with_query || is_page) json["path"] = exchange.path;
  if (with_query && !exchange.query.empty()) json["query"] = exchange.query;
  json["status"] = exchange.status;
  json["bytes"] = exchange.bytes;
  json["ms"] = std::round(exchange.milliseconds * 100) / 100;
  json["route"] = exchange.route;
  if (!exchange.refused.empty()) json["refused"] = exchange.refused;
  return fitting(std::move(json), {"path", "query", "method"});
}

std::string log_line(std::string_view event, std::string_view message) {
  return fitting({{"time", written_time(std::chrono::system_clock::now())}, {"event", event}, {"message", message}},
                 {"message"});
}

LogWriter::LogWriter(int descriptor) : descriptor_(descriptor), writer_([this] { work(); }) {}

LogWriter::~LogWriter() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  added_.notify_one();
  writer_.join();
}

void LogWriter::write(std::string line) {
  {
    const std::lock_guard lock(mutex_);
    if (lines_.size() < most_lines) {
      lines_.push_back(std::move(line));
    } else {
      ++dropped_;
      ++untold_;
    }
  }
  added_.notify_one();
}

std::size_t LogWriter::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LogWriter::work() {
  std::unique_lock lock(mutex_);
  auto end = std::chrono::steady_clock::time_point::max();
  for (;;) {
    added_.wait(lock, [this] { return is_stopping_ || !lines_.empty(); });
    if (is_stopping_ && end == std::chrono::steady_clock::time_point::max())
      end = std::chrono::steady_clock::now() + time_for_last_lines;
    if (lines_.empty() || std::chrono::steady_clock::now() >= end) return;
    if (untold_ > 0) {
      lines_.push_front(log_line("lost", std::to_string(untold_) + " lines of this log could not be written"));
      untold_ = 0;
    }
    const std::string line = std::move(lines_.front());
    lines_.pop_front();
    lock.unlock();
    const bool is_written = put(line);
    lock.lock();
    if (!is_written) {
      ++dropped_;
      ++untold_;
    }
  }
}

/// A pipe that is ready takes 4096 bytes without blocking (pipe(7)), more than a line has; a socket is told not to
/// block.
bool LogWriter::put(const std::string& line) {
  pollfd ready{descriptor_, POLLOUT, 0};
  if (::poll(&ready, 1, 100) != 1 || (ready.revents & POLLOUT) == 0) return false;
  ssize_t count = ::send(descriptor_, line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count < 0 && errno == ENOTSOCK) count = ::write(descriptor_, line.data(), line.size());
  return count == static_cast<ssize_t>(line.size());
}

}  // namespace findings
