#include "cli/progress.h"

#include <iostream>

#include <unistd.h>

namespace findings {

ProgressBar::ProgressBar(std::string then) : then_(std::move(then)), is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(std::size_t done, std::size_t total) {
  if (!is_terminal_) return;
  constexpr std::size_t width = 30;
  const std::size_t filled = done * width / total;
  if (filled == filled_ && done != total && shown_) return;
  filled_ = filled, shown_ = true;
  std::cerr << "\r[" << std::string(filled, '#') << std::string(width - filled, ' ') << "] " << done << " of " << total
            << " read" << (done == total ? ", " + then_ : "") << "\x1b[K" << std::flush;
}

void ProgressBar::clear() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

std::string one_line(const std::string& message) {
  std::string line = message;
  for (char& c : line) {
    if (c == '\n') c = ' ';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return line;
}

}  // namespace findings
