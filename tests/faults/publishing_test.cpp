// A run of the indexer is killed, or told that the disk is full or broken, at one system call after another. What is
// served afterwards must be the index as it was or as it was to be, and the next run must make the same index as a run
// that nothing disturbed. strace does the killing; where it may not, this is skipped and says so.
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <sys/wait.h>
#include <unistd.h>

#include <xapian.h>

#include <catch2/catch.hpp>

#include "indexer/index_run.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "tests/made_reports.h"
#include "tests/temporary_folder.h"
#include "tests/terms_of.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

constexpr char folder_variable[] = "FINDINGS_FAULTS_FOLDER";

IndexOutcome index(const fs::path& folder) {
  return run_index({.index = folder / "index", .paths = {folder / "reports"}},
                   {"r1", [](const fs::path& file, const std::string&) {
                      return made_report(file.stem().string(), file.stem().string());
                    }});
}

/// Every document with its terms: what an index is, whatever way it came about.
std::string everything_served(const fs::path& index) {
  const Xapian::Database database((current_generation(index) / "db").string());
  std::string all;
  for (const auto& [doc, terms] : terms_by_document(database)) {
    all += database.get_document(doc).get_data() + "\n";
    for (const TermOf& term : terms) all += term.name + " ";
  }
  return all;
}

std::size_t left_overs(const fs::path& index) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(index)) {
    const std::string name = entry.path().filename();
    if (name.starts_with("build-") || name == "current.new") ++count;
  }
  return count;
}

/// Two reports indexed, and a third to come.
void prepare(const fs::path& folder) {
  fs::create_directory(folder / "reports");
  write_file(folder / "reports/ashby.txt", "a");
  write_file(folder / "reports/merrow.txt", "m");
  index(folder);
  write_file(folder / "reports/whitcombe.txt", "w");
}

/// Runs the child below under strace with that fault. Nothing where the fault was never reached.
std::optional<int> run_with_fault(const fs::path& folder, const std::string& call, const std::string& fault, int when) {
  const std::string log = (folder / "trace").string();
  const std::string command = std::string(folder_variable) + "='" + folder.string() + "' strace -f -qq -o '" + log +
                              "' -e trace=" + call + " -e inject=" + call + ":" + fault +
                              ":when=" + std::to_string(when) + " '" + fs::read_symlink("/proc/self/exe").string() +
                              "' '[child]' >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  const bool killed = WIFSIGNALED(status) || WEXITSTATUS(status) == 128 + SIGKILL;
  if (!killed && read_file(log).find("INJECTED") == std::string::npos) return std::nullopt;
  return killed ? SIGKILL : WEXITSTATUS(status);
}

bool strace_works() {
  return std::system("strace -o /dev/null -e trace=fsync -e inject=fsync:error=EIO:when=1 true 2>/dev/null") == 0;
}

}  // namespace

TEST_CASE("the run that is disturbed", "[.child]") {
  const char* folder = std::getenv(folder_variable);
  REQUIRE(folder != nullptr);
  try {
    index(folder);
  } catch (const Error& error) {
    FAIL(error.what());
  }
}

TEST_CASE("a run that is disturbed at any moment loses nothing that was served") {
  if (!strace_works()) {
    WARN("SKIPPED: strace is not installed or may not trace");
    return;
  }
  // All of it takes minutes; a sample of it seconds.
  const bool every_one = std::getenv("FINDINGS_LONG") != nullptr;
  const std::string fault = GENERATE("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EMFILE");
  const std::string call =
      GENERATE("write", "pwrite64", "fsync", "fdatasync", "rename", "symlink", "mkdir", "unlinkat");
  const int step = every_one ? 1 : call == "rename" || call == "symlink" ? 2 : 9;

  const TemporaryFolder base;
  prepare(base.path());
  const std::string before = everything_served(base / "index");
  const TemporaryFolder undisturbed;
  prepare(undisturbed.path());
  index(undisturbed.path());
  const std::string after = everything_served(undisturbed / "index");

  int points = 0;
  for (int when = 1;; when += step, ++points) {
    INFO(call << " " << when << " " << fault);
    const TemporaryFolder folder;
    fs::copy(base.path(), folder.path(), fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    const auto status = run_with_fault(folder.path(), call, fault, when);
    if (!status) break;

    const fs::path generation = current_generation(folder / "index");
    CHECK(verify(generation).empty());
    const std::string served = everything_served(folder / "index");
    CHECK((served == before || served == after));
    if (*status == 0) CHECK(served == after);  // it said that all was well

    CHECK_NOTHROW(index(folder.path()));
    CHECK(everything_served(folder / "index") == after);
    CHECK(verify(current_generation(folder / "index")).empty());
    CHECK(left_overs(folder / "index") == 0);
  }
  std::cout << call << ", " << fault << ": " << points << " points\n";
}

TEST_CASE("everything is on disk before the link to it is swapped") {
  if (!strace_works()) {
    WARN("SKIPPED: strace is not installed or may not trace");
    return;
  }
  const TemporaryFolder folder;
  prepare(folder.path());
  const std::string log = (folder / "trace").string();
  const std::string command = std::string(folder_variable) + "='" + folder.path().string() + "' strace -f -y -qq -o '" +
                              log + "' -e trace=fsync,rename '" + fs::read_symlink("/proc/self/exe").string() +
                              "' '[child]' >/dev/null 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);

  const std::string trace = read_file(log);
  const fs::path generation = current_generation(folder / "index");
  const auto generation_rename = trace.find("\", \"" + generation.string() + "\")");  // renamed to it
  const auto swap = trace.find("/current.new\", ");
  REQUIRE(generation_rename != std::string::npos);
  REQUIRE(swap != std::string::npos);
  CHECK(generation_rename < swap);

  const std::string index_synced = "<" + (folder / "index").string() + ">)";
  CHECK(trace.find(index_synced, generation_rename) < swap);
  CHECK(trace.find(index_synced, swap) != std::string::npos);

  const std::string before_rename = trace.substr(0, generation_rename);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(generation)) {
    const std::string name = "/" + entry.path().lexically_relative(generation).string() + ">)";
    INFO(name);
    CHECK(before_rename.rfind(name) != std::string::npos);
    ++files;
  }
  CHECK(files >= 8);
}
