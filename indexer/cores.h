// Work shared out to all cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace findings {

/// Does tasks 0 to `count` - 1, each thread the next that is left. `worker()` is called once a thread, in it, and gives
/// what does a task. What a task throws ends all, and is thrown here.
template <typename Worker>
void on_all_cores(std::size_t count, const Worker& worker) {
  const std::size_t cores = std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), count);
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> failures(cores);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < cores; ++i)
      threads.emplace_back([&, i] {
        try {
          const auto work = worker();
          for (std::size_t task = next++; task < count; task = next++) work(task);
        } catch (...) {
          failures[i] = std::current_exception();
          next = count;
        }
      });
  }
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace findings
