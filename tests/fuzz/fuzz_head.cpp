// Bytes of a stranger as a request: read or refused, never anything else.
#include <cstddef>
#include <cstdint>
#include <string>

#include "server/http/compress.h"
#include "server/http/head.h"
#include "server/http/url.h"
#include "server/log.h"
#include "tests/fuzz/law.h"

namespace {

using findings::require;

bool is_status(int status) {
  return status == 400 || status == 404 || status == 405 || status == 414 || status == 431 || status == 501 ||
         status == 505;
}

void check(const findings::http::Request& request, const std::string& head) {
  require(request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS",
          "the method is one of three");
  require(request.path == "*" || request.path.starts_with('/'), "a path begins with a slash", request.path);
  require(request.path.size() <= findings::http::longest_path, "a path is short", request.path);
  require(!request.header("content-length") && !request.header("transfer-encoding"), "there is no body");
  require(request.header("host") == request.host, "there is one host", request.host);
  for (const std::string& segment : request.segments) {
    require(segment != "." && segment != "..", "no segment leads elsewhere", segment);
    require(segment.find('\\') == segment.npos && segment.find('\0') == segment.npos, "segments are plain", segment);
    require(findings::http::is_utf8(segment), "segments are UTF-8", segment);
  }
  for (const auto& [name, value] : request.query) {
    require(findings::http::is_utf8(name) && findings::http::is_utf8(value), "the query is UTF-8", value);
    require(findings::http::decoded(findings::http::encoded(value), true) == value, "encoding is undone by decoding",
            value);
  }
  for (const auto& [name, value] : request.headers) {
    require(!name.empty() && name.find_first_of("\r\n: ABCDEFGHIJKLMNOPQRSTUVWXYZ") == name.npos, "names are plain",
            name);
    require(value.find_first_of("\r\n") == value.npos && value.find('\0') == value.npos, "values are one line", value);
    findings::http::takes_gzip(value);
  }
  require(head.find("\r\n\r\n") == head.size() - 4, "a head ends with its first empty line", head);
}

void check_log(const std::string& head) {
  findings::http::Exchange exchange;
  std::tie(exchange.method, exchange.path) = findings::http::names_for_log(head);
  exchange.query = head;
  const std::string line = findings::log_line(exchange, true);
  require(line.size() <= findings::longest_log_line, "a line of the log is short", line);
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    require(line[i] >= 0x20 && line[i] < 0x7F, "a request is one line", line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto end = findings::http::end_of_head(bytes);
  // However the bytes are cut on their way, the head ends at the same place.
  std::optional<std::size_t> grown;
  for (std::size_t i = 1, seen = 0; i <= size && !grown && size < 600; seen = i++)
    grown = findings::http::end_of_head(std::string_view(bytes).substr(0, i), seen);
  if (size < 600) require(grown == end, "a head ends where it ends", bytes);
  const std::string head = bytes.substr(0, end.value_or(size));
  check_log(head);
  try {
    const findings::http::Request request = findings::http::read_head(head);
    require(end.has_value(), "a head that is read has an end", head);
    check(request, head);
  } catch (const findings::http::HttpError& error) {
    require(is_status(error.status), "a refusal has a status of its own", error.what());
    require(findings::is_clean_line(error.what()), "a refusal is a line of text", error.what());
  }
  return 0;
}
