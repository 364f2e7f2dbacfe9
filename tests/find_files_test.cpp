// Which files a run finds and reads, and what it says of the others.
#include "indexer/find_files.h"

#include <atomic>
#include <fstream>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/desk.h"

using namespace findings;

TEST_CASE("a file in another encoding is said to be converted, once") {
  Desk desk;
  desk.put("a.txt", "Ashby 2012-05-04, UTF-16");
  const auto first = desk.index().messages;
  CHECK(first == std::vector<std::string>{(desk.reports / "a.txt").string() + ": converted from UTF-16"});
  CHECK(desk.index().messages.empty());
}

TEST_CASE("a file that cannot be read is listed with its reason, and the run goes on") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put("blank.txt", "");
  desk.put("odd.txt", "bug");
  const IndexOutcome outcome = desk.index();
  CHECK(summary_of(outcome) == "indexed 1 report, 4 paragraphs: 1 new, 0 updated, 0 unchanged; could not read 2");
  CHECK(says(outcome, (desk.reports / "blank.txt").string() + ": an empty file"));
  CHECK(says(outcome, (desk.reports / "odd.txt").string() + ": reading it failed: no such section"));
  const int readings = desk.readings;
  CHECK(desk.index().failed == 2);
  CHECK(desk.readings == readings + 2);  // failures are tried again
}

TEST_CASE("a report whose file has become unreadable stays as it was") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.index();
  desk.put("ashby.txt", "");
  const IndexOutcome outcome = desk.index({.prune = true});
  CHECK(outcome.failed == 1);
  CHECK(says(outcome, (desk.reports / "ashby.txt").string() + ": the index keeps what was read of it before"));
  CHECK(desk.ids() == std::vector<std::string>{"slac/ashby/2012-05-04"});
}

TEST_CASE("where nothing can be read there is no index, and nothing is lost") {
  Desk desk;
  desk.put("blank.txt", "");
  CHECK(desk.index().failed == 1);
  CHECK_FALSE(current_generation_if_any(desk.folder / "index"));
}

TEST_CASE("a folder is listed to an end, though another program makes and removes files in it without a pause") {
  const TemporaryFolder folder;
  write_file(folder / "ashby.txt", "Ashby 2012-05-04");
  std::atomic<bool> is_over = false;
  std::jthread other([&] {
    for (std::size_t number = 0; !is_over; ++number) {
      const fs::path brief = folder / ("brief" + std::to_string(number) + ".txt");
      write_file(brief, "");
      fs::remove(brief);
    }
  });
  for (int i = 0; i < 20; ++i) {
    const FoundFiles found = find_files({folder.path()}, folder / "index");
    CHECK(std::count(found.files.begin(), found.files.end(), folder / "ashby.txt") == 1);
    CHECK(found.not_read.empty());  // a file that is gone again is no dead link
  }
  is_over = true;
}

TEST_CASE("a folder of more entries than are listed is told") {
  const TemporaryFolder folder;
  for (const char* name : {"a.txt", "b.txt", "c.txt"}) write_file(folder / name, "");
  CHECK(find_files({folder.path()}, folder / "index", 3).not_read.empty());
  const FoundFiles found = find_files({folder.path()}, folder / "index", 2);
  REQUIRE(found.not_read.size() == 1);
  CHECK(found.not_read[0].path == folder.path());
  CHECK(found.not_read[0].reason ==
        "listed no further than 2 entries: it has more, or another program makes files in it all the time");
}

TEST_CASE("pipes, dead links, loops and giants are passed by, each with its reason") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  REQUIRE(::mkfifo((desk.reports / "pipe.txt").c_str(), 0600) == 0);
  fs::create_symlink("nowhere.txt", desk.reports / "dead.txt");
  fs::create_symlink("self.txt", desk.reports / "self.txt");
  fs::create_directory_symlink(desk.reports, desk.reports / "loop");
  write_file(desk.reports / "giant.pdf", "");
  fs::resize_file(desk.reports / "giant.pdf", 200u << 20);
  const IndexOutcome outcome = desk.index();
  CHECK(outcome.reports == 1);
  CHECK(outcome.failed == 4);
  const auto said = [&](const char* name, const std::string& reason) {
    return says(outcome, (desk.reports / name).string() + ": " + reason);
  };
  CHECK(said("pipe.txt", "not a regular file"));
  CHECK(said("dead.txt", "a link to nothing"));
  CHECK(said("self.txt", "Too many levels of symbolic links"));
  CHECK(said("loop", "a link to a folder that is read anyway"));
  CHECK(said("giant.pdf", "it has 200 MB, and files of up to 64 MB are read"));
}

TEST_CASE("a pipe that is named is not waited for") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  REQUIRE(::mkfifo((desk.reports / "pipe").c_str(), 0600) == 0);
  CHECK(desk.index({.paths = {desk.reports / "pipe", desk.reports / "ashby.txt"}}).failed == 1);
}

TEST_CASE("a folder that may not be opened is named") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  fs::create_directory(desk.reports / "closed");
  fs::permissions(desk.reports / "closed", fs::perms::none);
  const bool is_root = ::geteuid() == 0;
  if (is_root) {  // nothing is closed to root
    fs::permissions(desk.folder.path(), fs::perms::all);
    fs::permissions(desk.reports, fs::perms::all);
    REQUIRE(::seteuid(65534) == 0);
  }
  const IndexOutcome outcome = desk.index();
  if (is_root) REQUIRE(::seteuid(0) == 0);
  fs::permissions(desk.reports / "closed", fs::perms::all);
  CHECK(outcome.reports == 1);
  CHECK(outcome.failed == 1);
  CHECK(says(outcome, (desk.reports / "closed").string() + ": Permission denied"));
}

TEST_CASE("hidden files and other kinds of file are left out, unless they are named") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  desk.put(".hidden.txt", "Merrow 2012-05-04");
  desk.put(".git/whitcombe.txt", "Whitcombe 2011-03-18");
  desk.put("yarrow.docx", "Yarrow 2012-05-04");
  const IndexOutcome outcome = desk.index();
  CHECK(outcome.reports == 1);
  CHECK(outcome.failed == 0);
  CHECK(says(outcome, "1 file left out that is not .pdf, .txt, .text or .md"));
  CHECK(desk.index({.paths = {desk.reports / "yarrow.docx", desk.reports / ".hidden.txt"}}).reports == 3);
}

TEST_CASE("an index inside an indexed folder is not indexed") {
  Desk desk;
  desk.put("ashby.txt", "Ashby 2012-05-04");
  IndexOptions options{.index = desk.reports / "index", .paths = {desk.reports}};
  run_index(options, desk.reader);
  const IndexOutcome again = run_index(options, desk.reader);
  CHECK(again.messages.empty());
  CHECK_FALSE(again.published);
}

TEST_CASE("a path that is not there makes no index") {
  Desk desk;
  CHECK_THROWS_WITH(desk.index({.paths = {desk.folder / "reprots"}}),
                    "there is no file or folder " + (desk.folder / "reprots").string());
  CHECK_THROWS_WITH(desk.index(), "nothing to index in " + desk.reports.string());
  CHECK_FALSE(fs::exists(desk.folder / "index"));
}
