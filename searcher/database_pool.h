// Databases that were opened once and are used again: opening one takes as long as many a question.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <xapian.h>

#include "schema/open_database.h"

namespace findings {

/// One database, which never changes, open as often as threads read it at once. Safe to use from many threads.
class DatabasePool {
 public:
  explicit DatabasePool(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// For one thread at a time; it comes back when nobody holds it any more, which must be while this is there. Throws
  /// Xapian::Error where it cannot be opened whole.
  std::shared_ptr<const Xapian::Database> take() const {
    std::unique_ptr<Xapian::Database> database;
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        database = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (!database) database = std::make_unique<Xapian::Database>(open_database(folder_));
    return {database.release(), [this](Xapian::Database* used) {
              const std::lock_guard lock(mutex_);
              idle_.emplace_back(used);
            }};
  }

 private:
  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Xapian::Database>> idle_;
};

}  // namespace findings
