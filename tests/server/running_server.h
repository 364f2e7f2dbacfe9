// A server on a free port, in a thread of the test.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "server/http/server.h"
#include "tests/server/raw_client.h"

namespace findings {

/// The transport alone, answering by `handler`; errors are their message as plain text.
class RunningServer {
 public:
  explicit RunningServer(http::Handler handler, http::Limits limits = {},
                         std::shared_ptr<const http::Tls> tls = nullptr) {
    http::Settings settings{.limits = limits,
                            .handler = std::move(handler),
                            .is_quick = [](const http::Request& request) { return request.path == "/healthz"; },
                            .refuse = refuse,
                            .on_exchange =
                                [this](const http::Exchange& exchange) {
                                  const std::lock_guard lock(mutex_);
                                  exchanges_.push_back(exchange);
                                },
                            .tls = std::move(tls)};
    start(std::move(settings));
  }
  explicit RunningServer(http::Settings settings) { start(std::move(settings)); }
  ~RunningServer() { stop(); }

  std::uint16_t port() const { return server_->address().port; }
  http::Server& server() { return *server_; }
  /// Whether every worker was done in time.
  bool stop() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
    return is_over_;
  }
  std::vector<http::Exchange> exchanges() const {
    const std::lock_guard lock(mutex_);
    return exchanges_;
  }
  /// Sends the bytes, says that no more come, and returns all that came back.
  std::string exchange(std::string_view bytes) const {
    const RawClient client(port());
    client.send(bytes);
    client.end_sending();
    return client.receive();
  }
  std::string get(const std::string& target, const std::string& headers = "") const {
    const RawClient client(port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port()) +
                "\r\nConnection: close\r\n" + headers + "\r\n");
    return client.receive();
  }

  static http::Response refuse(const http::HttpError& error, const http::Request&) {
    return {.status = error.status,
            .type = "text/plain",
            .body = std::string(error.what()) + "\n",
            .headers = error.headers};
  }

 private:
  void start(http::Settings settings) {
    server_ = std::make_unique<http::Server>(std::move(settings), http::Address{"127.0.0.1", 0});
    thread_ = std::thread([this] { is_over_ = server_->run(); });
  }

  mutable std::mutex mutex_;
  std::vector<http::Exchange> exchanges_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
  bool is_over_ = false;
};

/// "ok\n" to whatever passes the head's checks, with the path in a header.
inline http::Response say_ok(const http::Request& request) {
  return {.type = "text/plain", .body = "ok\n", .headers = {{"X-Path", request.path}}};
}

}  // namespace findings
