// A client that sends bytes as they are and gives back every byte that came.
#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace findings {

class RawClient {
 public:
  /// `before_connecting` is called when the socket is there.
  explicit RawClient(std::uint16_t port, const std::function<void()>& before_connecting = nullptr)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (before_connecting) before_connecting();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("nobody listens");
  }
  ~RawClient() { close(); }
  RawClient(RawClient&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }
  RawClient(const RawClient&) = delete;

  /// As much as the other side takes.
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void end_sending() const { ::shutdown(socket_, SHUT_WR); }

  /// What comes until the other side closes, or nothing has come for `patience`.
  std::string receive(std::chrono::milliseconds patience = std::chrono::seconds(20)) const {
    std::string all;
    char buffer[65536];
    for (;;) {
      pollfd ready{socket_, POLLIN, 0};
      if (::poll(&ready, 1, static_cast<int>(patience.count())) != 1) return all;
      const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
      if (count <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(count));
    }
  }
  /// One reply of a connection that stays open, by its Content-Length.
  std::string receive_one() const {
    std::string all;
    char c;
    while (!all.ends_with("\r\n\r\n")) {
      if (::recv(socket_, &c, 1, 0) != 1) return all;
      all += c;
    }
    const std::size_t at = all.find("Content-Length: ");
    std::size_t length = at == all.npos ? 0 : std::stoul(all.substr(at + 16));
    for (; length > 0; --length) {
      if (::recv(socket_, &c, 1, 0) != 1) return all;
      all += c;
    }
    return all;
  }
  bool is_closed() const {
    char c;
    pollfd ready{socket_, POLLIN, 0};
    return ::poll(&ready, 1, 5000) == 1 && ::recv(socket_, &c, 1, MSG_PEEK) <= 0;
  }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  int socket() const { return socket_; }

 private:
  int socket_;
};

/// The statuses of the replies in what was received, in order.
inline std::vector<int> statuses_of(const std::string& received) {
  std::vector<int> statuses;
  for (std::size_t at = received.find("HTTP/1.1 "); at != received.npos; at = received.find("HTTP/1.1 ", at + 9))
    if (at == 0 || received[at - 1] == '\n') statuses.push_back(std::stoi(received.substr(at + 9, 3)));
  return statuses;
}

inline std::string header_of(const std::string& reply, const std::string& name) {
  const std::string head = reply.substr(0, reply.find("\r\n\r\n") + 2);
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == head.npos) return "";
  const std::size_t start = at + name.size() + 4;
  return head.substr(start, head.find("\r\n", start) - start);
}

inline std::string body_of(const std::string& reply) {
  const std::size_t end = reply.find("\r\n\r\n");
  return end == reply.npos ? "" : reply.substr(end + 4);
}

}  // namespace findings
