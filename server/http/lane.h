// Workers and the bounded queue before them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace findings::http {

class Lane {
 public:
  using Clock = std::chrono::steady_clock;
  /// A piece of work, told how long it has waited.
  using Work = std::function<void(Clock::duration waited)>;

  Lane(std::size_t workers, std::size_t longest_queue);
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  /// False where the queue is full: the work was not taken.
  bool add(Work work);
  /// Takes no more, drops what is queued, waits for what is being done. False where that is not over by `deadline`.
  bool stop(Clock::time_point deadline);

 private:
  void work();

  const std::size_t longest_queue_;
  std::mutex mutex_;
  std::condition_variable added_, ended_;
  std::deque<std::pair<Work, Clock::time_point>> queue_;
  std::size_t busy_ = 0;
  bool is_stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace findings::http
