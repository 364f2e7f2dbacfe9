// The generation that is being served. A new one is noticed, verified and taken into use without a restart.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "searcher/searcher.h"
#include "server/reply_cache.h"

namespace findings {

/// One generation, open. Whoever holds it may go on using it when the next has come.
struct Served {
  explicit Served(const std::filesystem::path& index) : searcher(index) {}
  Searcher searcher;
  std::string generation;                   // "gen-000042"
  std::string made;                         // differs where anything of the index does
  std::string revision;                     // and where a shard of it is missing
  std::string created;                      // "2026-05-01T12:00:00Z"
  std::size_t paragraphs = 0, reports = 0;  // of the whole index
  mutable ReplyCache replies;               // to what was asked of it
};

class IndexHolder {
 public:
  /// Where something is to be known: "the index changed: gen-000042" or why a generation was not taken.
  using Tell = std::function<void(const std::string& message)>;

  /// Opens what is there. That there is nothing, or nothing sound, is told and no error: it is looked for again.
  IndexHolder(std::filesystem::path index, Tell tell);
  ~IndexHolder();
  IndexHolder(const IndexHolder&) = delete;
  IndexHolder& operator=(const IndexHolder&) = delete;

  /// The newest sound generation; null while there has been none.
  std::shared_ptr<const Served> get() const;

  /// To be called where a shard of `lost` was lost: opens the index anew with those that answer, unless that was done
  /// already. Throws Error where none does.
  void renew(const std::shared_ptr<const Served>& lost);

 private:
  void watch();
  void look();
  void tell_once(const std::string& message);
  void tell_serving(const Served& served) const;

  const std::filesystem::path index_, folder_;
  const Tell tell_;
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::mutex renewing_;
  std::shared_ptr<const Served> served_;
  // Of the watching thread alone.
  std::string seen_, refused_, told_;
  std::chrono::steady_clock::time_point refused_at_, looked_for_shards_;
  std::thread watcher_;
};

}  // namespace findings
