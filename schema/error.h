// What a person at the keyboard can put right, and the exit status that says so.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace findings {

/// Exit statuses of every verb.
enum class Exit { found = 0, nothing = 1, usage = 2, no_index = 3, failures = 4, busy = 5 };

/// Something the reader of the message can mend. `what()` says what is wrong and where, `hint()` what to try next.
/// Thrown anywhere, caught by `main` and by the server.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, std::string hint = "", Exit status = Exit::usage)
      : std::runtime_error(message), hint_(std::move(hint)), status_(status) {}

  const std::string& hint() const { return hint_; }
  Exit status() const { return status_; }

 private:
  std::string hint_;
  Exit status_;
};

}  // namespace findings
