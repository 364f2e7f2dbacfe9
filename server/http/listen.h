// The socket that is listened on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace findings::http {

/// A descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  int get() const { return fd_; }
  void close();

 private:
  int fd_;
};

struct Address {
  std::string host;  // without the brackets of IPv6
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080", "localhost:0", ":8080" (every address). Throws std::invalid_argument with what is
/// wrong with it.
Address read_address(std::string_view text);

/// "[::1]:8080"
std::string written(const Address& address);

/// Listens, without blocking on accept. Only SO_REUSEADDR is set: a second server on the port is refused, where
/// SO_REUSEPORT would let the two share it silently. Throws std::runtime_error with what is wrong. Port 0 becomes the
/// one that was free.
Descriptor listen_on(Address& address);

}  // namespace findings::http
