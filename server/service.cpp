#include "server/service.h"

#include <algorithm>

#include <sys/stat.h>

#include "schema/digest.h"
#include "server/errors.h"
#include "server/http/compress.h"

namespace findings {
namespace {

using http::HttpError;
using http::Request;
using http::Response;

constexpr std::chrono::milliseconds wait_for_search{2'000};
constexpr int most_losses = 3;  // of shards, amid one question

constexpr char page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'";
constexpr char data_policy[] = "default-src 'none'; frame-ancestors 'none'";

/// Of every reply but where the route says otherwise.
constexpr std::pair<const char*, const char*> headers_of_all[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},  // questions can name children
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

bool is_api(const Request& request) { return request.path.starts_with("/api/"); }

/// Which program this is: its replies may differ from those of one built before from the same index.
const std::string& program_mark() {
  static const std::string mark = [] {
    struct stat facts {};
    if (::stat("/proc/self/exe", &facts) != 0) return std::string("0");
    return std::to_string(facts.st_size) + "." + std::to_string(facts.st_mtim.tv_sec) + "." +
           std::to_string(facts.st_mtim.tv_nsec);
  }();
  return mark;
}

/// What a reply from one generation depends on. Pages print the server's own name.
std::string cache_key(const Request& request) {
  return (request.is_secure ? "https " : "http ") + request.host + ' ' + request.path + '?' + request.query_text + ' ' +
         request.header("accept").value_or("");
}

}  // namespace

Service::Service(ServeConfig config, std::vector<Route> routes, Tell tell)
    : config_(std::move(config)),
      routes_(std::move(routes)),
      tell_(std::move(tell)),
      tokens_(config_.token_file ? std::optional<Tokens>(std::in_place, *config_.token_file) : std::nullopt),
      index_(config_.index, [this](const std::string& message) { tell_("index", message); }),
      searches_(config_.searches),
      streams_(std::max<std::size_t>(1, config_.workers / 3)) {
  for (const Route& route : routes_) router_.add(route.pattern);
}

bool Service::is_quick(const Request& request) {
  return request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics";
}

Response Service::answer(const Request& request) const {
  try {
    Response response = answer_again_without_the_lost(request);
    add_headers(request, response);
    http::compress(request, response);
    return response;
  } catch (...) {
    const auto log = [&](const std::string& what) { tell_("error", what); };
    return refuse(error_in_flight(log, config_.log_queries), request);
  }
}

/// A shard that is lost amid a question: it is asked again, of the rest.
Response Service::answer_again_without_the_lost(const Request& request) const {
  for (int left = most_losses;; --left) {
    const auto index = index_.get();
    try {
      return answer_or_throw(request);
    } catch (const ShardLost& lost) {
      if (left == 0) throw;
      index_.renew(index);
    }
  }
}

Response Service::refuse(const HttpError& error, const Request& request) const {
  Response response = error_response(error, request);
  if (const auto match = router_.find(request.segments)) response.route = routes_[match->pattern].pattern;
  add_headers(request, response);
  return response;
}

Response Service::answer_or_throw(const Request& request) const {
  check_host(request);
  const auto match = router_.find(request.segments);
  if (request.method == "OPTIONS") {
    Response response{.status = 204, .headers = {{"Allow", "GET, HEAD, OPTIONS"}}};
    if (match) response.route = routes_[match->pattern].pattern;
    return response;
  }
  if (!match)
    throw HttpError(404, "not_found", "there is no such page",
                    is_api(request) ? "/api/v1/openapi.json lists what there is" : "");
  if (is_api(request)) check_token(request);
  Request routed = request;
  routed.parameters = match->parameters;
  Response response = answer_by(routes_[match->pattern], routed);
  response.route = routes_[match->pattern].pattern;
  return response;
}

Response Service::answer_by(const Route& route, const Request& request) const {
  if (route.needs == Needs::nothing) return route.answer({request, index_.get(), *this});
  const Call call{request, index_.get(), *this};
  if (!call.index) {
    HttpError error(503, "no_index", "there is no index to answer from yet", "try again when one has been made");
    error.headers = {{"Retry-After", "5"}};
    throw error;
  }
  const std::string tag = etag(*call.index, request);
  if (is_known(request, tag)) return {.status = 304, .headers = {{"ETag", tag}}};
  const bool may_keep = route.needs == Needs::search;
  const std::string key = may_keep ? cache_key(request) : "";
  if (may_keep)
    if (auto kept = call.index->replies.find(key)) return *std::move(kept);
  const std::shared_ptr<void> place =
      route.needs == Needs::search ? searches_.enter(wait_for_search) : std::make_shared<int>();
  if (!place) throw http::busy("too many searches are running");
  Response response = route.answer(call);
  if (response.status == 200 && !response.has("ETag")) response.set("ETag", tag);
  if (may_keep) call.index->replies.keep(key, response);
  if (response.stream && request.method != "HEAD") {
    // What streams may wait for its client: that must not keep others from searching, nor take every worker.
    auto stream_place = streams_.enter(std::chrono::milliseconds(0));
    if (!stream_place) throw http::busy("too many exports are running");
    response.stream = [stream = std::move(response.stream), stream_place,
                       index = call.index](const http::Write& write) { stream(write); };
  }
  return response;
}

/// A page elsewhere can make its own name lead to 127.0.0.1 and so have a browser read from here as if it were itself
/// (DNS rebinding). Only who asks for this server by one of its own names is answered.
void Service::check_host(const Request& request) const {
  std::string name = request.host, port;
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  const std::string whole = name;
  if (const std::size_t colon = name.rfind(':'); colon != name.npos && name.find(']', colon) == name.npos) {
    port = name.substr(colon + 1);
    name.resize(colon);
  }
  // A proxy in front may listen on any port, so a name that was allowed without one is known with any.
  for (const std::string& allowed : config_.allow_hosts)
    if (whole == allowed || name == allowed) return;
  const std::string& address = config_.public_address;
  if (!address.empty() && whole == address.substr(address.find("://") + 3)) return;
  const std::string own = http::written({config_.listen.host, 0});
  const bool is_own = name == "localhost" || name == "127.0.0.1" || name == "[::1]" ||
                      (!config_.listen.host.empty() && name == own.substr(0, own.size() - 2));
  const std::string usual = request.is_secure ? "443" : "80";
  if (is_own && (port.empty() ? usual : port) == std::to_string(config_.listen.port)) return;
  throw HttpError(421, "misdirected_request", "this server is not called that",
                  "whoever runs it can allow the name: findings serve --allow-host NAME");
}

void Service::check_token(const Request& request) const {
  if (!tokens_) return;
  const auto authorization = request.header("authorization");
  if (authorization && tokens_->name_of(*authorization)) return;
  HttpError error(401, authorization ? "bad_token" : "no_token",
                  authorization ? "the token is not known" : "a token is wanted",
                  "send it as a header: Authorization: Bearer TOKEN");
  error.headers = {{"WWW-Authenticate", "Bearer realm=\"findings\""}};
  throw error;
}

void Service::add_headers(const Request& request, Response& response) const {
  for (const auto& [name, value] : headers_of_all)
    if (!response.has(name)) response.set(name, value);
  if (!response.has("Content-Security-Policy"))
    response.set("Content-Security-Policy", response.type.starts_with("text/html") ? page_policy : data_policy);
  if (config_.allow_origins.empty() || !is_api(request)) return;
  response.set("Vary", "Origin");
  const auto origin = request.header("origin");
  const auto& allowed = config_.allow_origins;
  if (!origin || std::find(allowed.begin(), allowed.end(), *origin) == allowed.end()) return;
  response.set("Access-Control-Allow-Origin", *origin);
  response.set("Access-Control-Expose-Headers", "ETag, Retry-After, Content-Disposition");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  if (request.method != "OPTIONS") return;
  response.set("Access-Control-Allow-Methods", "GET, HEAD");
  response.set("Access-Control-Allow-Headers", "Authorization, If-None-Match");
  response.set("Access-Control-Max-Age", "600");
}

std::string Service::etag(const Served& index, const Request& request) const {
  // Weak, since the same reply may leave packed or plain.
  return "W/\"" +
         sha256(index.revision + ' ' + program_mark() + ' ' + request.header("accept").value_or("")).substr(0, 20) +
         "\"";
}

std::string root_of(const Call& call) {
  const std::string& address = call.service.config().public_address;
  return !address.empty() ? address : (call.request.is_secure ? "https://" : "http://") + call.request.host;
}

bool is_known(const Request& request, std::string_view etag) {
  const auto plain = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  const std::string listed = request.header("if-none-match").value_or("");
  std::string_view rest = listed;
  while (!rest.empty()) {
    std::string_view tag = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(tag.size() + 1, rest.size()));
    tag.remove_prefix(std::min(tag.find_first_not_of(' '), tag.size()));
    tag = tag.substr(0, tag.find_last_not_of(' ') + 1);
    if (plain(tag) == plain(etag)) return true;
  }
  return false;
}

}  // namespace findings
