// What a run that reads files says on stderr while it reads, and afterwards.
#pragma once

#include <cstddef>
#include <string>

namespace findings {

/// A line on a terminal that grows while files are read and is gone afterwards. Nothing where stderr is no terminal.
class ProgressBar {
 public:
  /// `then` is what follows when all are read: "indexing".
  explicit ProgressBar(std::string then);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::size_t done, std::size_t total);
  void clear();

 private:
  std::string then_;
  bool is_terminal_, shown_ = false;
  std::size_t filled_ = 0;
};

/// A file's name may hold anything; a line of messages is a line.
std::string one_line(const std::string& message);

}  // namespace findings
