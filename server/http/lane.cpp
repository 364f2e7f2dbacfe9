#include "server/http/lane.h"

namespace findings::http {

Lane::Lane(std::size_t workers, std::size_t longest_queue) : longest_queue_(longest_queue) {
  for (std::size_t i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
}

Lane::~Lane() {
  stop(Clock::now());
  for (std::thread& worker : workers_) worker.join();
}

bool Lane::add(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || queue_.size() >= longest_queue_) return false;
    queue_.emplace_back(std::move(work), Clock::now());
  }
  added_.notify_one();
  return true;
}

bool Lane::stop(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  is_stopping_ = true;
  queue_.clear();
  added_.notify_all();
  return ended_.wait_until(lock, deadline, [this] { return busy_ == 0; });
}

void Lane::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    added_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto [work, since] = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    work(Clock::now() - since);
    work = nullptr;
    lock.lock();
    --busy_;
    ended_.notify_all();
  }
}

}  // namespace findings::http
