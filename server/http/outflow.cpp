#include "server/http/outflow.h"

#include <utility>

namespace findings::http {

void Outflow::write(std::string_view bytes) {
  {
    std::unique_lock lock(mutex_);
    sent_.wait(lock, [this] { return is_abandoned_ || waiting_.size() < most_waiting; });
    if (is_abandoned_) throw Gone();
    waiting_ += bytes;
    if (waiting_.size() < most_waiting / 4) return;  // the next piece, or the end, will wake it
  }
  wake_();
}

void Outflow::finish(Written written) {
  {
    const std::lock_guard lock(mutex_);
    finished_ = std::move(written);
  }
  wake_();
}

bool Outflow::is_abandoned() const {
  const std::lock_guard lock(mutex_);
  return is_abandoned_;
}

std::optional<Written> Outflow::take(std::string& into) {
  const std::lock_guard lock(mutex_);
  if (into.empty())
    into = std::exchange(waiting_, {});
  else
    into += std::exchange(waiting_, {});
  sent_.notify_one();
  return finished_;
}

void Outflow::abandon() {
  const std::lock_guard lock(mutex_);
  is_abandoned_ = true;
  sent_.notify_all();
}

}  // namespace findings::http
