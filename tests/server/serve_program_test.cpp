// findings serve as a process: started, asked, told to stop.
#include <catch2/catch.hpp>

#include <csignal>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "schema/files.h"
#include "tests/server/made_service.h"
#include "tests/server/raw_client.h"

using namespace findings;

namespace {

class Program {
 public:
  explicit Program(std::vector<std::string> arguments) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    arguments.insert(arguments.begin(), {FINDINGS_PROGRAM, "serve"});
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
      ::dup2(ends[1], STDERR_FILENO);
      ::execv(pointers[0], pointers.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    log_ = ends[0];
  }
  ~Program() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
    close_log();
  }
  Program(const Program&) = delete;

  void close_log() {
    if (log_ >= 0) ::close(log_);
    log_ = -1;
  }
  /// The next line of its standard error; "" at the end.
  std::string line() const {
    std::string text;
    for (char c; ::read(log_, &c, 1) == 1 && c != '\n';) text += c;
    return text;
  }
  /// Where it says that it listens.
  std::uint16_t port() const {
    for (;;) {
      const std::string text = line();
      REQUIRE_FALSE(text.empty());
      const auto json = nlohmann::json::parse(text);
      if (json["event"] != "start") continue;
      const std::string message = json["message"];
      return static_cast<std::uint16_t>(std::stoi(message.substr(message.rfind(':') + 1)));
    }
  }
  int stop(int signal) {
    ::kill(process_, signal);
    return exit_status();
  }
  int exit_status() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = -1;
  int log_ = -1;
};

std::string get(std::uint16_t port, const std::string& target) {
  const RawClient client(port);
  client.send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
              "\r\nConnection: close\r\n\r\n");
  return client.receive();
}

}  // namespace

TEST_CASE("served on a free port it answers, logs a line, and ends when it is told to, whoever is slow") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 1);
  for (const int signal : {SIGTERM, SIGINT}) {
    Program program({"--index", folder.path().string(), "--listen", "127.0.0.1:0", "--per-client", "100"});
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
  Program program({"--index", folder.path().string(), "--listen", "127.0.0.1:0"});
  const std::uint16_t port = program.port();
  program.close_log();
  for (int i = 0; i < 20; ++i) CHECK(statuses_of(get(port, "/healthz")) == std::vector<int>{200});
  CHECK(program.stop(SIGTERM) == 0);
}

TEST_CASE("a second server on the port says so and ends") {
  const TemporaryFolder folder;
  const Program first({"--index", folder.path().string(), "--listen", "127.0.0.1:0"});
  const std::string address = "127.0.0.1:" + std::to_string(first.port());
  Program second({"--index", folder.path().string(), "--listen", address});
  CHECK(second.line() == "findings: cannot listen on " + address + ": Address already in use");
  CHECK(second.exit_status() == 4);
}

TEST_CASE("an index that is made while it serves is served") {
  const TemporaryFolder folder;
  Program program({"--index", (folder / "index").string(), "--listen", "127.0.0.1:0"});
  const std::uint16_t port = program.port();
  CHECK(statuses_of(get(port, "/readyz")) == std::vector<int>{503});
  publish_reports(folder / "index", 1);
  while (statuses_of(get(port, "/readyz")) != std::vector<int>{200})
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(program.stop(SIGTERM) == 0);
}
