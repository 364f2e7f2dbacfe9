// Raw requests, and the one reply each of them gets.
#include <catch2/catch.hpp>

#include <map>
#include <random>

#include "server/http/head.h"
#include "tests/long.h"
#include "tests/server/running_server.h"

using namespace findings;

namespace {

const std::string host = "Host: localhost\r\n";
const std::string end = "\r\n";

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "X-" + std::to_string(i) + ": 1\r\n";
  return text;
}

/// A request whose head has exactly `size` bytes.
std::string head_of(std::size_t size) {
  const std::string start = "GET / HTTP/1.1\r\n" + host + "X-Long: ";
  return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
}

std::string target_of(std::size_t size) { return "/?q=" + std::string(size - 4, 'x'); }

struct Case {
  std::string what, sent;
  int status;
};

const std::vector<Case>& corpus() {
  static const std::string smuggled = "GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n";
  static const std::vector<Case> cases{
      // what browsers and tools send
      {"plain", "GET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"HEAD", "HEAD / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"OPTIONS", "OPTIONS / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"OPTIONS *", "OPTIONS * HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"HTTP/1.0", "GET / HTTP/1.0\r\n" + host + end, 200},
      {"HTTP/1.0 that asks to stay", "GET / HTTP/1.0\r\n" + host + "Connection: keep-alive\r\n\r\n", 200},
      {"an address with a host", "GET http://localhost/x HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"an address with a host alone", "GET http://localhost HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"an empty line first", "\r\nGET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"UTF-8 as it is", "GET /caf\xC3\xA9?q=caf\xC3\xA9 HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"a second question mark", "GET /?q=what? HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200},
      {"a range is not heeded", "GET / HTTP/1.1\r\n" + host + "Range: bytes=0-0,0-0\r\nConnection: close\r\n\r\n", 200},
      {"Expect is not heeded", "GET / HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nConnection: close\r\n\r\n", 200},
      {"a false address of the client",
       "GET / HTTP/1.1\r\n" + host + "REMOTE_ADDR: 9.9.9.9\r\nConnection: close\r\n\r\n", 200},
      {"a header without a value", "GET / HTTP/1.1\r\n" + host + "Accept:\r\nConnection: close\r\n\r\n", 200},
      {"a header with %0d%0a", "GET / HTTP/1.1\r\n" + host + "X: a%0d%0aSet-Cookie: b\r\nConnection: close\r\n\r\n",
       200},
      // request lines
      {"no version", "GET /\r\n" + host + end, 400},
      {"two spaces", "GET  / HTTP/1.1\r\n" + host + end, 400},
      {"a space in the address", "GET /a b HTTP/1.1\r\n" + host + end, 400},
      {"a tab", "GET\t/\tHTTP/1.1\r\n" + host + end, 400},
      {"a small http", "GET / http/1.1\r\n" + host + end, 400},
      {"HTTP/1.10", "GET / HTTP/1.10\r\n" + host + end, 400},
      {"HTTP/2.0", "GET / HTTP/2.0\r\n" + host + end, 505},
      {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"TLS on a plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03\r\n\r\n", 15), 400},
      {"no path", "GET x HTTP/1.1\r\n" + host + end, 400},
      {"a star", "GET * HTTP/1.1\r\n" + host + end, 400},
      {"a fragment", "GET /#a HTTP/1.1\r\n" + host + end, 400},
      {"NUL in the path", std::string("GET /\0a HTTP/1.1\r\nHost: localhost\r\n\r\n", 37), 400},
      {"an unfinished escape", "GET /?q=%4 HTTP/1.1\r\n" + host + end, 400},
      {"bytes that are no UTF-8", "GET /?q=%FF HTTP/1.1\r\n" + host + end, 400},
      {"%00 in the query", "GET /?q=%00 HTTP/1.1\r\n" + host + end, 400},
      {"an unknown method", "BREW / HTTP/1.1\r\n" + host + end, 501},
      {"a method in small letters", "get / HTTP/1.1\r\n" + host + end, 501},
      {"a method of strange letters", "G\"T / HTTP/1.1\r\n" + host + end, 400},
      {"binary", std::string("\0\1\2\3\r\n\r\n", 8), 400},
      {"only empty lines", "\r\n\r\n\r\n", 400},
      // line ends and headers
      {"bare LF", "GET / HTTP/1.1\nHost: localhost\n\n", 400},
      {"one bare LF", "GET / HTTP/1.1\r\nHost: localhost\n\r\n", 400},
      {"a bare CR", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n", 400},
      {"a folded header", "GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n", 400},
      {"a space before the colon", "GET / HTTP/1.1\r\n" + host + "X : a\r\n\r\n", 400},
      {"no colon", "GET / HTTP/1.1\r\n" + host + "X\r\n\r\n", 400},
      {"no name", "GET / HTTP/1.1\r\n" + host + ": a\r\n\r\n", 400},
      {"a control character", "GET / HTTP/1.1\r\n" + host + "X: a\x1B[2J\r\n\r\n", 400},
      {"NUL in a header", "GET / HTTP/1.1\r\n" + host + std::string("X: a\0b\r\n\r\n", 10), 400},
      // hosts
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400},
      {"two Hosts", "GET / HTTP/1.1\r\n" + host + host + end, 400},
      {"two Hosts, one in other letters", "GET / HTTP/1.1\r\n" + host + "hOST: evil.example\r\n\r\n", 400},
      {"address and Host differ", "GET http://evil.example/ HTTP/1.1\r\n" + host + end, 400},
      // bodies, and requests hidden in them
      {"POST", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\na=1", 405},
      {"PUT", "PUT / HTTP/1.1\r\n" + host + end, 405},
      {"DELETE", "DELETE / HTTP/1.1\r\n" + host + end, 405},
      {"TRACE", "TRACE / HTTP/1.1\r\n" + host + end, 405},
      {"CONNECT", "CONNECT localhost:80 HTTP/1.1\r\n" + host + end, 405},
      {"a body that never comes", "POST / HTTP/1.1\r\n" + host + "Content-Length: 67108864\r\n\r\n", 405},
      {"GET with a body",
       "GET / HTTP/1.1\r\n" + host + "Content-Length: " + std::to_string(smuggled.size()) + "\r\n\r\n" + smuggled, 400},
      {"GET with an empty body", "GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n" + smuggled, 400},
      {"two lengths", "GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 43\r\n\r\n" + smuggled, 400},
      {"a length that is none", "GET / HTTP/1.1\r\n" + host + "Content-Length: abc\r\n\r\n" + smuggled, 400},
      {"length and chunks",
       "GET / HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
       400},
      {"chunks", "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 400},
      {"chunks, hidden", "GET / HTTP/1.1\r\n" + host + "tRANSFER-eNCODING:\tx\r\n\r\n" + smuggled, 400},
      {"a length in HTTP/1.0", "GET / HTTP/1.0\r\n" + host + "Content-Length: 43\r\n\r\n" + smuggled, 400},
      // paths: no file is sought by them, and none of these is a page
      {"dots", "GET /../../etc/passwd HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      {"a dot", "GET /./ HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      {"escaped dots", "GET /%2e%2e/%2E%2e/etc HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      {"a backslash", "GET /..%5c..%5cetc HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      {"%00 in the path", "GET /a.txt%00.html HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      {"a line end in the path", "GET /x%0d%0aSet-Cookie:a HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      {"overlong UTF-8", "GET /%c0%ae%c0%ae/etc HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 404},
      // limits: at the cap, and one above
      {"a head of the longest", head_of(http::longest_head), 200},
      {"one byte more", head_of(http::longest_head + 1), 431},
      {"a head without an end", head_of(http::longest_head * 2).substr(0, http::longest_head + 1), 431},
      {"most header lines", "GET / HTTP/1.1\r\n" + host + lines(http::most_header_lines - 1) + end, 200},
      {"one more", "GET / HTTP/1.1\r\n" + host + lines(http::most_header_lines) + end, 431},
      {"the longest address", "GET " + target_of(http::longest_target) + " HTTP/1.1\r\n" + host + end, 200},
      {"one byte more", "GET " + target_of(http::longest_target + 1) + " HTTP/1.1\r\n" + host + end, 414},
      {"an address without an end", "GET /" + std::string(100'000, 'a'), 414},
      {"the longest path", "GET /" + std::string(http::longest_path - 1, 'a') + " HTTP/1.1\r\n" + host + end, 200},
      {"one byte more", "GET /" + std::string(http::longest_path, 'a') + " HTTP/1.1\r\n" + host + end, 414},
  };
  return cases;
}

}  // namespace

TEST_CASE("every raw request has its status, and exactly one reply") {
  http::Limits limits;
  limits.per_client = 200;
  RunningServer server(say_ok, limits);
  CHECK(corpus().size() >= 40);
  for (const Case& one : corpus()) {
    INFO(one.what);
    const std::string received = server.exchange(one.sent);
    INFO(received);
    CHECK(statuses_of(received) == std::vector<int>{one.status});
    CHECK(received.find("/admin") == received.npos);
    if (one.status >= 400 && one.status != 404) CHECK(header_of(received, "Connection") == "close");
    if (one.status == 405) CHECK(header_of(received, "Allow") == "GET, HEAD, OPTIONS");
  }
  CHECK(statuses_of(server.get("/")) == std::vector<int>{200});
}

TEST_CASE("every raw request has the same reply when it comes byte by byte") {
  http::Limits limits;
  limits.per_client = 200;
  RunningServer server(say_ok, limits);
  for (const Case& one : corpus()) {
    if (one.sent.size() > 1000) continue;
    INFO(one.what);
    const RawClient client(server.port());
    for (const char c : one.sent) client.send({&c, 1});
    client.end_sending();
    CHECK(statuses_of(client.receive()) == std::vector<int>{one.status});
  }
}

TEST_CASE("a request that breaks off has no reply") {
  RunningServer server(say_ok);
  for (const std::string sent : {"", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n", "\r\n"})
    CHECK(server.exchange(sent).empty());
}

TEST_CASE("requests that follow each other are answered in order, on one connection") {
  RunningServer server(
      [](const http::Request& request) { return http::Response{.type = "text/plain", .body = request.path + "\n"}; });
  std::string sent, expected;
  for (int i = 0; i < 50; ++i) {
    sent += "GET /" + std::to_string(i) + " HTTP/1.1\r\n" + host + "\r\n";
    expected += "/" + std::to_string(i) + "\n";
  }
  const std::string received = server.exchange(sent);
  CHECK(statuses_of(received) == std::vector<int>(50, 200));
  std::string bodies;
  for (std::size_t at = received.find("\r\n\r\n"); at != received.npos; at = received.find("\r\n\r\n", at + 4))
    bodies += received.substr(at + 4, received.find('\n', at + 4) - at - 3);
  CHECK(bodies == expected);
}

TEST_CASE("a reply to HEAD has the headers of GET and no body") {
  RunningServer server(say_ok);
  const std::string request = " / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n";
  const std::string head = server.exchange("HEAD" + request), get = server.exchange("GET" + request);
  CHECK(header_of(head, "Content-Length") == "3");
  CHECK(body_of(head).empty());
  CHECK(head.size() + 3 == get.size());
  CHECK(header_of(head, "Accept-Ranges").empty());
}

TEST_CASE("requests that were damaged on their way have one reply or none, and the next is answered") {
  RunningServer server(say_ok);
  std::mt19937 random(20261123);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  static const std::string pieces[] = {"\r\n",
                                       "\n",
                                       "\r",
                                       " ",
                                       ":",
                                       "\t",
                                       "%",
                                       "%00",
                                       "\x80",
                                       "GET / HTTP/1.1\r\n",
                                       "Content-Length: 5\r\n",
                                       "Transfer-Encoding: chunked\r\n",
                                       "0\r\n\r\n",
                                       "Host: localhost\r\n",
                                       "?",
                                       "#",
                                       "/..",
                                       "http://",
                                       "HTTP/1.0",
                                       "\r\n\r\n"};
  std::map<int, int> statuses;
  const int requests = so_many(3'000, 100'000);
  for (int i = 0; i < requests; ++i) {
    const std::string whole = corpus()[below(corpus().size())].sent;
    std::string sent = whole.substr(0, 2000);
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      const std::size_t at = below(sent.size() + 1);
      switch (below(4)) {
        case 0:
          if (at < sent.size()) sent[at] = static_cast<char>(below(256));
          break;
        case 1:
          sent.erase(at, 1 + below(20));
          break;
        case 2:
          sent.insert(at, pieces[below(std::size(pieces))]);
          break;
        default:
          sent.insert(at, sent.substr(below(sent.size() + 1), below(60)));
      }
    }
    const std::string reply = server.exchange(sent);
    INFO(sent);
    INFO(reply.substr(0, 300));
    const std::vector<int> all = statuses_of(reply);
    // Two whole requests one after the other are two; what comes after the last whole one may be refused, once.
    std::size_t ends = 0;
    for (std::size_t at = 0; (at = sent.find("\r\n\r\n", at)) != sent.npos; at += 4) ++ends;
    const bool has_more = !sent.ends_with("\r\n\r\n");
    REQUIRE(all.size() <= ends + has_more);
    if (all.size() > ends) REQUIRE(all.back() != 200);
    for (std::size_t k = 0; k < all.size(); ++k) {
      ++statuses[all[k]];
      REQUIRE((all[k] == 200 || (all[k] >= 400 && all[k] < 500) || all[k] == 501 || all[k] == 505));
      if (all[k] != 200) REQUIRE(k + 1 == all.size());  // a connection on which something is wrong says no more
    }
    if (i % 100 == 0) REQUIRE(body_of(server.get("/")) == "ok\n");
  }
  CHECK(statuses[200] > requests / 50);
  CHECK(statuses[400] > requests / 10);
}
