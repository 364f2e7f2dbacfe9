// What was served, counted, in Prometheus' text format.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "server/http/server.h"

namespace findings {

class Metrics {
 public:
  /// Called for every exchange.
  void count(const http::Exchange& exchange);

  /// Those counted here.
  std::string text() const;

 private:
  static constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                     0.1,   0.25,   0.5,   1.0,  2.5,   5.0};  // seconds
  struct Latency {
    std::array<std::uint64_t, bounds.size()> up_to{};
    std::uint64_t count = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;  // by route and status
  std::map<std::string, Latency> latencies_;                       // by route
  std::map<std::string, std::uint64_t> refused_;                   // by reason
  std::uint64_t bytes_ = 0;
};

/// "# HELP name ...", "# TYPE name type" and one value.
std::string metric(const std::string& name, const std::string& type, const std::string& help, double value,
                   const std::string& labels = "");

}  // namespace findings
