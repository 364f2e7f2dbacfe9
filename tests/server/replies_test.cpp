// What leaves the server: replies whole, streamed, packed and broken.
#include <catch2/catch.hpp>

#include <zlib.h>

#include "server/http/compress.h"
#include "tests/server/running_server.h"

using namespace findings;

namespace {

std::string unpacked(const std::string& packed) {
  z_stream stream{};
  ::inflateInit2(&stream, 15 + 16);
  std::string text(10'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const int end = ::inflate(&stream, Z_FINISH);
  text.resize(stream.total_out);
  ::inflateEnd(&stream);
  return end == Z_STREAM_END ? text : "not gzip";
}

/// The body of a chunked reply, and whether its last chunk came.
std::pair<std::string, bool> unchunked(const std::string& reply) {
  std::string body;
  for (std::size_t at = reply.find("\r\n\r\n") + 4;;) {
    const std::size_t end = reply.find("\r\n", at);
    if (end == reply.npos) return {body, false};
    const std::size_t size = std::stoul(reply.substr(at, end - at), nullptr, 16);
    if (size == 0) return {body, reply.substr(end) == "\r\n\r\n"};
    if (reply.size() < end + size + 4) return {body, false};
    body += reply.substr(end + 2, size);
    at = end + size + 4;
  }
}

http::Response streamed(std::size_t lines) {
  http::Response response{.type = "text/csv"};
  response.stream = [lines](const http::Write& write) {
    for (std::size_t i = 0; i < lines; ++i) write("line " + std::to_string(i) + "\n");
  };
  return response;
}

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("what a handler throws is not seen") {
  RunningServer server([](const http::Request&) -> http::Response { throw std::runtime_error("secret /etc/key"); });
  const std::string reply = server.get("/");
  CHECK(statuses_of(reply) == std::vector<int>{500});
  CHECK(reply.find("secret") == reply.npos);
  CHECK(reply.find("EXCEPTION") == reply.npos);
  CHECK(body_of(reply) == "Something went wrong here.\n");
}

TEST_CASE("a header with a line end in it never leaves") {
  RunningServer server([](const http::Request&) {
    return http::Response{.type = "text/plain", .body = "ok", .headers = {{"X-Name", "a\r\nSet-Cookie: b"}}};
  });
  const std::string reply = server.get("/");
  CHECK(statuses_of(reply) == std::vector<int>{500});
  CHECK(reply.find("Set-Cookie") == reply.npos);
}

TEST_CASE("a long reply is streamed in chunks, and to HTTP/1.0 until the end") {
  RunningServer server([](const http::Request&) { return streamed(200'000); });
  const std::string reply = server.get("/");
  CHECK(header_of(reply, "Transfer-Encoding") == "chunked");
  CHECK(header_of(reply, "Connection") == "close");
  const auto [body, is_whole] = unchunked(reply);
  CHECK(is_whole);
  CHECK(body == lines(200'000));

  const std::string old = server.exchange("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(header_of(old, "Transfer-Encoding").empty());
  CHECK(body_of(old) == lines(200'000));

  const std::string head = server.exchange("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(statuses_of(head) == std::vector<int>{200});
  CHECK(body_of(head).empty());
}

TEST_CASE("a stream that fails is seen to be broken") {
  RunningServer server([](const http::Request&) {
    http::Response response{.type = "text/csv"};
    response.stream = [](const http::Write& write) {
      write("one line\n");
      throw std::runtime_error("secret");
    };
    return response;
  });
  const std::string reply = server.get("/");
  CHECK_FALSE(unchunked(reply).second);
  CHECK(reply.find("secret") == reply.npos);
}

TEST_CASE("a stream ends when its client has left") {
  std::atomic<bool> is_gone = false;
  http::Limits limits;
  limits.workers = 1;
  RunningServer server(
      [&](const http::Request& request) {
        if (request.path != "/stream") return say_ok(request);
        http::Response response{.type = "text/csv"};
        response.stream = [&](const http::Write& write) {
          try {
            for (;;) write(std::string(1000, 'x'));
          } catch (const http::Gone&) {
            is_gone = true;
            throw;
          }
        };
        return response;
      },
      limits);
  {
    const RawClient client(server.port());
    client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    char some[1000];
    CHECK(::recv(client.socket(), some, sizeof some, 0) > 0);
  }
  CHECK(body_of(server.get("/")) == "ok\n");  // by the one worker
  CHECK(is_gone);
}

TEST_CASE("text that is long is packed for who takes it") {
  const std::string text = lines(500);
  RunningServer server([&](const http::Request& request) {
    http::Response response{.type = "text/html; charset=utf-8", .body = text};
    if (request.path == "/stream") response = streamed(500);
    if (request.path == "/small") response.body = "small";
    if (request.path == "/picture") response.type = "image/png";
    http::compress(request, response);
    return response;
  });
  const std::string plain = server.get("/"), packed = server.get("/", "Accept-Encoding: br, gzip\r\n");
  CHECK(header_of(plain, "Content-Encoding").empty());
  CHECK(header_of(plain, "Vary") == "Accept-Encoding");
  CHECK(body_of(plain) == text);
  CHECK(header_of(packed, "Content-Encoding") == "gzip");
  CHECK(header_of(packed, "Vary") == "Accept-Encoding");
  CHECK(body_of(packed).size() < text.size() / 3);
  CHECK(unpacked(body_of(packed)) == text);
  CHECK(unpacked(unchunked(server.get("/stream", "Accept-Encoding: gzip\r\n")).first) == text);
  CHECK(header_of(server.get("/small", "Accept-Encoding: gzip\r\n"), "Content-Encoding").empty());
  CHECK(header_of(server.get("/picture", "Accept-Encoding: gzip\r\n"), "Content-Encoding").empty());
}

TEST_CASE("Accept-Encoding is read as it is meant") {
  CHECK(http::takes_gzip("gzip"));
  CHECK(http::takes_gzip("deflate, GZIP;q=0.5"));
  CHECK(http::takes_gzip("*"));
  CHECK_FALSE(http::takes_gzip(""));
  CHECK_FALSE(http::takes_gzip("br"));
  CHECK_FALSE(http::takes_gzip("gzip;q=0"));
  CHECK_FALSE(http::takes_gzip("*, gzip; q=0.000"));
  CHECK_FALSE(http::takes_gzip("xgzip"));
}

TEST_CASE("replies without a body promise none") {
  for (const int status : {204, 304}) {
    RunningServer server([&](const http::Request&) { return http::Response{.status = status}; });
    const std::string reply = server.get("/");
    CHECK(statuses_of(reply) == std::vector<int>{status});
    CHECK(header_of(reply, "Content-Length").empty());
    CHECK(body_of(reply).empty());
  }
}
