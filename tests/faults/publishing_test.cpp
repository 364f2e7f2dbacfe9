// A run of the indexer is killed, or told that the disk is full or broken, at one system call after another. What is
// served afterwards must be the index as it was or as it was to be, and the next run must make the same index as a run
// that nothing disturbed. strace does the killing; where it may not, this is skipped and says so.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

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

/// Every document with its terms, and what stands beside them: what an index is, whatever way it came about.
std::string everything_served(const fs::path& index) {
  const fs::path generation = current_generation(index);
  const Xapian::Database database((generation / "db").string());
  const Xapian::Database words((generation / "words").string());
  std::string all = read_file(generation / "columns") + read_file(generation / "texts");
  for (auto word = words.spellings_begin(); word != words.spellings_end(); ++word) all += *word + " ";
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

/// Runs the child below under strace, which writes to `folder`/trace. What the child's shell says of its end.
int run_traced(const fs::path& folder, const std::string& options) {
  const std::string command = std::string(folder_variable) + "='" + folder.string() + "' strace -f -qq -o '" +
                              (folder / "trace").string() + "' " + options + " '" +
                              fs::read_symlink("/proc/self/exe").string() + "' '[child]' >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// How the child below ended with that fault at the call's `when`th. Nothing where that was never reached.
std::optional<int> run_with_fault(const fs::path& folder, const std::string& call, const std::string& fault, int when) {
  const int status =
      run_traced(folder, "-e trace=" + call + " -e inject=" + call + ":" + fault + ":when=" + std::to_string(when));
  const bool killed = status == 128 + SIGKILL;
  if (!killed && read_file(folder / "trace").find("INJECTED") == std::string::npos) return std::nullopt;
  return status;
}

/// The system calls of an undisturbed run, each once: all of them, or those that publishing is made of.
std::set<std::string> calls_of_run(const fs::path& base, bool every_one) {
  if (!every_one) return {"write", "pwrite64", "fsync", "fdatasync", "rename", "symlink", "mkdir", "unlinkat"};
  const TemporaryFolder folder;
  fs::copy(base, folder.path(), fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  REQUIRE(run_traced(folder.path(), "") == 0);
  std::set<std::string> calls;
  std::istringstream trace(read_file(folder / "trace"));
  for (std::string process, call; trace >> process && std::getline(trace, call);) {
    call.erase(0, call.find_first_not_of(' '));
    if (call.find_first_of("(<+") == 0) continue;  // the second half of a call, or the end of a thread
    calls.insert(call.substr(0, call.find('(')));
  }
  return calls;
}

/// Calls that name or use a file: the others never say that a disk is full or broken.
bool is_of_files(const std::string& call) {
  static const std::set<std::string> calls{"close",      "fcntl",   "fdatasync", "fsync",      "ftruncate",
                                           "getdents64", "lseek",   "mkdir",     "newfstatat", "openat",
                                           "pread64",    "read",    "readlink",  "pwrite64",   "rename",
                                           "rmdir",      "symlink", "unlink",    "unlinkat",   "write"};
  return calls.count(call) == 1;
}

bool strace_works() {
  return std::system("strace -o /dev/null -e trace=fsync -e inject=fsync:error=EIO:when=1 true 2>/dev/null") == 0;
}

/// The fault at each call of a run, one run a point: every call at length, which takes minutes, else a sample of them.
void disturb(const std::string& fault) {
  if (!strace_works()) {
    WARN("SKIPPED: strace is not installed or may not trace");
    return;
  }
  const bool every_one = std::getenv("FINDINGS_LONG") != nullptr;
  const bool kills = fault.starts_with("signal=");

  const TemporaryFolder base;
  prepare(base.path());
  const std::string before = everything_served(base / "index");
  const TemporaryFolder undisturbed;
  prepare(undisturbed.path());
  index(undisturbed.path());
  const std::string after = everything_served(undisturbed / "index");

  int points = 0, ended_well = 0;
  for (const std::string& call : calls_of_run(base.path(), every_one)) {
    if (!kills && !is_of_files(call)) continue;
    const int step = every_one ? 1 : call == "rename" || call == "symlink" ? 2 : 5;
    for (int when = 1;; when += step, ++points) {
      INFO(call << " " << when << " " << fault);
      const TemporaryFolder folder;
      fs::copy(base.path(), folder.path(), fs::copy_options::recursive | fs::copy_options::copy_symlinks);
      const auto status = run_with_fault(folder.path(), call, fault, when);
      if (!status) break;

      const fs::path generation = current_generation(folder / "index");
      CHECK(verify(generation).empty());
      const std::string served = everything_served(folder / "index");
      const bool is_one_of_both = served == before || served == after;
      CHECK(is_one_of_both);
      const bool is_as_it_said = *status != 0 || served == after;  // with 0 it said that all was well
      CHECK(is_as_it_said);
      ended_well += *status == 0;

      CHECK_NOTHROW(index(folder.path()));
      const bool is_mended = everything_served(folder / "index") == after;
      CHECK(is_mended);
      CHECK(verify(current_generation(folder / "index")).empty());
      CHECK(left_overs(folder / "index") == 0);
    }
  }
  std::cout << fault << ": " << points << " points, of which " << ended_well << " ran on and said that all was well\n";
}

}  // namespace

TEST_CASE("the run that is disturbed", "[.child]") {
  const char* folder = std::getenv(folder_variable);
  REQUIRE(folder != nullptr);
  try {
    const IndexOutcome outcome = index(folder);
    REQUIRE(outcome.failed == 0);
  } catch (const Error& error) {
    FAIL(error.what());
  }
}

TEST_CASE("a run that is killed at any moment loses nothing that was served") { disturb("signal=SIGKILL"); }

TEST_CASE("a run whose disk is full at any moment loses nothing that was served") { disturb("error=ENOSPC"); }

TEST_CASE("a run whose disk fails at any moment loses nothing that was served") { disturb("error=EIO"); }

TEST_CASE("a run that is out of descriptors at any moment loses nothing that was served") { disturb("error=EMFILE"); }

TEST_CASE("everything is on disk before the link to it is swapped") {
  if (!strace_works()) {
    WARN("SKIPPED: strace is not installed or may not trace");
    return;
  }
  const TemporaryFolder folder;
  prepare(folder.path());
  REQUIRE(run_traced(folder.path(), "-y -e trace=fsync,rename") == 0);

  const std::string trace = read_file(folder / "trace");
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
