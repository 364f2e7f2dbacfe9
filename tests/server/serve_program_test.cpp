// findings serve as a process: started, asked, told to stop.
#include <catch2/catch.hpp>

#include <csignal>

#include "tests/server/made_service.h"
#include "tests/server/raw_client.h"
#include "tests/server/serve_program.h"

using namespace findings;

TEST_CASE("served on a free port it answers, logs a line, and ends when it is told to, whoever is slow") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 1);
  for (const int signal : {SIGTERM, SIGINT}) {
    ServeProgram program({"--index", folder.path().string(), "--listen", "127.0.0.1:0", "--per-client", "100"});
    const std::uint16_t port = program.port();
    CHECK(body_of(get(port, "/readyz?secret")) == "{\"ready\":true,\"generation\":\"gen-000001\"}\n");
    const auto line = nlohmann::json::parse(program.line());
    CHECK(line["event"] == "request");
    CHECK(line["path"] == "/readyz");
    CHECK(line["status"] == 200);
    CHECK(line.dump().find("secret") == std::string::npos);
    CHECK(get(port, "/metrics").find("findings_http_connections 1\n") != std::string::npos);

    std::vector<RawClient> slow;
    for (int i = 0; i < 64; ++i) {
      slow.emplace_back(port);
      slow.back().send("GET / HTTP/1.1\r\nX");
    }
    CHECK(program.stop(signal) == 0);
  }
}

TEST_CASE("nobody reading its log is no reason to stop") {
  const TemporaryFolder folder;
  ServeProgram program({"--index", folder.path().string(), "--listen", "127.0.0.1:0"});
  const std::uint16_t port = program.port();
  program.close_log();
  for (int i = 0; i < 20; ++i) CHECK(statuses_of(get(port, "/healthz")) == std::vector<int>{200});
  CHECK(program.stop(SIGTERM) == 0);
}

TEST_CASE("a second server on the port says so and ends") {
  const TemporaryFolder folder;
  const ServeProgram first({"--index", folder.path().string(), "--listen", "127.0.0.1:0"});
  const std::string address = "127.0.0.1:" + std::to_string(first.port());
  ServeProgram second({"--index", folder.path().string(), "--listen", address});
  CHECK(second.line() == "findings: cannot listen on " + address + ": Address already in use");
  CHECK(second.exit_status() == 4);
}

TEST_CASE("an index that is made while it serves is served") {
  const TemporaryFolder folder;
  ServeProgram program({"--index", (folder / "index").string(), "--listen", "127.0.0.1:0"});
  const std::uint16_t port = program.port();
  CHECK(statuses_of(get(port, "/readyz")) == std::vector<int>{503});
  publish_reports(folder / "index", 1);
  while (statuses_of(get(port, "/readyz")) != std::vector<int>{200})
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(program.stop(SIGTERM) == 0);
}
