#include "server/http/head.h"

#include <algorithm>
#include <iterator>

#include "server/http/url.h"

namespace findings::http {
namespace {

HttpError bad(const std::string& message, const std::string& hint = "") {
  return HttpError(400, "bad_request", message, hint);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

/// No control characters but tabs; bytes of UTF-8 may stand.
bool is_field_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7F;
  });
}

/// The next line, without its CRLF. A CR or LF alone is refused.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == rest.npos || end == 0 || rest[end - 1] != '\r') throw bad("a line of the request does not end with CRLF");
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  if (line.find('\r') != line.npos) throw bad("a carriage return inside a line of the request");
  return line;
}

void check_version(std::string_view version) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) || version[6] != '.' ||
      !is_digit(version[7]))
    throw bad("the request line is not METHOD TARGET HTTP/1.1");
  if (version[5] != '1')
    throw HttpError(505, "version_not_supported", std::string(version) + " is not spoken here", "HTTP/1.1 is");
}

void check_method(std::string_view method) {
  if (!is_token(method)) throw bad("the request line is not METHOD TARGET HTTP/1.1");
  if (method == "GET" || method == "HEAD" || method == "OPTIONS") return;
  constexpr std::string_view known[] = {"POST", "PUT", "DELETE", "PATCH", "CONNECT", "TRACE"};
  if (std::find(std::begin(known), std::end(known), method) == std::end(known))
    throw HttpError(501, "not_implemented", "no such method is known", "GET, HEAD and OPTIONS are");
  HttpError error(405, "method_not_allowed", "nothing can be changed here: " + std::string(method) + " is not allowed",
                  "ask by GET");
  error.headers = {{"Allow", "GET, HEAD, OPTIONS"}};
  throw error;
}

/// Splits a target into path and query. "http://host/path" is given back as its host beside.
std::string read_target(std::string_view target, Request& request) {
  if (target.size() > longest_target)
    throw HttpError(414, "uri_too_long",
                    "the address has " + std::to_string(target.size()) + " bytes; at most " +
                        std::to_string(longest_target) + " are read");
  for (const char c : target)
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '#')
      throw bad("the address has a character that must be written as %" + hex_of(c));
  std::string host;
  constexpr std::string_view schemes[] = {"http://", "https://"};
  for (const std::string_view scheme : schemes)
    if (target.size() > scheme.size() && same_name(target.substr(0, scheme.size()), scheme)) {
      target.remove_prefix(scheme.size());
      const std::size_t end = std::min(target.find_first_of("/?"), target.size());
      host = target.substr(0, end);
      if (host.empty()) throw bad("the address names no host");
      target.remove_prefix(end);
      break;
    }
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = target.substr(0, mark);
  if (mark < target.size()) request.query_text = target.substr(mark + 1);
  if (request.path.empty() && !host.empty()) request.path = "/";
  if (request.path == "*" && request.method == "OPTIONS") return host;
  if (request.path.empty() || request.path.front() != '/') throw bad("the address does not begin with /");
  if (request.path.size() > longest_path)
    throw HttpError(414, "uri_too_long",
                    "the path has " + std::to_string(request.path.size()) + " bytes; at most " +
                        std::to_string(longest_path) + " are read");
  request.segments = segments_of(request.path);
  request.query = pairs_of(request.query_text);
  return host;
}

void read_header(std::string_view line, Request& request) {
  if (line.front() == ' ' || line.front() == '\t') throw bad("a header line is folded");
  const std::size_t colon = line.find(':');
  if (colon == line.npos || !is_token(line.substr(0, colon))) throw bad("a header line is not Name: value");
  std::string_view value = line.substr(colon + 1);
  if (!is_field_text(value)) throw bad("a header has a control character");
  const std::size_t start = std::min(value.find_first_not_of(" \t"), value.size());
  value.remove_prefix(start);
  value = value.substr(0, value.find_last_not_of(" \t") + 1);
  std::string name(line.substr(0, colon));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  request.headers.emplace_back(std::move(name), value);
}

}  // namespace

std::optional<std::size_t> end_of_head(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find('\n', from > 2 ? from - 2 : 0); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    if (at + 1 < bytes.size() && bytes[at + 1] == '\n') return at + 2;
    if (at + 2 < bytes.size() && bytes[at + 1] == '\r' && bytes[at + 2] == '\n') return at + 3;
  }
  return std::nullopt;
}

Request read_head(std::string_view head) {
  Request request;
  const std::string_view line = take_line(head);
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == line.npos || first == last) throw bad("the request line is not METHOD TARGET HTTP/1.1");
  check_version(line.substr(last + 1));
  request.is_http_1_0 = line.ends_with("HTTP/1.0");
  request.method = line.substr(0, first);
  check_method(request.method);
  const std::string host = read_target(line.substr(first + 1, last - first - 1), request);

  for (std::size_t lines = 0;; ++lines) {
    const std::string_view next = take_line(head);
    if (next.empty()) break;
    if (lines == most_header_lines)
      throw HttpError(431, "headers_too_large", "more than " + std::to_string(most_header_lines) + " header lines");
    read_header(next, request);
  }
  std::size_t hosts = 0;
  for (const auto& [name, value] : request.headers) {
    if (name == "content-length" || name == "transfer-encoding")
      throw bad("the request has a body", "ask by GET, without " + name);
    if (name == "host" && ++hosts == 1) request.host = value;
  }
  if (hosts != 1) throw bad(hosts == 0 ? "the request has no Host" : "the request has more than one Host");
  if (!host.empty() && !same_name(host, request.host)) throw bad("the address and Host name different hosts");
  return request;
}

HttpError head_too_long(std::string_view bytes) {
  if (bytes.substr(0, longest_target + 32).find('\n') == bytes.npos)
    return HttpError(414, "uri_too_long",
                     "the address is too long; at most " + std::to_string(longest_target) + " bytes are read");
  return HttpError(431, "headers_too_large",
                   "the request's head is too long; at most " + std::to_string(longest_head) + " bytes are read");
}

std::pair<std::string, std::string> names_for_log(std::string_view head) {
  constexpr std::size_t most = 200;
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  const std::size_t space = line.find(' ');
  if (space == line.npos) return {};
  const std::string_view target = line.substr(space + 1);
  return {std::string(line.substr(0, std::min(space, most))),
          std::string(target.substr(0, std::min(target.find_first_of(" ?"), most)))};
}

}  // namespace findings::http
