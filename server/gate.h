// So many at once, and a short wait for the others, who enter in the order they came: a semaphore lets any of them in,
// and under load some waited a hundred times as long as the rest.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>

namespace findings {

class Gate {
 public:
  explicit Gate(std::size_t places) : free_(places) {}

  /// A place, held as long as the pointer is; null where none became free in time.
  std::shared_ptr<void> enter(std::chrono::milliseconds wait) {
    std::unique_lock lock(mutex_);
    if (free_ > 0) {
      --free_;
    } else {
      const auto self = waiting_.emplace(waiting_.end());
      self->called.wait_for(lock, wait, [&] { return self->has_place; });
      const bool has_place = self->has_place;
      waiting_.erase(self);
      if (!has_place) return nullptr;
    }
    return {this, [](Gate* gate) { gate->leave(); }};
  }

  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
  }

 private:
  struct Waiting {
    std::condition_variable called;
    bool has_place = false;
  };

  void leave() {
    const std::lock_guard lock(mutex_);
    for (Waiting& next : waiting_)
      if (!next.has_place) {
        next.has_place = true;
        next.called.notify_one();
        return;
      }
    ++free_;
  }

  mutable std::mutex mutex_;
  std::size_t free_;
  std::list<Waiting> waiting_;
};

}  // namespace findings
