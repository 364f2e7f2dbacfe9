// bench_load HOST:PORT ADDRESS-FILE --connections N (--seconds S | --requests N) [--from N]: asks for the addresses in
// turn, each connection anew as soon as it has its answer, and prints requests, errors, answers a second, and the 50th
// and 99th percentile and the longest of what answers took, in milliseconds; then the 99th percentile of errors.
//
// bench_load HOST:PORT ADDRESS-FILE --slow N: holds N connections open until it is ended: every other one sends its
// request a byte a second, the others take their answers a byte a second. Those the server closes come back.
//
// Connections come from several loopback addresses, as from several machines: a server may limit each.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Task {
  std::string server;
  sockaddr_in address{};
  std::vector<std::string> asked;  // paths with their queries
  std::size_t connections = 0, requests = 0, slow = 0, from = 0;
  double seconds = 0;
};

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::runtime_error(std::string(text) + " is no number");
  return value;
}

Task task_of(const std::vector<std::string>& words) {
  if (words.size() < 4 || words.size() % 2) throw std::runtime_error("HOST:PORT ADDRESS-FILE --connections N ...");
  Task task;
  task.server = words[0];
  const std::size_t colon = words[0].rfind(':');
  task.address.sin_family = AF_INET;
  if (colon == std::string::npos || inet_pton(AF_INET, words[0].substr(0, colon).c_str(), &task.address.sin_addr) != 1)
    throw std::runtime_error(words[0] + " is no IPv4 address and port");
  task.address.sin_port = htons(static_cast<std::uint16_t>(number(words[0].substr(colon + 1))));
  std::ifstream file(words[1]);
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) task.asked.push_back(line);
  if (task.asked.empty()) throw std::runtime_error("there is no address in " + words[1]);
  for (std::size_t i = 2; i < words.size(); i += 2) {
    if (words[i] == "--connections")
      task.connections = number(words[i + 1]);
    else if (words[i] == "--requests")
      task.requests = number(words[i + 1]);
    else if (words[i] == "--from")
      task.from = number(words[i + 1]);
    else if (words[i] == "--slow")
      task.slow = number(words[i + 1]);
    else if (words[i] == "--seconds")
      task.seconds = std::stod(words[i + 1]);
    else
      throw std::runtime_error("no option is called " + words[i]);
  }
  return task;
}

/// A connection from one of sixteen addresses; -1 where there is none to be had.
int connected(const Task& task, std::size_t index, bool is_slow) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return -1;
  const int yes = 1, little = 4096;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  if (is_slow) ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
  sockaddr_in from{};
  from.sin_family = AF_INET;
  from.sin_addr.s_addr = htonl(0x7F000000u | (is_slow ? 0x200u : 0x100u) | static_cast<unsigned>(1 + index % 16));
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
      ::connect(socket, reinterpret_cast<const sockaddr*>(&task.address), sizeof task.address) == 0)
    return socket;
  ::close(socket);
  return -1;
}

std::string request_for(const Task& task, const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: " + task.server + "\r\nAccept-Encoding: identity\r\n\r\n";
}

/// One answer as its bytes come in.
class Answer {
 public:
  enum class State { unfinished, whole, broken };

  State take(std::string_view bytes) {
    bytes_ += bytes;
    if (body_ == 0) {
      const std::size_t end = bytes_.find("\r\n\r\n");
      if (end == bytes_.npos) return State::unfinished;
      read_head(std::string_view(bytes_).substr(0, end + 2));
      body_ = end + 4;
      chunk_ = body_;
    }
    if (is_chunked_) return take_chunks();
    if (!has_length_) return State::unfinished;
    return bytes_.size() < body_ + length_   ? State::unfinished
           : bytes_.size() > body_ + length_ ? State::broken
                                             : State::whole;
  }
  /// What the end of the connection makes of it.
  State end() const { return body_ > 0 && !is_chunked_ && !has_length_ ? State::whole : State::broken; }

  bool is_ok() const { return bytes_.starts_with("HTTP/1.1 200 ") || bytes_.starts_with("HTTP/1.0 200 "); }
  bool closes() const { return closes_; }
  std::string_view first_line() const { return std::string_view(bytes_).substr(0, bytes_.find('\r')); }

 private:
  void read_head(std::string_view head) {
    std::string small(head);
    for (char& c : small)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    closes_ = small.starts_with("http/1.0") || small.find("\r\nconnection: close\r\n") != small.npos;
    is_chunked_ = small.find("\r\ntransfer-encoding: chunked\r\n") != small.npos;
    constexpr std::string_view name = "\r\ncontent-length: ";
    if (const std::size_t at = small.find(name); at != small.npos) {
      has_length_ = true;
      length_ = number(std::string_view(small).substr(at + name.size(), small.find('\r', at + 2) - at - name.size()));
    }
  }
  State take_chunks() {
    for (;;) {
      const std::size_t line = bytes_.find("\r\n", chunk_);
      if (line == bytes_.npos) return State::unfinished;
      std::size_t size = 0;
      if (std::from_chars(bytes_.data() + chunk_, bytes_.data() + line, size, 16).ec != std::errc())
        return State::broken;
      if (bytes_.size() < line + 2 + size + 2) return State::unfinished;
      chunk_ = line + 2 + size + 2;
      if (size == 0) return chunk_ == bytes_.size() ? State::whole : State::broken;
    }
  }

  std::string bytes_;
  std::size_t body_ = 0, length_ = 0, chunk_ = 0;  // where the body begins, its length, where the next chunk begins
  bool has_length_ = false, is_chunked_ = false, closes_ = false;
};

struct Connection {
  int socket = -1;
  Clock::time_point since;
  Answer answer;
};

class Load {
 public:
  explicit Load(const Task& task)
      : task_(task), connections_(task.connections), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}

  void run() {
    begin_ = Clock::now();
    for (std::size_t i = 0; i < connections_.size(); ++i) ask(i);
    while (under_way_ > 0) {
      epoll_event events[64];
      const int count = ::epoll_wait(epoll_, events, 64, 30'000);
      if (count == 0) throw std::runtime_error("no answer came for 30 seconds");
      for (int i = 0; i < count; ++i) read(events[i].data.u64);
    }
  }

  void print() const {
    const double seconds = std::chrono::duration<double>(last_ - begin_).count();
    std::printf("%zu %zu %.1f %.3f %.3f %.3f %.3f\n", answered_.size() + refused_.size(), refused_.size(),
                static_cast<double>(answered_.size()) / seconds, part(answered_, 0.5), part(answered_, 0.99),
                part(answered_, 1), part(refused_, 0.99));
  }

 private:
  static double part(std::vector<double> times, double share) {
    if (times.empty()) return 0;
    std::sort(times.begin(), times.end());
    return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
  }
  bool is_over() const {
    return task_.requests > 0 ? asked_ >= task_.requests
                              : std::chrono::duration<double>(Clock::now() - begin_).count() >= task_.seconds;
  }

  void ask(std::size_t index) {
    Connection& one = connections_[index];
    while (!is_over()) {
      if (one.socket < 0) {
        one.socket = connected(task_, index, false);
        if (one.socket < 0) throw std::runtime_error("cannot connect to " + task_.server);
        epoll_event event{.events = EPOLLIN, .data = {.u64 = index}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, one.socket, &event);
      }
      const std::string request = request_for(task_, task_.asked[(task_.from + asked_++) % task_.asked.size()]);
      one.answer = Answer();
      one.since = Clock::now();
      if (::send(one.socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
        ++under_way_;
        return;
      }
      close(one);  // between two requests a server may close
      --asked_;
    }
  }

  void read(std::size_t index) {
    Connection& one = connections_[index];
    char bytes[1 << 16];
    const ssize_t count = ::recv(one.socket, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    const auto state = count > 0 ? one.answer.take({bytes, static_cast<std::size_t>(count)}) : one.answer.end();
    if (state == Answer::State::unfinished) return;
    last_ = Clock::now();
    const bool is_error = state == Answer::State::broken || !one.answer.is_ok();
    auto& times = is_error ? refused_ : answered_;
    times.push_back(std::chrono::duration<double, std::milli>(last_ - one.since).count());
    if (is_error && times.size() == 1)
      std::cerr << "bench_load: " << task_.server << " answered " << one.answer.first_line() << '\n';
    --under_way_;
    if (count <= 0 || state == Answer::State::broken || one.answer.closes()) close(one);
    ask(index);
  }

  void close(Connection& one) {
    ::close(one.socket);
    one.socket = -1;
  }

  const Task& task_;
  std::vector<Connection> connections_;
  int epoll_;
  Clock::time_point begin_, last_;
  std::size_t asked_ = 0, under_way_ = 0;
  std::vector<double> answered_, refused_;  // in milliseconds
};

[[noreturn]] void be_slow(const Task& task) {
  struct Slow {
    int socket = -1;
    std::string unsent;
  };
  std::vector<Slow> all(task.slow);
  for (auto next = Clock::now();; std::this_thread::sleep_until(next += std::chrono::seconds(1)))
    for (std::size_t i = 0; i < all.size(); ++i) {
      Slow& one = all[i];
      const bool sends_slowly = i % 2 == 0;
      if (one.socket < 0) {
        if ((one.socket = connected(task, i, true)) < 0) continue;
        one.unsent = request_for(task, task.asked[i % task.asked.size()]);
      }
      const std::size_t some = sends_slowly ? 1 : one.unsent.size();
      const ssize_t sent =
          ::send(one.socket, one.unsent.data(), std::min(some, one.unsent.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) one.unsent.erase(0, static_cast<std::size_t>(sent));
      char byte;
      const ssize_t count = ::recv(one.socket, &byte, 1, MSG_DONTWAIT);
      if (count == 0 || (count < 0 && errno != EAGAIN)) {
        ::close(one.socket);
        one.socket = -1;
      }
    }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Task task = task_of({argv + 1, argv + argc});
    if (task.slow > 0) be_slow(task);
    Load load(task);
    load.run();
    load.print();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_load: " << error.what() << '\n';
    return 1;
  }
}
