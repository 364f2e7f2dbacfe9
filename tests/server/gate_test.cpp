// Who waits for a place among the searches, and when they get it.
#include <catch2/catch.hpp>

#include <thread>
#include <vector>

#include "server/gate.h"

using namespace findings;
using std::chrono::milliseconds;

TEST_CASE("a gate has so many places, and one that is left is free again") {
  Gate gate(2);
  auto first = gate.enter(milliseconds(0)), second = gate.enter(milliseconds(0));
  REQUIRE(first);
  REQUIRE(second);
  CHECK_FALSE(gate.enter(milliseconds(0)));
  CHECK_FALSE(gate.enter(milliseconds(5)));
  first.reset();
  first = gate.enter(milliseconds(0));
  CHECK(first);
  CHECK_FALSE(gate.enter(milliseconds(0)));
}

TEST_CASE("those who wait enter in the order they came") {
  Gate gate(1);
  std::shared_ptr<void> place = gate.enter(milliseconds(0));
  std::mutex mutex;
  std::vector<int> entered;
  std::vector<std::thread> waiting;
  for (int i = 0; i < 8; ++i) {
    waiting.emplace_back([&, i] {
      const std::shared_ptr<void> mine = gate.enter(milliseconds(60'000));
      const std::lock_guard lock(mutex);
      entered.push_back(mine ? i : -1);
    });
    while (gate.waiting() < static_cast<std::size_t>(i) + 1) std::this_thread::yield();
  }
  place.reset();
  for (std::thread& thread : waiting) thread.join();
  CHECK(entered == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("who gave up waiting is passed over") {
  Gate gate(1);
  std::shared_ptr<void> place = gate.enter(milliseconds(0));
  CHECK_FALSE(gate.enter(milliseconds(1)));
  bool has_entered = false;
  std::thread patient([&] { has_entered = gate.enter(milliseconds(60'000)) != nullptr; });
  while (gate.waiting() == 0) std::this_thread::yield();
  place.reset();
  patient.join();
  CHECK(has_entered);
  CHECK(gate.enter(milliseconds(0)));
}
