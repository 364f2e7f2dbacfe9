// Bytes to and from one client, plain or by TLS, never waiting.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "server/http/listen.h"

struct ssl_ctx_st;
struct ssl_st;

namespace findings::http {

/// A certificate and its key. One for all connections.
class Tls {
 public:
  /// Both PEM; the certificate with those it was issued by below it. Throws std::runtime_error with what is wrong.
  Tls(const std::filesystem::path& certificate, const std::filesystem::path& key);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

 private:
  friend class Channel;
  ssl_ctx_st* context_;
};

class Channel {
 public:
  /// What came of a try. `wants_read`, `wants_write`: nothing now; try again when the socket is ready for that, which
  /// with TLS may be the other direction than the caller's.
  enum class State { done, wants_read, wants_write, ended };
  struct Result {
    State state;
    std::size_t bytes = 0;
  };

  /// `tls` may be null; else the handshake happens by itself in the first reads.
  Channel(Descriptor socket, const Tls* tls);
  ~Channel();
  Channel(Channel&&) noexcept;

  Result read(char* into, std::size_t size);
  Result write(std::string_view bytes);
  /// Says that nothing more will be sent.
  void end_writing();
  int socket() const { return socket_.get(); }
  bool is_secure() const { return ssl_ != nullptr; }

 private:
  Result outcome_of(int returned) const;

  Descriptor socket_;
  ssl_st* ssl_ = nullptr;
};

}  // namespace findings::http
