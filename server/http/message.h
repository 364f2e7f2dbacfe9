// What a handler is given and what it gives back. Nothing here knows of sockets, nor of Findings.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace findings::http {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;                 // GET, HEAD or OPTIONS
  std::string path;                   // as sent, still encoded, without the query: for the log and for links
  std::vector<std::string> segments;  // of the path, decoded: "/a/b%2Fc" is {"a", "b/c"}, "/a/" {"a", ""}
  std::string query_text;             // as sent
  Pairs query;                        // decoded, in order, repeats kept
  Pairs headers;                      // names in small letters
  Pairs parameters;                   // what stood for the {names} of the route's pattern
  std::string host;                   // "findings.example:8080"
  std::string client;                 // address, without a port
  bool is_http_1_0 = false;
  bool is_secure = false;  // came over TLS

  /// Value of the header of that name (in small letters); of several the first.
  std::optional<std::string> header(std::string_view name) const;
  /// Value of the query parameter; of several the first.
  std::optional<std::string> parameter(std::string_view name) const;
  std::vector<std::string> parameters_of(std::string_view name) const;
  /// What stood for {name} in the path; throws std::out_of_range for a name the pattern does not have.
  const std::string& segment(std::string_view name) const;
};

using Write = std::function<void(std::string_view)>;

struct Response {
  int status = 200;
  std::string type;  // Content-Type; "" where there is no body
  std::string body;
  Pairs headers;
  /// In place of `body`: hands over a long one piece by piece, so that it never stands in memory whole. It runs on a
  /// worker; `write` waits for a client that reads slowly and throws Gone once it has left.
  std::function<void(const Write& write)> stream = nullptr;
  std::string route = "none";  // the route's pattern: a name for counting

  /// Sets a header, in place of one of that name (in any case).
  void set(std::string_view name, std::string value);
  bool has(std::string_view name) const;
};

/// Thrown by `write` to end a stream whose client has left or reads too slowly. No std::exception: only the server is
/// to catch it.
struct Gone {};

/// A reply other than the one asked for. `code` is for programs ("bad_parameter"), `message` says what is wrong,
/// `hint` what to try next.
class HttpError : public std::runtime_error {
 public:
  HttpError(int status_, std::string code_, const std::string& message, std::string hint_ = "", std::string param_ = "",
            std::optional<std::size_t> position_ = std::nullopt)
      : std::runtime_error(message),
        status(status_),
        code(std::move(code_)),
        hint(std::move(hint_)),
        param(std::move(param_)),
        position(position_) {}

  int status;
  std::string code, hint, param;
  std::optional<std::size_t> position;  // in the parameter, in code points
  Pairs headers;                        // Allow, Retry-After
};

/// 503 with Retry-After: two seconds.
HttpError busy(const std::string& message);

/// Whether two header names are the same: in any case.
bool same_name(std::string_view a, std::string_view b);

}  // namespace findings::http
