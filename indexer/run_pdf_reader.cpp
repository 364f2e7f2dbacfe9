#include "indexer/run_pdf_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "schema/error.h"
#include "schema/files.h"

namespace findings {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what, int error) {
  throw Error("cannot run findings-pdf: " + what + ": " + std::generic_category().message(error),
              "fewer --jobs need fewer processes and descriptors", Exit::failures);
}

/// A descriptor, closed at the end of its scope. All are close-on-exec: a child started by another thread at the same
/// moment must not hold the write end of this one's pipe.
class Descriptor {
 public:
  Descriptor(int number, const char* what) : number_(number) {
    if (number_ < 0) fail(what, errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

/// A child that is killed and reaped at the end of its scope, if it was not before.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    kill(SIGKILL);
    reap();
  }

  pid_t pid() const { return pid_; }
  void kill(int signal) const { ::kill(pid_, signal); }  // not reaped yet, so the number is still its own
  int reap() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0) {
      if (errno == EINTR) continue;
      status = SIGKILL;  // somebody else reaped it: nothing it printed may be trusted
      break;
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
};

void write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = write(descriptor, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("no memory for the file", errno);
    done += static_cast<std::size_t>(n);
  }
}

/// posix_spawn's two objects, which have to be destroyed.
struct SpawnPlan {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;

  SpawnPlan(int input, int output) {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    // A group of its own: Ctrl-C reaches findings, which then ends the child.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
};

pid_t spawn(const std::filesystem::path& reader, int input, int output) {
  const SpawnPlan plan(input, output);
  std::string name = "findings-pdf";
  char* const arguments[] = {name.data(), nullptr};
  char* const environment[] = {nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, reader.c_str(), &plan.files, &plan.attributes, arguments, environment);
  if (error != 0) fail(reader.string(), error);
  return pid;
}

/// Whether something is to be had from the descriptor before the time is up.
bool wait_for(int descriptor, Clock::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd poll_on{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = poll(&poll_on, 1, static_cast<int>(std::max<long long>(left, 0)));
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0;
  }
}

/// Reads to the end; false when time or size ran out.
bool drain(int descriptor, Clock::time_point until, std::size_t most, ReaderRun& run) {
  std::string buffer(1u << 16, '\0');
  while (wait_for(descriptor, until)) {
    const ssize_t n = read(descriptor, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return true;
    run.output.append(buffer, 0, static_cast<std::size_t>(n));
    if (run.output.size() > most) {
      run.too_long = true;
      return false;
    }
  }
  run.timed_out = true;
  return false;
}

}  // namespace

std::filesystem::path pdf_reader() {
  if (const char* named = std::getenv("FINDINGS_PDF"); named && *named) return named;
  if (const auto reader = program_beside("findings-pdf")) return *reader;
  throw Error("no PDF can be read: findings-pdf is not beside findings",
              "build it (ninja findings-pdf), or name it in FINDINGS_PDF", Exit::failures);
}

ReaderRun run_pdf_reader(const std::filesystem::path& reader, const std::string& bytes, const PdfLimits& limits) {
  const Clock::time_point until = Clock::now() + limits.time;
  Descriptor input(memfd_create("report.pdf", MFD_CLOEXEC | MFD_ALLOW_SEALING), "memfd_create");
  write_all(input.number(), bytes);
  if (lseek(input.number(), 0, SEEK_SET) != 0 ||
      fcntl(input.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    fail("sealing", errno);

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("pipe", errno);
  Descriptor output(ends[0], "pipe");
  Descriptor childs_end(ends[1], "pipe");
  Child child(spawn(reader, input.number(), childs_end.number()));
  childs_end.close();

  ReaderRun run;
  // The end of the output is not the end of the process: it may have closed its side and gone on.
  // By syscall: glibc 2.36 declares pidfd_open as if it were C++.
  const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, child.pid(), 0)), "pidfd_open");
  if (drain(output.number(), until, limits.output, run) && !wait_for(process.number(), until)) run.timed_out = true;
  if (run.timed_out || run.too_long) child.kill(SIGKILL);
  run.status = child.reap();
  return run;
}

}  // namespace findings
