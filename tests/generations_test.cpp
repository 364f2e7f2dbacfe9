#include "schema/generations.h"

#include <chrono>
#include <cstdlib>
#include <thread>

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "schema/files.h"
#include "schema/generation_manifest.h"
#include "tests/long.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

/// Publishes a small generation that holds `text` in db/words.
fs::path publish(const fs::path& index, const std::string& text) {
  Writer writer(index);
  fs::create_directory(writer.build() / "db");
  write_file(writer.build() / "db" / "words", text);
  write_file(writer.build() / "reports.json", "{}");
  return writer.publish(R"({"reports": 1})");
}

std::string served(const fs::path& index) { return read_file(current_generation(index) / "db" / "words"); }

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

void make_old(const fs::path& generation) {
  fs::last_write_time(generation / "manifest.json", fs::file_time_type::clock::now() - std::chrono::hours(1));
}

/// An environment variable as it is for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    value != nullptr ? ::setenv(name, value, 1) : ::unsetenv(name);
  }
  ~Variable() { before_ ? ::setenv(name_, before_->c_str(), 1) : ::unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("what is published is served, from a path of its own") {
  const TemporaryFolder folder;
  const fs::path first = publish(folder.path(), "one");
  CHECK(first == folder / "gen-000001");
  CHECK(current_generation(folder.path()) == first);
  CHECK(served(folder.path()) == "one");
  CHECK(verify(first).empty());

  const fs::path second = publish(folder.path(), "two");
  CHECK(second == folder / "gen-000002");
  CHECK(served(folder.path()) == "two");
  CHECK(read_file(first / "db" / "words") == "one");  // who reads it goes on reading it
  CHECK(names_in(folder.path()) == std::vector<std::string>{"current", "gen-000001", "gen-000002", "lock"});
}

TEST_CASE("an index is made with the folders above it, and opened by any path to it") {
  const TemporaryFolder folder;
  publish(folder / "a/b/index", "one");
  fs::create_directory_symlink(folder / "a/b/index", folder / "link");
  CHECK(current_generation(folder / "link") == folder / "a/b/index/gen-000001");
}

TEST_CASE("a run that ends without publishing leaves nothing behind") {
  const TemporaryFolder folder;
  publish(folder.path(), "one");
  {
    const Writer writer(folder.path());
    write_file(writer.build() / "half", "");
  }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"current", "gen-000001", "lock"});
}

TEST_CASE("what a killed run left is removed by the next") {
  const TemporaryFolder folder;
  publish(folder.path(), "one");
  fs::create_directories(folder / "build-123/db");
  fs::create_symlink("gen-000002", folder / "current.new");
  fs::create_directory(folder / "gen-000002");
  fs::create_directory(folder / "gen-notes");  // whatever this is, it is not ours
  { const Writer writer(folder.path()); }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"current", "gen-000001", "gen-notes", "lock"});
}

TEST_CASE("the last four generations are kept, and any that was served ten minutes ago") {
  const TemporaryFolder folder;
  for (int i = 1; i <= 6; ++i) publish(folder.path(), std::to_string(i));
  CHECK(generations(folder.path()).size() == 6);

  // 2 was replaced by 3, an hour ago: nobody reads 2 now, nor 1. But 3 was replaced by 4 just now, old as it is.
  make_old(folder / "gen-000003");
  publish(folder.path(), "7");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"current", "gen-000003", "gen-000004", "gen-000005",
                                                            "gen-000006", "gen-000007", "lock"});
  for (const fs::path& generation : generations(folder.path())) make_old(generation);
  publish(folder.path(), "8");
  CHECK(names_in(folder.path()) ==
        std::vector<std::string>{"current", "gen-000005", "gen-000006", "gen-000007", "gen-000008", "lock"});
}

TEST_CASE("going back serves what an older generation has as the newest, and removes nothing") {
  const TemporaryFolder folder;
  publish(folder.path(), "one");
  const fs::path second = publish(folder.path(), "two");
  for (int i = 3; i <= 5; ++i) publish(folder.path(), std::to_string(i));
  for (const fs::path& generation : generations(folder.path())) make_old(generation);
  const std::string mark = mark_of_current(folder.path());
  CHECK(Writer(folder.path()).restore(second) == folder / "gen-000006");
  CHECK(served(folder.path()) == "two");
  CHECK(mark_of_current(folder.path()) != mark);
  CHECK(verify(current_generation(folder.path())).empty());
  CHECK(fs::equivalent(second / "db" / "words", folder / "gen-000006" / "db" / "words"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"current", "gen-000001", "gen-000002", "gen-000003",
                                                            "gen-000004", "gen-000005", "gen-000006", "lock"});
  CHECK(read_generation_manifest(folder / "gen-000006").restored->from == "gen-000002");
  CHECK(read_generation_manifest(folder / "gen-000006").created == read_generation_manifest(second).created);

  // Of a copy of a copy the first is named; and the next run goes on from there.
  Writer(folder.path()).restore(folder / "gen-000006");
  CHECK(read_generation_manifest(folder / "gen-000007").restored->from == "gen-000002");
  CHECK(publish(folder.path(), "eight") == folder / "gen-000008");
}

TEST_CASE("a second writer is told who holds the index") {
  const TemporaryFolder folder;
  publish(folder.path(), "one");
  const Writer first(folder.path());
  try {
    const Writer second(folder.path());
    FAIL("two writers");
  } catch (const Error& error) {
    const std::string start = "another run is writing the index " + folder.path().string() + ": process " +
                              std::to_string(::getpid()) + ", since 20";
    CHECK(std::string(error.what()).substr(0, start.size()) == start);
    CHECK(error.hint() == "run it again when that one has finished; searching goes on meanwhile");
  }
  CHECK(served(folder.path()) == "one");
  CHECK(fs::is_directory(first.build()));  // the second has not tidied away what the first builds
}

TEST_CASE("the lock dies with its process") {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const Writer writer(folder.path());
    ::_exit(0);  // as if killed: nothing is tidied
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK_FALSE(names_in(folder.path()).empty());
  CHECK_NOTHROW(publish(folder.path(), "one"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"current", "gen-000001", "lock"});
}

TEST_CASE("where there is no index, that is said, with what to do") {
  const TemporaryFolder folder;
  CHECK_FALSE(current_generation_if_any(folder.path()));
  CHECK_FALSE(current_generation_if_any(folder / "nothing"));
  try {
    current_generation(folder / "nothing");
    FAIL("an index out of nothing");
  } catch (const Error& error) {
    CHECK(error.what() == "there is no index at " + (folder / "nothing").string());
    CHECK(error.hint() == "make one: findings index --index " + (folder / "nothing").string() + " PATH...");
    CHECK(error.status() == Exit::no_index);
  }
}

TEST_CASE("a damaged index is never served") {
  struct Case {
    const char* how;
    void (*damage)(const fs::path& index);
    const char* message;
  };
  const Case cases[] = {
      {"no manifest", [](const fs::path& index) { fs::remove(index / "gen-000001/manifest.json"); }, "manifest.json"},
      {"no JSON", [](const fs::path& index) { write_file(index / "gen-000001/manifest.json", "{"); },
       "manifest.json cannot be read"},
      {"other JSON", [](const fs::path& index) { write_file(index / "gen-000001/manifest.json", "[1]"); },
       "manifest.json cannot be read"},
      {"a missing file", [](const fs::path& index) { fs::remove(index / "gen-000001/db/words"); },
       "db/words is missing"},
      {"a short file", [](const fs::path& index) { write_file(index / "gen-000001/db/words", "o"); },
       "db/words has 1 bytes, not 3"},
      {"no generation", [](const fs::path& index) { fs::remove_all(index / "gen-000001"); }, "gen-000001: missing"},
      {"a link elsewhere",
       [](const fs::path& index) {
         fs::remove(index / "current");
         fs::create_symlink("/etc", index / "current");
       },
       "not a generation"},
      {"no link",
       [](const fs::path& index) {
         fs::remove(index / "current");
         write_file(index / "current", "gen-000001");
       },
       "is no link"},
      {"a name that leaves the generation",
       [](const fs::path& index) {
         write_file(index / "gen-000001/manifest.json",
                    R"({"format": 3, "files": {"../../lock": {"size": 0, "sha256": ""}}})");
       },
       "a false name in the manifest"},
      {"an older format",
       [](const fs::path& index) { write_file(index / "gen-000001/manifest.json", R"({"format": 0, "files": {}})"); },
       "was made by an older findings"},
  };
  for (const Case& one : cases) {
    INFO(one.how);
    const TemporaryFolder folder;
    publish(folder.path(), "one");
    one.damage(folder.path());
    CHECK_THROWS_AS(current_generation(folder.path()), DamagedIndex);
    CHECK_THROWS_WITH(current_generation(folder.path()), Catch::Contains(one.message));
    CHECK_THROWS_WITH(current_generation_if_any(folder.path()), Catch::Contains(one.message));
  }
}

TEST_CASE("an index of a newer program is left to that program") {
  const TemporaryFolder folder;
  publish(folder.path(), "one");
  write_file(folder / "gen-000001/manifest.json", R"({"format": 99, "parts": "who knows"})");
  try {
    current_generation(folder.path());
    FAIL("served all the same");
  } catch (const DamagedIndex&) {
    FAIL("newer is not damaged: it would be made anew");
  } catch (const Error& error) {
    CHECK(error.what() == "the index " + folder.path().string() +
                              " was made by a newer findings (format 99; this one reads " +
                              std::to_string(index_format) + ")");
    CHECK(error.status() == Exit::no_index);
  }
}

TEST_CASE("every flipped bit of a generation is found") {
  const TemporaryFolder folder;
  const fs::path generation = publish(folder.path(), "Children are seen alone.");
  const fs::path file = generation / "db" / "words";
  const std::string whole = read_file(file);
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    replace_file(file, flipped);
    CHECK(verify(generation) == std::vector<std::string>{"db/words is not what was written"});
  }
  replace_file(file, whole);
  CHECK(verify(generation).empty());
  write_file(generation / "db" / "more", "");
  CHECK(verify(generation) == std::vector<std::string>{"db/more is not in the manifest"});
}

TEST_CASE("the index is where the environment says") {
  {
    const Variable index("FINDINGS_INDEX", "/srv/index"), data("XDG_DATA_HOME", "/data");
    CHECK(default_index() == "/srv/index");
  }
  const Variable index("FINDINGS_INDEX", "");
  {
    const Variable data("XDG_DATA_HOME", "/data");
    CHECK(default_index() == "/data/findings/index");
  }
  const Variable data("XDG_DATA_HOME", nullptr);
  {
    const Variable home("HOME", "/home/marian");
    CHECK(default_index() == "/home/marian/.local/share/findings/index");
  }
  const Variable home("HOME", nullptr);
  CHECK_THROWS_WITH(default_index(), "no place is known for the index: HOME is not set");
}

TEST_CASE("readers see whole generations while they are swapped under them") {
  const TemporaryFolder folder;
  publish(folder.path(), "0");
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0, read = 0;
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < 2; ++i)
      readers.emplace_back([&] {
        while (!stop) try {
            const fs::path generation = current_generation(folder.path());
            const auto number = std::stoi(generation.filename().string().substr(4));
            if (read_file(generation / "db" / "words") != std::to_string(number - 1)) ++wrong;
            ++read;
          } catch (const Error&) {
            ++wrong;
          }
      });
    for (int i = 1; i <= so_many(30, 500); ++i) publish(folder.path(), std::to_string(i));
    stop = true;
  }
  CHECK(wrong == 0);
  CHECK(read > 0);
}

TEST_CASE("a full disk costs the new generation and not the old") {
  const TemporaryFolder folder;
  const fs::path small = folder / "small";
  fs::create_directory(small);
  if (::mount("none", small.c_str(), "tmpfs", 0, "size=256k") != 0) {
    WARN("SKIPPED: a small disk can be mounted by root alone");
    return;
  }
  publish(small, "one");
  int refused = 0;
  for (const std::size_t size : {100'000u, 200'000u, 240'000u, 300'000u}) {
    try {
      publish(small, std::string(size, 'x'));
    } catch (const Error& error) {
      ++refused;
      CHECK(error.hint() == disk_full_hint);
      CHECK(std::string(error.what()).ends_with("No space left on device"));
    }
    const auto left = names_in(small);
    CHECK(std::none_of(left.begin(), left.end(), [](const std::string& name) { return name.starts_with("build-"); }));
    CHECK(verify(current_generation(small)).empty());
  }
  CHECK(refused > 0);
  ::umount(small.c_str());
}
