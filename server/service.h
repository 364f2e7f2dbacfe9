// Everything that is true of every request, around the routes: who may ask, by which name, with what headers the reply
// leaves, and how many searches run at once.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/config.h"
#include "server/gate.h"
#include "server/http/message.h"
#include "server/http/router.h"
#include "server/index_holder.h"
#include "server/metrics.h"
#include "server/tokens.h"

namespace findings {

class Service;

/// A request and what it is answered from. The generation stays the same from its first look to the last byte: a
/// handler that streams copies `index` into what it returns.
struct Call {
  const http::Request& request;
  std::shared_ptr<const Served> index;  // never null for a route that needs one
  const Service& service;
};

/// What there must be for a route to be answered. `index`: a generation, else 503; its replies depend on nothing but
/// the address, Accept and the generation, so they have an ETag. `search`: the same, and a place among the searches.
enum class Needs { nothing, index, search };

struct Route {
  std::string_view pattern;  // server/http/router.h
  Needs needs;
  std::function<http::Response(const Call&)> answer;
};

class Service {
 public:
  using Tell = std::function<void(std::string_view event, const std::string& message)>;

  /// `config.listen` is where it is listened: a Host may name it. `tell`: for the log; called by many threads.
  Service(ServeConfig config, std::vector<Route> routes, Tell tell);

  /// Never throws.
  http::Response answer(const http::Request& request) const;
  http::Response refuse(const http::HttpError& error, const http::Request& request) const;
  /// Health, readiness and counts: answered by a worker of their own.
  static bool is_quick(const http::Request& request);

  const ServeConfig& config() const { return config_; }
  const IndexHolder& index() const { return index_; }
  Metrics& metrics() const { return metrics_; }
  /// Metrics of the server this runs in.
  std::function<std::string()> gauges = nullptr;

 private:
  http::Response answer_or_throw(const http::Request& request) const;
  http::Response answer_again_without_the_lost(const http::Request& request) const;
  http::Response answer_by(const Route& route, const http::Request& request) const;
  void check_host(const http::Request& request) const;
  void check_token(const http::Request& request) const;
  void add_headers(const http::Request& request, http::Response& response) const;
  std::string etag(const Served& index, const http::Request& request) const;

  ServeConfig config_;
  std::vector<Route> routes_;
  http::Router router_;
  Tell tell_;
  const std::optional<Tokens> tokens_;
  mutable IndexHolder index_;
  mutable Gate searches_, streams_;
  mutable Metrics metrics_;
};

/// /healthz, /readyz, /metrics
std::vector<Route> health_routes();

/// All of them.
std::vector<Route> all_routes();

/// How people reach this server: --public-address, else as the client named it: "http://localhost:8080".
std::string root_of(const Call& call);

/// Whether If-None-Match names the tag: the client has it already.
bool is_known(const http::Request& request, std::string_view etag);

}  // namespace findings
