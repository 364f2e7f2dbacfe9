#include "server/reply_cache.h"

namespace findings {

std::optional<http::Response> ReplyCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found->second);
  found->second->asked = Clock::now();
  return found->second->response;
}

void ReplyCache::keep(const std::string& key, const http::Response& response) {
  Kept kept{key, response, Clock::now()};
  if (response.status != 200 || response.stream || size_of(kept) > largest_) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;  // another worker was asked the same
  size_ += size_of(kept);
  kept_.push_front(std::move(kept));
  by_key_[key] = kept_.begin();
  while (size_ > room_) drop_last();
}

void ReplyCache::forget_before(Clock::time_point time) {
  const std::lock_guard lock(mutex_);
  while (!kept_.empty() && kept_.back().asked < time) drop_last();
}

void ReplyCache::drop_last() {
  size_ -= size_of(kept_.back());
  by_key_.erase(kept_.back().key);
  kept_.pop_back();
}

}  // namespace findings
