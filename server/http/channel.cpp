#include "server/http/channel.h"

#include <cerrno>
#include <climits>
#include <stdexcept>
#include <string>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace findings::http {
namespace {

std::runtime_error tls_error(const std::string& doing) {
  char text[256] = "";
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  ERR_clear_error();
  return std::runtime_error(doing + ": " + text);
}

}  // namespace

Tls::Tls(const std::filesystem::path& certificate, const std::filesystem::path& key)
    : context_(SSL_CTX_new(TLS_server_method())) {
  try {
    if (context_ == nullptr) throw tls_error("TLS cannot be set up");
    SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION);
    SSL_CTX_set_options(context_, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context_,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    // A key under a passphrase must fail here: asking for it at the terminal would hang a service.
    SSL_CTX_set_default_passwd_cb(context_, [](char*, int, int, void*) { return -1; });
    if (SSL_CTX_use_certificate_chain_file(context_, certificate.c_str()) != 1)
      throw tls_error(certificate.string() + " is no certificate in PEM");
    if (SSL_CTX_use_PrivateKey_file(context_, key.c_str(), SSL_FILETYPE_PEM) != 1)
      throw tls_error(key.string() + " is no key in PEM without a passphrase");
    if (SSL_CTX_check_private_key(context_) != 1)
      throw tls_error(key.string() + " is not the key of " + certificate.string());
  } catch (...) {
    SSL_CTX_free(context_);
    throw;
  }
}

Tls::~Tls() { SSL_CTX_free(context_); }

Channel::Channel(Descriptor socket, const Tls* tls) : socket_(std::move(socket)) {
  if (tls == nullptr) return;
  ssl_ = SSL_new(tls->context_);
  if (ssl_ == nullptr || SSL_set_fd(ssl_, socket_.get()) != 1) {
    SSL_free(ssl_);
    throw std::bad_alloc();
  }
  SSL_set_accept_state(ssl_);
}

Channel::Channel(Channel&& other) noexcept
    : socket_(std::move(other.socket_)), ssl_(std::exchange(other.ssl_, nullptr)) {}

Channel::~Channel() { SSL_free(ssl_); }

Channel::Result Channel::outcome_of(int returned) const {
  if (returned > 0) return {State::done, static_cast<std::size_t>(returned)};
  const int error = SSL_get_error(ssl_, returned);
  ERR_clear_error();
  if (error == SSL_ERROR_WANT_READ) return {State::wants_read};
  if (error == SSL_ERROR_WANT_WRITE) return {State::wants_write};
  return {State::ended};
}

Channel::Result Channel::read(char* into, std::size_t size) {
  if (ssl_ != nullptr) return outcome_of(SSL_read(ssl_, into, static_cast<int>(std::min<std::size_t>(size, INT_MAX))));
  for (;;) {
    const ssize_t count = ::recv(socket_.get(), into, size, 0);
    if (count > 0) return {State::done, static_cast<std::size_t>(count)};
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return {State::wants_read};
    return {State::ended};
  }
}

Channel::Result Channel::write(std::string_view bytes) {
  if (ssl_ != nullptr)
    return outcome_of(SSL_write(ssl_, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX))));
  for (;;) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) return {State::done, static_cast<std::size_t>(count)};
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {State::wants_write};
    return {State::ended};
  }
}

void Channel::end_writing() {
  if (ssl_ != nullptr && SSL_is_init_finished(ssl_)) {
    SSL_shutdown(ssl_);
    ERR_clear_error();
  }
  ::shutdown(socket_.get(), SHUT_WR);
}

}  // namespace findings::http
