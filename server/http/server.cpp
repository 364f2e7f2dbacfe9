#include "server/http/server.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/connection.h"

namespace findings::http {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t listener_id = 0, event_id = 1;
constexpr std::size_t most_surplus = 128;
constexpr milliseconds sweep_every{100};

/// The address as it is logged, and what is counted as one client.
std::pair<std::string, std::string> names_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
    return {text, text};
  }
  const in6_addr& ipv6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&ipv6)) {
    ::inet_ntop(AF_INET, &ipv6.s6_addr[12], text, sizeof text);
    return {text, text};
  }
  ::inet_ntop(AF_INET6, &ipv6, text, sizeof text);
  return {text, std::string(reinterpret_cast<const char*>(&ipv6), 8)};
}

}  // namespace

Server::Server(Settings settings, Address address)
    : settings_(std::move(settings)),
      address_(std::move(address)),
      listener_(listen_on(address_)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      workers_(settings_.limits.workers, settings_.limits.queued),
      quick_(1, settings_.limits.queued) {
  if (epoll_.get() < 0 || event_.get() < 0) throw std::runtime_error(std::strerror(errno));
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = event_id;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, event_.get(), &event);
}

Server::~Server() = default;

void Server::stop() {
  is_told_to_stop_ = true;
  const std::uint64_t one = 1;
  (void)!::write(event_.get(), &one, sizeof one);
}

void Server::wake(std::uint64_t id) {
  {
    const std::lock_guard lock(woken_mutex_);
    woken_.push_back(id);
    if (woken_.size() > 1) return;
  }
  const std::uint64_t one = 1;
  (void)!::write(event_.get(), &one, sizeof one);
}

bool Server::run() {
  sigset_t pipe;  // OpenSSL writes by write(): a client that has left must not end the process
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);

  auto swept = Clock::now();
  auto end = Clock::time_point::max();
  while (!is_winding_up_ || (!connections_.empty() && Clock::now() < end)) {
    turn(static_cast<int>(sweep_every.count()));
    if (is_told_to_stop_ && !is_winding_up_) {
      end = Clock::now() + settings_.limits.grace;
      wind_up();
    }
    if (Clock::now() - swept >= sweep_every) {
      sweep();
      swept = Clock::now();
    }
  }
  while (!connections_.empty()) drop(*connections_.begin()->second);
  const auto last = Clock::now() + last_words;
  const bool is_quick_done = quick_.stop(last);
  return workers_.stop(last) && is_quick_done;
}

void Server::turn(int timeout_ms) {
  if (!is_accepting_ && !is_winding_up_) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = listener_id;
    is_accepting_ = ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, listener_.get(), &event) == 0;
  }
  std::array<epoll_event, 128> events;
  const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), timeout_ms);
  bool is_accept_due = false;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
    if (id == listener_id)
      is_accept_due = true;
    else if (id == event_id)
      look_after_woken();
    else if (const auto at = connections_.find(id); at != connections_.end())
      on_event(*at->second, events[static_cast<std::size_t>(i)].events);
  }
  if (is_accept_due) accept_all();
}

void Server::look_after_woken() {
  std::uint64_t count;
  (void)!::read(event_.get(), &count, sizeof count);
  std::vector<std::uint64_t> woken;
  {
    const std::lock_guard lock(woken_mutex_);
    woken.swap(woken_);
  }
  for (const std::uint64_t id : woken)
    if (const auto at = connections_.find(id); at != connections_.end() && at->second->flow) send(*at->second);
}

void Server::accept_all() {
  for (int i = 0; i < 256; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    Descriptor socket(
        ::accept4(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() < 0) {
      if (errno == ECONNABORTED || errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK && is_accepting_) {
        // No descriptor or memory is left: who waits in the kernel's queue waits until the next sweep, nobody spins.
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listener_.get(), nullptr);
        std::this_thread::sleep_for(milliseconds(5));
        is_accepting_ = false;
      }
      return;
    }
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto [client, key] = names_of(address);
    admit(std::move(socket), client, key);
  }
}

void Server::admit(Descriptor socket, const std::string& client, const std::string& key) {
  const Limits& limits = settings_.limits;
  const auto count = [&] { return connections_.size() - surplus_; };
  const bool is_client_full = of_client_[key] >= limits.per_client && !evict_idle(key);
  const bool is_full = !is_client_full && count() >= limits.connections && !evict_idle("");
  const bool is_surplus = is_client_full || is_full;
  if (is_surplus && surplus_ >= most_surplus) return;  // closed without a word

  const std::uint64_t id = next_id_++;
  auto& connection =
      *connections_
           .emplace(id, std::make_unique<Connection>(id, Channel(std::move(socket), settings_.tls.get()), client, key))
           .first->second;
  connection.deadline = Clock::now() + limits.head;
  connection.is_surplus = is_surplus;
  ++(is_surplus ? surplus_ : of_client_[key]);
  connection_count_ = connections_.size();
  epoll_event event{};
  event.data.u64 = id;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, connection.channel.socket(), &event);
  if (is_surplus && settings_.tls) return drop(connection);
  if (is_client_full) return refuse(connection, busy("too many connections from one address are open"), "per_client");
  if (is_full) return refuse(connection, busy("too many connections are open"), "connections");
  read(connection);
}

/// Closes the connection that has waited longest for a next request; of any client where `key` is "".
bool Server::evict_idle(const std::string& key) {
  Connection* longest = nullptr;
  for (const auto& [id, connection] : connections_)
    if (connection->phase == Connection::Phase::reading && connection->replies > 0 && connection->in.empty() &&
        (key.empty() || connection->key == key) && (!longest || connection->deadline < longest->deadline))
      longest = connection.get();
  if (longest) drop(*longest);
  return longest != nullptr;
}

void Server::sweep() {
  const auto now = Clock::now();
  std::vector<std::uint64_t> late;
  for (const auto& [id, connection] : connections_)
    if (connection->deadline <= now) late.push_back(id);
  for (const std::uint64_t id : late) {
    const auto at = connections_.find(id);
    if (at == connections_.end()) continue;
    Connection& connection = *at->second;
    const bool is_replying = connection.phase == Connection::Phase::replying;
    if (connection.phase == Connection::Phase::reading && connection.is_begun && !is_winding_up_)
      refuse(connection, HttpError(408, "request_timeout", "the request did not arrive in time"), "slow_head");
    else if (is_replying && connection.flow && connection.sent_in_all == 0)
      refuse(connection, busy("the answer took too long"), "late");
    else
      drop(connection);
  }
}

void Server::wind_up() {
  accept_all();  // who has connected is not turned away
  is_winding_up_ = true;
  is_accepting_ = false;
  listener_.close();
  const auto soon = Clock::now() + last_words;
  for (const auto& [id, connection] : connections_)
    if (connection->phase != Connection::Phase::replying) connection->deadline = std::min(connection->deadline, soon);
}

}  // namespace findings::http
