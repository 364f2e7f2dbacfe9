// A file that is written is there whole or not at all.
#include <catch2/catch.hpp>

#include "cli/output.h"
#include "schema/error.h"
#include "schema/files.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

}  // namespace

TEST_CASE("a file stands under its name only when it is finished") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "hits.csv";
  write_file(file, "old");
  {
    Output output(file);
    output.write(std::string(1 << 20, 'x'));
    CHECK(read_file(file) == "old");
    output.finish();
  }
  CHECK(read_file(file).size() == 1 << 20);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("what is not finished leaves no trace") {
  const TemporaryFolder folder;
  {
    Output output(folder.path() / "hits.csv");
    output.write(std::string(1 << 20, 'x'));
  }
  CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a place that cannot be written to is named") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(Output(folder.path()), folder.path().string() + " is a folder");
  const auto nowhere = folder.path() / "none" / "hits.csv";
  CHECK_THROWS_WITH(Output(nowhere), "cannot write " + nowhere.string() + ": No such file or directory");
  Output full("/dev/full");
  full.write("x");
  CHECK_THROWS_WITH(full.finish(), "cannot write /dev/full: No space left on device");
}
