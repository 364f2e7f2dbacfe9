// findings serve as a process of its own, and its log.
#pragma once

#include <csignal>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "tests/server/raw_client.h"

namespace findings {

class ServeProgram {
 public:
  explicit ServeProgram(std::vector<std::string> arguments) {
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
  ~ServeProgram() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
    close_log();
  }
  ServeProgram(const ServeProgram&) = delete;

  void close_log() {
    if (log_ >= 0) ::close(log_);
    log_ = -1;
  }
  pid_t process() const { return process_; }
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
  /// As waitpid tells it.
  int wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return status;
  }
  int exit_status() {
    const int status = wait();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = -1;
  int log_ = -1;
};

inline std::string get(std::uint16_t port, const std::string& target) {
  const RawClient client(port);
  client.send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
              "\r\nConnection: close\r\n\r\n");
  return client.receive();
}

}  // namespace findings
