#include "server/shard_server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <set>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <xapian.h>

#include "schema/error.h"
#include "schema/generations.h"
#include "schema/private_memory.h"
#include "schema/shards.h"

namespace findings {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr char program[] = "xapian-tcpsrv";
constexpr milliseconds look_every{200}, longest_wait{10'000}, try_again_after{5'000}, time_to_end{2'000};
constexpr char idle_timeout[] = "300000";                                   // ms
constexpr int port_is_taken = 69, port_is_forbidden = 77, not_found = 127;  // how xapian-tcpsrv and `exec` end

/// A pipe whose ends no other program gets.
struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw Error("no pipe can be made", "", Exit::failures);
  }
  std::array<int, 2> ends;
};

/// Reads what there is; a pipe is let go of by `close`.
std::string read_all(int pipe) {
  std::string text;
  char part[4096];
  for (ssize_t size; (size = ::read(pipe, part, sizeof part)) > 0;) text.append(part, static_cast<std::size_t>(size));
  return text;
}

/// Starts a process that ends when this one does, however that ends: `run` in it, then it is over with what that
/// returns.
template <typename Run>
pid_t start(int signal_at_our_end, Run run) {
  const pid_t parent = ::getpid(), child = ::fork();
  if (child < 0) throw Error("no process can be started", "is there memory, and a limit on processes?", Exit::failures);
  if (child > 0) return child;
  ::prctl(PR_SET_PDEATHSIG, signal_at_our_end);
  if (::getppid() != parent) ::_exit(1);
  ::_exit(run());
}

class ShardServer {
 public:
  using Tell = std::function<void(const std::string&)>;

  ShardServer(const ShardServerOptions& options, const Tell& tell) : options_(options), tell_(tell) {
    sigemptyset(&signals_);
    for (const int signal : {SIGTERM, SIGINT, SIGCHLD}) sigaddset(&signals_, signal);
    ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // the processes of connections come to us when their server is gone
  }

  ~ShardServer() {
    end_all();
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    ::sigprocmask(SIG_UNBLOCK, &signals_, nullptr);
  }

  void run() {
    look();
    for (;;) {
      const timespec wait{0, std::chrono::nanoseconds(look_every).count()};
      const int signal = ::sigtimedwait(&signals_, nullptr, &wait);
      if (signal == SIGTERM || signal == SIGINT) break;
      hear();
      reap();
      look();
      if (sound_ && listener_ == 0 && Clock::now() >= start_at_) start_listener();
    }
    tell_("stopped");
  }

 private:
  std::string address() const { return options_.interface + ":" + std::to_string(port()); }
  std::size_t port() const { return options_.port.value_or(first_shard_port + (sound_ ? sound_->number : 0)); }

  void tell_once(const std::string& message) {
    if (message != told_) tell_(message);
    told_ = message;
  }

  /// Looks whether another generation is to be served, and has it verified by a process of its own: reading a large
  /// shard takes minutes, and SIGTERM does not wait for them.
  void look() {
    if (checker_ != 0 || Clock::now() < look_at_) return;
    const std::string mark = mark_of_current(options_.index);
    if (mark == seen_ && sound_) return;
    try {
      candidate_ = current_shard(options_.index, options_.shard);
    } catch (const Error& error) {
      if (!sound_) throw;
      return refuse(error.what());
    }
    candidate_mark_ = mark;
    const Pipe pipe;
    findings_ = pipe.ends[0];
    checker_ = start(SIGKILL, [this, out = pipe.ends[1]] { return check(candidate_, out); });
    ::close(pipe.ends[1]);
  }

  /// Writes what is wrong with the shard, or how many paragraphs it has.
  static int check(const Shard& shard, int out) {
    std::string says;
    try {
      const auto problems = verify(shard);
      if (!problems.empty()) says = shard.generation.string() + ": " + problems.front();
      if (problems.empty()) {
        const std::string count = std::to_string(Xapian::Database(shard.database().string()).get_doccount());
        return ::write(out, count.data(), count.size()) < 0;
      }
    } catch (const Xapian::Error& error) {
      says = shard.database().string() + ": " + error.get_msg();
    } catch (const std::exception& error) {
      says = error.what();
    }
    return ::write(out, says.data(), says.size()) < 0 ? 2 : 1;
  }

  void refuse(const std::string& why) {
    tell_once("the index changed and is not taken into use, the one before it is served on: " + why);
    look_at_ = Clock::now() + try_again_after;
  }

  void checked(int status) {
    const std::string says = read_all(findings_);
    ::close(findings_);
    checker_ = 0;
    const bool is_sound = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!is_sound) {
      const std::string why = says.empty() ? "it could not be verified" : says;
      if (!sound_)
        throw Error("the shard is damaged: " + why, "copy it again from the host that indexes", Exit::no_index);
      return refuse(why);
    }
    seen_ = candidate_mark_;
    sound_ = candidate_;
    paragraphs_ = says;
    told_.clear();
    stop_listening();
    start_at_ = {};
  }

  /// Ends the process that listens and no other: by SIGTERM it would take those of its connections with it.
  void stop_listening() {
    if (listener_ == 0) return;
    ::kill(listener_, SIGKILL);
    ::waitpid(listener_, nullptr, 0);
    forget_listener();
  }

  void forget_listener() {
    ::close(output_);
    listener_ = 0;
    is_listening_ = false;
  }

  void start_listener() {
    const Pipe pipe;
    const std::string port_text = std::to_string(port()), database = sound_->database().string();
    const std::vector<const char*> command{program,      "--interface",     options_.interface.c_str(),
                                           "--port",     port_text.c_str(), "--idle-timeout",
                                           idle_timeout, database.c_str(),  nullptr};
    listener_ = start(SIGTERM, [&] {
      ::setsid();  // told by SIGTERM, it ends its whole process group
      const int nothing = ::open("/dev/null", O_RDONLY);
      ::dup2(nothing, 0);
      ::dup2(pipe.ends[1], 1);
      ::dup2(pipe.ends[1], 2);
      ::fcntl(1, F_SETFL, 0);
      ::close_range(3, ~0U, 0);
      std::signal(SIGPIPE, SIG_DFL);
      ::sigprocmask(SIG_UNBLOCK, &signals_, nullptr);
      ::execvp(program, const_cast<char* const*>(command.data()));
      return not_found;
    });
    ::close(pipe.ends[1]);
    output_ = pipe.ends[0];
    groups_.insert(listener_);
    started_at_ = Clock::now();
    last_words_.clear();
  }

  /// Takes in what xapian-tcpsrv prints: that it listens, and what goes wrong.
  void hear() {
    if (listener_ == 0) return;
    std::string wrong;
    std::string_view text = heard_ = read_all(output_);
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      if (line == "Listening...") {
        is_listening_ = has_listened_ = true;
        told_.clear();
        tell_("serving shard " + std::to_string(sound_->number) + " of " + std::to_string(sound_->of_count) + " of " +
              sound_->generation.filename().string() + " at " + address() + ": " + paragraphs_ + " paragraphs");
      } else if (!line.empty() && !line.starts_with("Starting server") && !line.starts_with("Connection ")) {
        wrong = line;
      }
    }
    if (wrong.empty()) return;
    last_words_ = wrong;
    if (is_listening_)
      tell_(std::string(program) + ": " + wrong);  // one of what may be many, if it is told to do nonsense
  }

  void reap() {
    int status = 0;
    for (pid_t ended; (ended = ::waitpid(-1, &status, WNOHANG)) > 0;) {
      if (ended == checker_) checked(status);
      if (ended == listener_) listener_ended(status);
    }
    std::erase_if(groups_, [this](pid_t group) { return group != listener_ && ::kill(-group, 0) != 0; });
  }

  void listener_ended(int status) {
    hear();
    const bool was_listening = is_listening_;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    std::string how =
        std::string(program) + " ended " +
        (WIFSIGNALED(status) ? "by signal " + std::to_string(WTERMSIG(status)) : "with " + std::to_string(code)) +
        (last_words_.empty() ? "" : ": " + last_words_);
    forget_listener();
    if (!was_listening && code == not_found)
      throw Error(std::string(program) + " is not there", "it is in the package xapian-tools", Exit::failures);
    if (!was_listening && code == port_is_taken)
      how = "port " + std::to_string(port()) + " of " + options_.interface + " is taken";
    if (!was_listening && code == port_is_forbidden)
      how = "port " + std::to_string(port()) + " of " + options_.interface + " is for root alone";
    if (!has_listened_)
      throw Error("cannot serve the shard: " + how, "another: --port P, --interface ADDRESS", Exit::failures);

    const bool was_long = was_listening && Clock::now() - started_at_ > longest_wait;
    wait_ = was_long || wait_ == milliseconds(0) ? look_every : std::min(2 * wait_, longest_wait);
    start_at_ = Clock::now() + wait_;
    tell_once(how + "; it is started again");
  }

  /// Ends everything that was ever started and is still there.
  void end_all() {
    const auto signal_all = [this](int signal) {
      for (const pid_t group : groups_) ::kill(-group, signal);
      for (const pid_t one : {listener_, checker_})
        if (one != 0) ::kill(one, signal);
    };
    signal_all(SIGTERM);
    const auto give_up = Clock::now() + time_to_end;
    for (pid_t ended; (ended = ::waitpid(-1, nullptr, WNOHANG)) >= 0;) {
      if (ended > 0) continue;
      if (Clock::now() > give_up) signal_all(SIGKILL);
      ::usleep(5'000);
    }
  }

  const ShardServerOptions& options_;
  const Tell& tell_;
  sigset_t signals_;
  std::string told_, seen_;

  pid_t checker_ = 0;  // verifies the candidate; 0 where there is none
  int findings_ = -1;
  Shard candidate_;
  std::string candidate_mark_;
  Clock::time_point look_at_{};

  std::optional<Shard> sound_;  // what is to be served
  std::string paragraphs_;
  pid_t listener_ = 0;
  int output_ = -1;
  bool is_listening_ = false, has_listened_ = false;
  std::string heard_, last_words_;
  Clock::time_point started_at_{}, start_at_{};
  milliseconds wait_{0};
  std::set<pid_t> groups_;
};

bool is_loopback(const std::string& interface) {
  return interface == "localhost" || interface == "::1" || interface.starts_with("127.");
}

}  // namespace

void serve_shard(const ShardServerOptions& options, const std::function<void(const std::string&)>& tell) {
  if (!is_loopback(options.interface))
    tell(
        "whoever reaches " + options.interface +
        " can read the whole shard and keep this host busy: there is no password and no encryption; let only the hosts "
        "that search through the firewall");
  keep_memory_private();
  std::signal(SIGPIPE, SIG_IGN);  // a log that nobody reads any more
  ShardServer(options, tell).run();
}

}  // namespace findings
