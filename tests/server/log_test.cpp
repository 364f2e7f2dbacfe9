// One request is one line, whatever is in it; and no log keeps a request waiting.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "server/errors.h"
#include "server/log.h"
#include "tests/server/running_server.h"

using namespace findings;

namespace {

const std::string unsaid = ": its message could repeat the question and is logged with --log-queries alone";

bool is_one_plain_line(const std::string& line) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    if (line[i] < 0x20 || line[i] > 0x7E) return false;
  return line.ends_with("}\n");
}

http::Exchange exchange_of(const std::string& path) {
  http::Exchange exchange;
  exchange.client = "127.0.0.1";
  exchange.method = "GET";
  exchange.path = path;
  exchange.query = "q=a+child";
  exchange.status = 200;
  return exchange;
}

}  // namespace

TEST_CASE("nothing in a request can forge a line of the log") {
  const std::string forged[] = {
      "/a\nGET /b 200",
      "/a\r\n{\"event\":\"request\"}",
      "/a\x1B[2J\x1B[31m",
      "/a\",\"status\":200,\"x\":\"",
      "/a\\\"",
      "/a\xE2\x80\xAE/b",
      "/a\xE2\x80\xA8/b",
      "/a\xC2\x85/b",
      "/a\x7F",
      "/a\xFF\xFE\xC0\xAE",
      std::string("/a\0b", 4),
      "/" + std::string(8000, 'x'),
      "/" + std::string(8000, '\n'),
      "/" + std::string(8000, '\xE9'),
      "/" + std::string(8000, '"'),
  };
  for (const std::string& path : forged) {
    http::Exchange exchange = exchange_of(path);
    exchange.method = exchange.query = path;
    for (const bool with_query : {false, true}) {
      const std::string line = log_line(exchange, with_query);
      INFO(line);
      CHECK(is_one_plain_line(line));
      CHECK(line.size() <= longest_log_line);
      CHECK(nlohmann::json::parse(line)["event"] == "request");
      CHECK(nlohmann::json::parse(line)["status"] == 200);
    }
    CHECK(is_one_plain_line(log_line("error", path)));
    CHECK(log_line("error", path).size() <= longest_log_line);
  }
}

TEST_CASE("what was asked for is logged only where that was asked for") {
  CHECK(log_line(exchange_of("/search"), false).find("child") == std::string::npos);
  CHECK(nlohmann::json::parse(log_line(exchange_of("/search"), true))["query"] == "q=a+child");
  http::Exchange astray = exchange_of("/a child");
  astray.status = 404;
  CHECK(log_line(astray, false).find("child") == std::string::npos);
  CHECK(nlohmann::json::parse(log_line(astray, true))["path"] == "/a child");
}

TEST_CASE("an error that could repeat the question is logged by its kind alone") {
  const auto logged = [](const auto& error, bool with_words) {
    std::string told;
    try {
      throw error;
    } catch (...) {
      CHECK(std::string(error_in_flight([&](const std::string& what) { told = what; }, with_words).what())
                .find("zebedeequark") == std::string::npos);
    }
    return told.substr(told.find(": ") + 2);
  };
  const std::string text = "no zebedeequark here";
  CHECK(logged(Xapian::WildcardError(text), false) == "WildcardError" + unsaid);
  CHECK(logged(std::runtime_error(text), false).find("zebedeequark") == std::string::npos);
  CHECK(logged(std::runtime_error(text), false).find("runtime_error") != std::string::npos);
  CHECK(logged(std::runtime_error(text), true) == text);
  CHECK(logged(Xapian::DatabaseCorruptError("a block is overwritten"), false) ==
        "DatabaseCorruptError: a block is overwritten");
}

TEST_CASE("a request over a socket is one line, even one that was refused") {
  RunningServer server(say_ok);
  for (const std::string sent :
       {"GET /x%0aforged HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /a\x1B[2Jb HTTP/1.1\r\n\r\n",
        "P\x01ST / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nX\n\n"})
    server.exchange(sent);
  server.stop();
  REQUIRE(server.exchanges().size() == 4);
  for (const auto& exchange : server.exchanges()) CHECK(is_one_plain_line(log_line(exchange, true)));
  CHECK(server.exchanges()[1].path == "/a\x1B[2Jb");
  CHECK(server.exchanges()[1].client == "127.0.0.1");
}

TEST_CASE("lines are written whole and in order") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::string expected, read;
  {
    LogWriter log(ends[1]);
    for (int i = 0; i < 100; ++i) {
      log.write("line " + std::to_string(i) + "\n");
      expected += "line " + std::to_string(i) + "\n";
    }
  }
  ::close(ends[1]);
  char buffer[10000];
  for (ssize_t count; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    read.append(buffer, static_cast<std::size_t>(count));
  ::close(ends[0]);
  CHECK(read == expected);
}

TEST_CASE("a log that nobody reads loses lines and keeps nobody waiting, and says so afterwards") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::string read;
  {
    LogWriter log(ends[1]);
    for (int i = 0; i < 5000; ++i) log.write(std::string(1000, 'x') + "\n");  // more than a pipe and the queue hold
    CHECK(log.dropped() > 0);
    char buffer[65536];
    while (read.find("could not be written") == std::string::npos) {
      const ssize_t count = ::read(ends[0], buffer, sizeof buffer);
      REQUIRE(count > 0);
      read.append(buffer, static_cast<std::size_t>(count));
    }
  }
  ::close(ends[0]);
  ::close(ends[1]);
  const std::size_t at = read.rfind('\n', read.find("could not be written")) + 1;
  CHECK(nlohmann::json::parse(read.substr(at, read.find('\n', at) - at))["event"] == "lost");
}

TEST_CASE("a log that is closed, full or broken is no error") {
  const auto pipe_handler = std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  ::close(ends[0]);
  int sockets[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0);
  ::close(sockets[0]);
  const int full = ::open("/dev/full", O_WRONLY);
  for (const int descriptor : {ends[1], sockets[1], full, 999}) {
    LogWriter log(descriptor);
    log.write("line\n");
    while (log.dropped() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(log.dropped() == 1);
  }
  for (const int descriptor : {ends[1], sockets[1], full}) ::close(descriptor);
  std::signal(SIGPIPE, pipe_handler);
}
