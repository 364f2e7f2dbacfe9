// Clients that are slow, idle, many or gone, and the others, who must not notice.
#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>

#include <sys/resource.h>

#include "tests/server/running_server.h"

using namespace findings;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

http::Limits roomy() {
  http::Limits limits;
  limits.per_client = 400;
  limits.workers = 2;
  return limits;
}

/// A door that handlers wait at.
class Door {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_open_; });
    --waiting_;
  }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }
  void await(int waiting) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= waiting; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_open_ = false;
};

std::vector<RawClient> clients_of(const RunningServer& server, std::size_t count, const std::string& sent) {
  std::vector<RawClient> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(sent);
  }
  return clients;
}

void await_connections(RunningServer& server, std::size_t count) {
  while (server.server().connections() != count) std::this_thread::sleep_for(milliseconds(1));
}

}  // namespace

TEST_CASE("two hundred clients that send slowly keep nobody waiting, and are told that they were too slow") {
  http::Limits limits = roomy();
  limits.head = milliseconds(1500);
  RunningServer server(say_ok, limits);
  const auto slow = clients_of(server, 200, "GET / HTTP/1.1\r\nX");
  for (int i = 0; i < 20; ++i) {
    for (const RawClient& client : slow) client.send("x");
    CHECK(body_of(server.get("/")) == "ok\n");
  }
  for (const RawClient& client : slow) CHECK(statuses_of(client.receive()) == std::vector<int>{408});
  std::size_t told = 0;
  for (const auto& exchange : server.exchanges()) told += exchange.refused == "slow_head";
  CHECK(told == 200);
}

TEST_CASE("two hundred idle connections keep nobody waiting, and are closed without a word") {
  http::Limits limits = roomy();
  limits.head = milliseconds(500);
  RunningServer server(say_ok, limits);
  const auto idle = clients_of(server, 200, "");
  CHECK(body_of(server.get("/")) == "ok\n");
  for (const RawClient& client : idle) CHECK(client.receive().empty());
}

TEST_CASE("clients that do not read keep nobody waiting") {
  http::Limits limits = roomy();
  limits.queue = limits.reply = seconds(300);  // a reply that waits for its client must not be what ends the wait
  RunningServer server(
      [](const http::Request& asked) {
        return http::Response{.type = "text/plain", .body = std::string(asked.path == "/big" ? 8'000'000 : 3, 'x')};
      },
      limits);
  const auto deaf = clients_of(server, 16, "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  for (int i = 0; i < 20; ++i) CHECK(body_of(server.get("/")) == "xxx");
  CHECK(server.server().connections() >= 16);
}

TEST_CASE("a client that does not read is cut off") {
  http::Limits limits = roomy();
  limits.reply = milliseconds(1000);
  RunningServer server(
      [](const http::Request&) { return http::Response{.type = "text/plain", .body = std::string(8'000'000, 'x')}; },
      limits);
  const auto deaf = clients_of(server, 1, request);
  while (server.exchanges().empty()) std::this_thread::sleep_for(milliseconds(5));
  CHECK(server.exchanges().front().status == 499);
  CHECK(deaf[0].receive().size() < 8'000'000);
}

TEST_CASE("a client that reads steadily gets all of a reply, however long it is") {
  RunningServer server(
      [](const http::Request&) { return http::Response{.type = "text/plain", .body = std::string(9'000'000, 'x')}; });
  CHECK(body_of(server.get("/")).size() == 9'000'000);
}

TEST_CASE("one client has so many connections and no more") {
  http::Limits limits;
  limits.per_client = 8;
  RunningServer server(say_ok, limits);
  {
    const auto open = clients_of(server, 8, "GET /");
    const std::string refused = server.get("/");
    CHECK(statuses_of(refused) == std::vector<int>{503});
    CHECK(header_of(refused, "Retry-After") == "2");
    CHECK(body_of(refused) == "too many connections from one address are open\n");
  }
  await_connections(server, 0);
  CHECK(statuses_of(server.get("/")) == std::vector<int>{200});
  CHECK(server.exchanges().front().refused == "per_client");
}

TEST_CASE("there are so many connections and no more") {
  http::Limits limits;
  limits.connections = 8;
  RunningServer server(say_ok, limits);
  {
    const auto open = clients_of(server, 8, "GET /");
    CHECK(body_of(server.get("/")) == "too many connections are open\n");
  }
  await_connections(server, 0);
  CHECK(statuses_of(server.get("/")) == std::vector<int>{200});
}

TEST_CASE("a connection that waits for its next request makes room for a new one") {
  http::Limits limits;
  limits.connections = 4;
  RunningServer server(say_ok, limits);
  std::vector<RawClient> kept;  // one after the other: which of them has waited longest is not left to the workers
  for (int i = 0; i < 4; ++i) {
    kept.push_back(std::move(clients_of(server, 1, request).front()));
    CHECK(statuses_of(kept.back().receive_one()) == std::vector<int>{200});
  }
  CHECK(statuses_of(server.get("/")) == std::vector<int>{200});
  CHECK(kept.front().is_closed());
  kept.back().send(request);
  CHECK(statuses_of(kept.back().receive_one()) == std::vector<int>{200});
}

TEST_CASE("a request that finds the queue full is refused at once, and health is answered all the same") {
  Door door;
  http::Limits limits = roomy();
  limits.queued = 3;
  RunningServer server(
      [&](const http::Request& asked) {
        if (asked.path != "/healthz") door.wait();
        return say_ok(asked);
      },
      limits);
  const auto working = clients_of(server, 2, request);
  door.await(2);
  const auto queued = clients_of(server, 3, request);
  while (server.server().in_flight() < 5) std::this_thread::sleep_for(milliseconds(1));
  const std::string refused = server.get("/");
  CHECK(statuses_of(refused) == std::vector<int>{503});
  CHECK(header_of(refused, "Retry-After") == "2");
  CHECK(body_of(refused) == "too many requests are waiting\n");
  CHECK(statuses_of(server.get("/healthz")) == std::vector<int>{200});
  door.open();
  for (const auto* clients : {&working, &queued})
    for (const RawClient& client : *clients) CHECK(statuses_of(client.receive_one()) == std::vector<int>{200});
  CHECK(server.exchanges().front().refused == "queue");
}

TEST_CASE("a request that has waited too long in the queue is refused") {
  http::Limits limits = roomy();
  limits.queue = milliseconds(-1);  // any wait is too long
  RunningServer server(say_ok, limits);
  const std::string refused = server.get("/");
  CHECK(statuses_of(refused) == std::vector<int>{503});
  CHECK(header_of(refused, "Retry-After") == "2");
  server.stop();
  CHECK(server.exchanges().front().refused == "late");
}

TEST_CASE("an answer that takes too long is given up") {
  Door door;
  http::Limits limits = roomy();
  limits.reply = milliseconds(300);
  RunningServer server(
      [&](const http::Request& asked) {
        door.wait();
        return say_ok(asked);
      },
      limits);
  const std::string reply = server.get("/");
  CHECK(statuses_of(reply) == std::vector<int>{503});
  CHECK(body_of(reply) == "the answer took too long\n");
  door.open();
}

TEST_CASE("a client that leaves costs nothing further") {
  Door door;
  RunningServer server(
      [&](const http::Request& asked) {
        door.wait();
        return say_ok(asked);
      },
      roomy());
  {
    const auto left = clients_of(server, 2, request);
    door.await(2);
  }
  door.open();
  CHECK(statuses_of(server.get("/")) == std::vector<int>{200});
  await_connections(server, 0);
  CHECK(server.exchanges().size() == 3);
  CHECK(server.server().in_flight() == 0);
}

TEST_CASE("told to stop, the server finishes what is under way and does not wait for the slow") {
  Door door;
  http::Limits limits = roomy();
  limits.head = limits.idle = seconds(3600);
  RunningServer server(
      [&](const http::Request& asked) {
        if (asked.path == "/work") door.wait();
        return say_ok(asked);
      },
      limits);
  const auto slow = clients_of(server, 64, "GET / HTTP/1.1\r\nX");
  const auto idle = clients_of(server, 1, request);
  CHECK(statuses_of(idle[0].receive_one()) == std::vector<int>{200});
  const auto working = clients_of(server, 1, "GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n");
  door.await(1);
  server.server().stop();
  CHECK(idle[0].is_closed());
  CHECK_THROWS(RawClient(server.port()));  // nobody listens any more
  door.open();
  const std::string reply = working[0].receive();
  CHECK(body_of(reply) == "ok\n");
  CHECK(server.stop());
}

TEST_CASE("told to stop, the server does not wait for ever") {
  Door door;
  http::Limits limits = roomy();
  limits.grace = milliseconds(100);
  RunningServer server(
      [&](const http::Request& asked) {
        door.wait();
        return say_ok(asked);
      },
      limits);
  const auto working = clients_of(server, 1, request);
  door.await(1);
  CHECK_FALSE(server.stop());
  door.open();
}

TEST_CASE("a second server on the port is refused") {
  const RunningServer first(say_ok);
  CHECK_THROWS_WITH(http::Server({}, {"127.0.0.1", first.port()}), "Address already in use");
}

TEST_CASE("without descriptors left the server waits for some, and goes on") {
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  RunningServer server(say_ok, roomy());
  CHECK(statuses_of(server.get("/")) == std::vector<int>{200});
  await_connections(server, 0);
  const RawClient client(server.port(), [&] {
    const int next = ::dup(0);
    ::close(next);
    rlimit low = before;
    low.rlim_cur = static_cast<rlim_t>(next);
    ::setrlimit(RLIMIT_NOFILE, &low);
  });
  client.send(request);
  const std::string meanwhile = client.receive(milliseconds(300));
  ::setrlimit(RLIMIT_NOFILE, &before);  // before any CHECK: the sanitizer that looks into it opens a pipe
  CHECK(meanwhile.empty());
  CHECK(statuses_of(client.receive_one()) == std::vector<int>{200});
}
