// So many at once, and a short wait for the others.
#pragma once

#include <chrono>
#include <memory>
#include <semaphore>

namespace findings {

class Gate {
 public:
  explicit Gate(std::size_t places) : free_(static_cast<std::ptrdiff_t>(places)) {}

  /// A place, held as long as the pointer is; null where none became free in time.
  std::shared_ptr<void> enter(std::chrono::milliseconds wait) {
    if (!free_.try_acquire_for(wait)) return nullptr;
    return {this, [](Gate* gate) { gate->free_.release(); }};
  }

 private:
  std::counting_semaphore<> free_;
};

}  // namespace findings
