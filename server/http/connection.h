// What the loop knows of one client. Only the server's own sources include this.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "server/http/outflow.h"
#include "server/http/server.h"

namespace findings::http {

/// How long a client may go on sending after the last reply: closed at once, bytes still under way would make the
/// kernel reset the connection, and the reply would be lost.
inline constexpr std::chrono::milliseconds linger_time{1'000};
/// For those without a whole request when the server is told to stop.
inline constexpr std::chrono::milliseconds last_words{200};

struct Server::Connection {
  enum class Phase { reading, replying, closing };

  Connection(std::uint64_t id_, Channel channel_, std::string client_, std::string key_)
      : id(id_), channel(std::move(channel_)), client(std::move(client_)), key(std::move(key_)) {}

  std::uint64_t id;
  Channel channel;
  std::string client, key;
  Phase phase = Phase::reading;
  Clock::time_point deadline;
  unsigned events = 0;  // what epoll is told to look for
  bool is_surplus = false;
  std::size_t replies = 0;

  std::string in;                // received and not yet taken
  std::size_t scanned = 0;       // of it, without the end of a head
  bool is_line_skipped = false;  // an empty one before the request
  bool is_begun = false;         // a byte of the next request has come
  std::shared_ptr<const Request> request;
  Exchange exchange;
  Clock::time_point since;  // the request was whole

  std::shared_ptr<Outflow> flow;  // from the worker; null where the loop itself has written the reply
  std::string out;
  std::size_t sent = 0, sent_in_all = 0, discarded = 0;
  std::optional<Written> written;  // the reply is complete
};

}  // namespace findings::http
