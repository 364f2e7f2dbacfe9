#include "indexer/pdf/sandbox.h"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "tests/temporary_folder.h"

using namespace findings;

namespace {

constexpr int no_sandbox = 99;

/// Does `deed` in a child that is in the sandbox, and gives its status.
int status_of(const std::function<void()>& deed) {
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    if (!pdf::enter_sandbox()) _exit(no_sandbox);
    deed();
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  return status;
}

std::string contents(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("in the sandbox a process may compute, allocate and write to its standard output") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  std::fflush(stdout);  // the thread sanitizer's child does at its end
  const int before = dup(STDOUT_FILENO);
  REQUIRE(dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO);
  const int status = status_of([] {
    std::vector<std::string> strings(100'000, std::string(100, 'x'));
    void* const big = std::malloc(64u << 20);
    if (write(STDOUT_FILENO, strings[7].data(), 5) != 5 || !big) _exit(1);
    std::free(big);
  });
  dup2(before, STDOUT_FILENO);
  close(before);
  close(ends[1]);
  CHECK(status == 0);
  char got[16];
  CHECK(read(ends[0], got, sizeof got) == 5);
  close(ends[0]);
}

TEST_CASE("in the sandbox every other deed ends the process") {
  const struct {
    const char* name;
    std::function<void()> deed;
  } deeds[] = {
      {"open a file to read", [] { open("/etc/hostname", O_RDONLY); }},
      {"open a file to write", [] { open("sandbox-was-open", O_WRONLY | O_CREAT, 0600); }},
      {"read standard input",
       [] {
         char byte;
         (void)!read(STDIN_FILENO, &byte, 1);
       }},
      {"open a socket", [] { socket(AF_INET, SOCK_STREAM, 0); }},
      {"open a local socket", [] { socket(AF_UNIX, SOCK_DGRAM, 0); }},
      {"run a program", [] { execl("/bin/true", "true", nullptr); }},
      {"fork", [] { fork(); }},
      {"delete a file", [] { unlink("sandbox-was-open"); }},
      {"rename a file", [] { rename("a", "b"); }},
      {"make a folder", [] { mkdir("sandbox-was-open", 0700); }},
      {"change directory", [] { (void)!chdir("/"); }},
      {"send a signal", [] { kill(getppid(), 0); }},
      {"trace a process", [] { syscall(SYS_ptrace, 0, 0, 0, 0); }},
      {"raise a limit",
       [] {
         rlimit limit{};
         setrlimit(RLIMIT_CPU, &limit);
       }},
      {"write to another descriptor", [] { (void)!write(3, "x", 1); }},
      {"map memory that can be run",
       [] { mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }},
      {"start a thread", [] { syscall(SYS_clone3, nullptr, 0); }},
      {"set up io_uring", [] { syscall(SYS_io_uring_setup, 1, nullptr); }},
      {"call the kernel as a 32-bit program", [] { asm volatile("int $0x80"
                                                                :
                                                                : "a"(20)
                                                                : "memory"); }},
  };
  for (const auto& each : deeds) {
    INFO(each.name);
    const int status = status_of(each.deed);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGSYS);
  }
  CHECK(access("sandbox-was-open", F_OK) != 0);
}

TEST_CASE("in the sandbox a file that is already open cannot grow") {
  const TemporaryFolder folder;
  const int file = open((folder / "file").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  const int before = dup(STDOUT_FILENO);
  dup2(file, STDOUT_FILENO);
  const int status = status_of([] { (void)!write(STDOUT_FILENO, "x", 1); });
  dup2(before, STDOUT_FILENO);
  close(before);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGXFSZ);
  CHECK(lseek(file, 0, SEEK_END) == 0);
  close(file);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("in the sandbox memory ends at 512 MB") {
  const int status = status_of([] {
    void* volatile big = std::malloc(600u << 20);
    _exit(big ? 1 : 2);
  });
  CHECK(WEXITSTATUS(status) == 2);
}
#endif

TEST_CASE("the kernel confirms the limits of a process in the sandbox") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    dup2(ends[1], STDOUT_FILENO);
    if (!pdf::enter_sandbox()) _exit(no_sandbox);
    (void)!write(STDOUT_FILENO, "!", 1);
    for (volatile bool busy = true; busy;) {
    }
  }
  close(ends[1]);
  char ready = 0;
  CHECK(read(ends[0], &ready, 1) == 1);
  const std::string limits = contents("/proc/" + std::to_string(pid) + "/limits");
  const std::string state = contents("/proc/" + std::to_string(pid) + "/status");
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
  close(ends[0]);
  CHECK_THAT(limits, Catch::Matches("[^]*Max cpu time +20 +21 [^]*"));
  CHECK_THAT(limits, Catch::Matches("[^]*Max file size +0 +0 [^]*"));
  CHECK_THAT(limits, Catch::Matches("[^]*Max core file size +0 +0 [^]*"));
  CHECK_THAT(limits, Catch::Matches("[^]*Max open files +0 +0 [^]*"));
  CHECK_THAT(state, Catch::Contains("NoNewPrivs:\t1"));
  CHECK_THAT(state, Catch::Contains("Seccomp:\t2"));
}
