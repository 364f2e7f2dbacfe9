// The loop's half that deals with one client: a head is read, handed to a worker, and the reply sent.
#include "server/http/connection.h"

#include <algorithm>
#include <cerrno>
#include <tuple>

#include <sys/epoll.h>
#include <sys/socket.h>

#include "server/http/head.h"

namespace findings::http {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_discarded = 256 * 1024;
constexpr std::size_t most_replies = 1000;           // on one connection
constexpr std::size_t bytes_for_a_millisecond = 64;  // sent, they move the deadline: 64 KB/s are fast enough

}  // namespace

void Server::wait_for(Connection& connection, unsigned events) {
  if (connection.events == events) return;
  connection.events = events;
  epoll_event event{};
  event.events = events;
  event.data.u64 = connection.id;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, connection.channel.socket(), &event);
}

void Server::on_event(Connection& connection, unsigned events) {
  switch (connection.phase) {
    case Connection::Phase::reading:
      return read(connection);
    case Connection::Phase::replying:
      if (connection.events == 0 && (events & (EPOLLERR | EPOLLHUP)) != 0) return drop(connection);  // it has left
      return send(connection);
    case Connection::Phase::closing:
      return discard(connection);
  }
}

void Server::read(Connection& connection) {
  for (;;) {
    if (take_head(connection)) return;
    char buffer[4096];
    const auto [state, bytes] = connection.channel.read(buffer, sizeof buffer);
    if (state == Channel::State::ended) return drop(connection);
    if (state == Channel::State::wants_read) return wait_for(connection, EPOLLIN);
    if (state == Channel::State::wants_write) return wait_for(connection, EPOLLOUT);
    if (!connection.is_begun && connection.replies > 0) connection.deadline = Clock::now() + settings_.limits.head;
    if (!connection.is_begun) connection.exchange = {.time = std::chrono::system_clock::now()};
    connection.is_begun = true;
    connection.in.append(buffer, bytes);
  }
}

/// True where the connection has gone on to replying, or is gone.
bool Server::take_head(Connection& connection) {
  std::string& in = connection.in;
  if (!connection.is_line_skipped && in.size() > 2 && in.starts_with("\r\n")) {  // RFC 9112, 2.2: let one pass
    in.erase(0, 2);
    connection.scanned = 0;
    connection.is_line_skipped = true;
  }
  const auto size = end_of_head(in, connection.scanned);
  connection.scanned = in.size();
  const bool is_target_long = in.size() > longest_target + 32 && in.find('\n') == in.npos;
  if ((size && *size > longest_head) || (!size && (in.size() > longest_head || is_target_long))) {
    connection.since = Clock::now();
    std::tie(connection.exchange.method, connection.exchange.path) = names_for_log(in);
    refuse(connection, head_too_long(in), "bad_head");
    return true;
  }
  if (!size) return false;
  const std::string head = in.substr(0, *size);
  in.erase(0, *size);
  connection.scanned = 0;
  connection.is_line_skipped = false;
  begin(connection, head);
  return true;
}

void Server::begin(Connection& connection, std::string_view head) {
  connection.since = Clock::now();
  connection.exchange = {.time = std::chrono::system_clock::now(), .client = connection.client};
  connection.deadline = connection.since + settings_.limits.reply;
  auto request = std::make_shared<Request>();
  try {
    *request = read_head(head);
  } catch (const HttpError& error) {
    std::tie(connection.exchange.method, connection.exchange.path) = names_for_log(head);
    return refuse(connection, error, "bad_head");
  }
  request->client = connection.client;
  request->is_secure = connection.channel.is_secure();
  connection.exchange.method = request->method;
  connection.exchange.path = request->path;
  connection.exchange.query = request->query_text;
  connection.request = std::move(request);
  hand_over(connection);
}

void Server::hand_over(Connection& connection) {
  connection.phase = Connection::Phase::replying;
  connection.flow = std::make_shared<Outflow>([this, id = connection.id] { wake(id); });
  const bool may_stay_open = !is_winding_up_ && connection.replies + 1 < most_replies;
  const auto work = [this, flow = connection.flow, request = connection.request,
                     may_stay_open](Clock::duration waited) {
    Written written;
    try {
      const auto write = [&](std::string_view bytes) { flow->write(bytes); };
      const auto too_late = [&](const Request& asked) {
        return settings_.refuse(busy("too many requests are waiting"), asked);
      };
      if (flow->is_abandoned()) {  // nobody waits for it any more
      } else if (waited > settings_.limits.queue) {
        written = write_reply(*request, false, too_late, write);
        written.refused = "late";
      } else {
        written = write_reply(*request, may_stay_open, settings_.handler, write);
      }
    } catch (...) {  // memory: the connection ends, the server does not
    }
    --in_flight_;
    flow->finish(std::move(written));
  };
  wait_for(connection, 0);
  ++in_flight_;
  if ((settings_.is_quick && settings_.is_quick(*connection.request) ? quick_ : workers_).add(work)) return;
  --in_flight_;
  refuse(connection, busy("too many requests are waiting"), "queue");
}

void Server::refuse(Connection& connection, const HttpError& error, const std::string& reason) {
  if (connection.flow) connection.flow->abandon();
  connection.flow.reset();
  connection.phase = Connection::Phase::replying;
  connection.deadline = Clock::now() + settings_.limits.head;
  connection.exchange.client = connection.client;
  connection.exchange.refused = reason;
  const auto handler = [&](const Request& request) { return settings_.refuse(error, request); };
  static const Request unread{.method = "GET"};
  connection.written = write_reply(connection.request ? *connection.request : unread, false, handler,
                                   [&](std::string_view bytes) { connection.out += bytes; });
  send(connection);
}

void Server::send(Connection& connection) {
  for (;;) {
    if (connection.sent == connection.out.size()) {
      connection.sent = 0;
      connection.out.clear();
      if (connection.flow && !connection.written) connection.written = connection.flow->take(connection.out);
      if (connection.out.empty() && connection.written) return finish(connection, connection.written->stays_open);
      if (connection.out.empty()) return wait_for(connection, 0);
    }
    const auto [state, bytes] = connection.channel.write(std::string_view(connection.out).substr(connection.sent));
    if (state == Channel::State::ended) return drop(connection);
    if (state == Channel::State::wants_read) return wait_for(connection, EPOLLIN);
    if (state == Channel::State::wants_write) return wait_for(connection, EPOLLOUT);
    connection.sent += bytes;
    connection.sent_in_all += bytes;
    connection.deadline = std::min(connection.deadline + milliseconds(bytes / bytes_for_a_millisecond),
                                   Clock::now() + settings_.limits.reply);
  }
}

void Server::finish(Connection& connection, bool stays_open) {
  if (!connection.written->refused.empty()) connection.exchange.refused = connection.written->refused;
  connection.exchange.route = connection.written->route;
  tell(connection, connection.written->status);
  connection.flow.reset();
  connection.request.reset();
  connection.written.reset();
  connection.out = {};
  connection.sent_in_all = 0;
  ++connection.replies;
  if (stays_open && !is_winding_up_) {
    connection.phase = Connection::Phase::reading;
    connection.is_begun = !connection.in.empty();
    connection.deadline = Clock::now() + (connection.is_begun ? settings_.limits.head : settings_.limits.idle);
    return read(connection);
  }
  connection.channel.end_writing();
  connection.phase = Connection::Phase::closing;
  connection.deadline = Clock::now() + (is_winding_up_ ? last_words : linger_time);
  discard(connection);
}

void Server::discard(Connection& connection) {
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t count = ::recv(connection.channel.socket(), buffer, sizeof buffer, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait_for(connection, EPOLLIN);
    if (count <= 0) return drop(connection);
    connection.discarded += static_cast<std::size_t>(count);
    if (connection.discarded > most_discarded) return drop(connection);
  }
}

void Server::tell(Connection& connection, int status) {
  Exchange& exchange = connection.exchange;
  exchange.status = status;
  exchange.bytes = connection.sent_in_all;
  if (connection.since != Clock::time_point())
    exchange.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - connection.since).count();
  if (settings_.on_exchange) settings_.on_exchange(exchange);
}

void Server::drop(Connection& connection) {
  if (connection.phase == Connection::Phase::replying) tell(connection, 499);
  if (connection.flow) connection.flow->abandon();
  if (connection.is_surplus) --surplus_;
  const auto client = of_client_.find(connection.key);
  if (client != of_client_.end() && (connection.is_surplus || --client->second == 0) && client->second == 0)
    of_client_.erase(client);
  connections_.erase(connection.id);
  connection_count_ = connections_.size();
}

}  // namespace findings::http
