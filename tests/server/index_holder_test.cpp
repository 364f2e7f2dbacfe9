// The index under a running service: absent, swapped, damaged and back.
#include <catch2/catch.hpp>

#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>

#include "schema/files.h"
#include "tests/long.h"
#include "tests/server/made_service.h"

using namespace findings;
namespace fs = std::filesystem;

namespace {

class Told {
 public:
  IndexHolder::Tell tell() {
    return [this](const std::string& message) {
      const std::lock_guard lock(mutex_);
      messages_.push_back(message);
    };
  }
  std::vector<std::string> messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
  }
  void await(std::size_t count) const {
    while (messages().size() < count) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> messages_;
};

void await_generation(const IndexHolder& holder, const std::string& name) {
  while (!holder.get() || holder.get()->generation != name) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void flip_bit(const fs::path& file) {
  std::string bytes = read_file(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("without an index the service is healthy and not ready, until there is one") {
  const TemporaryFolder folder;
  const Service service(made_config(folder.path()), all_routes(), [](std::string_view, const std::string&) {});
  const auto get = [&](const std::string& target) { return service.answer(made_request("GET " + target)); };
  CHECK(get("/healthz").status == 200);
  const http::Response before = get("/readyz");
  CHECK(before.status == 503);
  CHECK(before.body == "{\"ready\":false}\n");
  CHECK(header(before, "Retry-After") == "5");
  publish_reports(folder.path(), 1);
  await_generation(service.index(), "gen-000001");
  CHECK(get("/readyz").status == 200);
  CHECK(get("/readyz").body == "{\"ready\":true,\"generation\":\"gen-000001\"}\n");
}

TEST_CASE("a new generation is taken into use, and one held goes on answering") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 1);
  Told told;
  const IndexHolder holder(folder.path(), told.tell());
  const auto first = holder.get();
  REQUIRE(first);
  CHECK(first->paragraphs == 4);
  CHECK(first->reports == 1);
  publish_reports(folder.path(), 3);
  await_generation(holder, "gen-000002");
  CHECK(holder.get()->paragraphs == 12);
  CHECK(holder.get()->revision != first->revision);
  CHECK(first->searcher.count(first->searcher.understand("neglect", {})).paragraphs == 1);
  CHECK(told.messages() == std::vector<std::string>{"serving gen-000001: 1 reports, 4 paragraphs",
                                                    "serving gen-000002: 3 reports, 12 paragraphs"});
}

TEST_CASE("a damaged generation is not taken into use, and the one before it is served on") {
  const TemporaryFolder folder, elsewhere;
  publish_reports(folder.path(), 1);
  publish_reports(folder.path(), 2);
  for (const std::string file : {"columns", "reports.json"}) {
    // Back to the first, with the second damaged before the link points to it again.
    const auto point_to = [&](const std::string& name) {
      fs::create_directory_symlink(name, folder / "current.new");
      fs::rename(folder / "current.new", folder / "current");
    };
    point_to("gen-000001");
    Told told;
    const IndexHolder holder(folder.path(), told.tell());
    CHECK(holder.get()->generation == "gen-000001");
    fs::copy(folder / "gen-000002", elsewhere / file, fs::copy_options::recursive);
    flip_bit(folder / "gen-000002" / file);
    point_to("gen-000002");
    told.await(2);
    CHECK(holder.get()->generation == "gen-000001");
    CHECK(told.messages().at(1) == "the index changed and is not taken into use, the one before it is served on: " +
                                       (folder / "gen-000002").string() + ": " + file + " is not what was written");
    fs::remove_all(folder / "gen-000002");
    fs::copy(elsewhere / file, folder / "gen-000002", fs::copy_options::recursive);
    await_generation(holder, "gen-000002");  // mended, it is
  }
}

TEST_CASE("an index that is gone is served on") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 1);
  Told told;
  const IndexHolder holder(folder.path(), told.tell());
  fs::remove_all(folder / "current");
  told.await(2);
  CHECK(holder.get()->searcher.count(holder.get()->searcher.understand("neglect", {})).paragraphs == 1);
  CHECK(told.messages().at(1).find("there is no index at ") != std::string::npos);
}

TEST_CASE("an index made anew under the same name is noticed") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 1);
  const IndexHolder holder(folder.path(), [](const std::string&) {});
  CHECK(holder.get()->reports == 1);
  fs::remove_all(folder / "current");
  fs::remove_all(folder / "gen-000001");
  publish_reports(folder.path(), 5);
  while (holder.get()->reports != 5) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(holder.get()->generation == "gen-000001");
}

TEST_CASE("generations that are swapped under load cost no request its answer") {
  const TemporaryFolder folder;
  publish_reports(folder.path(), 1);
  // Reports by the generation's number: an answer of two generations shows.
  const auto reports_of = [](std::size_t generation) { return 1 + (generation - 1) % 8; };
  const std::vector<Route> routes{
      {"/count", Needs::search, [&](const Call& call) {
         const auto& searcher = call.index->searcher;
         const std::size_t found = searcher.count(searcher.understand("neglect", {})).paragraphs;
         const std::size_t hits = searcher.search(searcher.understand("neglect", {})).found.paragraphs;
         const bool is_one = found == reports_of(std::stoul(call.index->generation.substr(4))) && hits == found;
         return http::Response{.type = "text/plain", .body = is_one ? "whole" : "mixed"};
       }}};
  ServeConfig config = made_config(folder.path());
  config.searches = 4;
  const Service service(config, routes, [](std::string_view, const std::string&) {});
  std::atomic<bool> is_over = false;
  std::atomic<std::size_t> asked = 0, answered = 0, wrong = 0;
  std::string first_wrong;
  std::vector<std::thread> askers;
  for (int i = 0; i < 4; ++i)
    askers.emplace_back([&] {
      while (!is_over) {
        // Each address once: what was answered before is not looked up.
        const http::Response reply = service.answer(made_request("GET /count?" + std::to_string(++asked)));
        ++answered;
        if (reply.status == 200 && reply.body == "whole") continue;
        if (wrong++ == 0) first_wrong = std::to_string(reply.status) + ' ' + reply.body;
      }
    });
  const std::size_t most = so_many(8, 501), questions = so_many(1, 100'000);
  std::size_t number = 1;
  while (number < most || answered < questions) {
    publish_reports(folder.path(), reports_of(++number));
    std::string name = std::to_string(number);
    await_generation(service.index(), "gen-" + name.insert(0, 6 - name.size(), '0'));
  }
  is_over = true;
  for (std::thread& asker : askers) asker.join();
  std::cout << number - 1 << " swaps, " << answered << " questions, " << wrong << " wrong or without an answer\n";
  INFO(first_wrong);
  CHECK(wrong == 0);
}
