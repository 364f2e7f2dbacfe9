// One server: a thread that does all reading and sending and waits for nobody, and workers that are handed whole,
// checked requests and give back whole replies. So a client that is slow, idle or malicious costs a descriptor and a
// few kilobytes until its deadline, never a worker.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/http/channel.h"
#include "server/http/lane.h"
#include "server/http/listen.h"
#include "server/http/message.h"
#include "server/http/protocol.h"

namespace findings::http {

struct Limits {
  using Time = std::chrono::milliseconds;
  Time head{5'000};    // from the first byte of a request (from connecting, for the first one) to its last
  Time idle{15'000};   // between two requests on a connection
  Time reply{15'000};  // from a whole request to the end of its reply; every 64 KB that were sent give a second more
  Time queue{3'000};   // a request that has waited longer is refused
  Time grace{2'500};   // for what is under way when the server is told to stop
  std::size_t connections = 512;
  std::size_t per_client = 64;  // connections of one IPv4 address or IPv6 /64
  std::size_t queued = 512;  // as many as there are connections: `queue` bounds what they wait, not their number
  std::size_t workers = 4;
};

/// A request and what became of it: for the log and for counting.
struct Exchange {
  std::chrono::system_clock::time_point time;
  std::string client, method, path, query, route;
  int status = 0;         // 499: the client left before the reply was sent
  std::size_t bytes = 0;  // sent
  double milliseconds = 0;
  std::string refused;  // by the server itself: "slow_head", "bad_head", "connections", "per_client", "queue", "late"
};

struct Settings {
  Limits limits;
  Handler handler;
  /// A few cheap requests have a worker of their own, so that they are answered however busy the others are.
  std::function<bool(const Request&)> is_quick;
  /// The reply for a request that never reached the handler.
  std::function<Response(const HttpError&, const Request&)> refuse;
  std::function<void(const Exchange&)> on_exchange;  // called by one thread; must not block
  std::shared_ptr<const Tls> tls;                    // null: plain HTTP
};

class Server {
 public:
  /// Listens; accepts once `run` is called. Throws std::runtime_error where the address cannot be listened on.
  Server(Settings settings, Address address);
  ~Server();

  /// The address, with the port that was free where 0 was asked for.
  const Address& address() const { return address_; }

  /// Serves until `stop`. False where a worker is still busy when the time of grace is over: then only leaving the
  /// process ends it.
  bool run();
  /// Takes no more requests and finishes those under way. May be called in a signal handler.
  void stop();

  std::size_t connections() const { return connection_count_; }
  std::size_t in_flight() const { return in_flight_; }

 private:
  struct Connection;
  using Clock = std::chrono::steady_clock;

  void turn(int timeout_ms);
  void accept_all();
  void admit(Descriptor socket, const std::string& client, const std::string& key);
  bool evict_idle(const std::string& key);
  void wait_for(Connection& connection, unsigned events);
  void on_event(Connection& connection, unsigned events);
  void read(Connection& connection);
  bool take_head(Connection& connection);
  void begin(Connection& connection, std::string_view head);
  void hand_over(Connection& connection);
  void refuse(Connection& connection, const HttpError& error, const std::string& reason);
  void send(Connection& connection);
  void finish(Connection& connection, bool stays_open);
  void discard(Connection& connection);
  void drop(Connection& connection);
  void tell(Connection& connection, int status);
  void sweep();
  void wind_up();
  void wake(std::uint64_t id);
  void look_after_woken();

  Settings settings_;
  Address address_;
  Descriptor listener_, epoll_, event_;
  bool is_accepting_ = false;
  std::map<std::uint64_t, std::unique_ptr<Connection>> connections_;
  std::map<std::string, std::size_t> of_client_;
  std::size_t surplus_ = 0;  // connections above the limits, there to be refused
  std::uint64_t next_id_ = 2;
  std::mutex woken_mutex_;
  std::vector<std::uint64_t> woken_;
  std::atomic<bool> is_told_to_stop_ = false;
  bool is_winding_up_ = false;
  std::atomic<std::size_t> connection_count_ = 0, in_flight_ = 0;
  // Last, so that they end first: their work leans on what stands above.
  Lane workers_, quick_;
};

}  // namespace findings::http
