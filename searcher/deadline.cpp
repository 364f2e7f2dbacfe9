#include "searcher/deadline.h"

#include <string>

#include "schema/error.h"

namespace findings {
namespace {

using Clock = std::chrono::steady_clock;

struct Running {
  bool is_set = false;
  std::chrono::milliseconds time{};
  Clock::time_point end;
  unsigned checks = 0;
};
thread_local Running running;

}  // namespace

Deadline::Deadline(std::chrono::milliseconds time)
    : is_outermost_(!running.is_set && time != std::chrono::milliseconds::max()) {
  if (is_outermost_) running = {true, time, Clock::now() + time};
}

Deadline::~Deadline() {
  if (is_outermost_) running.is_set = false;
}

void check_deadline() {
  if (!running.is_set || running.checks++ % 256 != 0 || Clock::now() < running.end) return;
  const auto milliseconds = running.time.count();
  throw Error("the question took longer than " +
                  (milliseconds % 1000 == 0 ? std::to_string(milliseconds / 1000) + " s"
                                            : std::to_string(milliseconds) + " ms") +
                  "; nothing is counted by halves",
              "narrow it: another word, a filter, fewer wildcards and alternatives");
}

}  // namespace findings
