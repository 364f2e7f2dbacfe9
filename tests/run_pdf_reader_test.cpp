#include "indexer/run_pdf_reader.h"

#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "indexer/read_report.h"
#include "schema/error.h"
#include "tests/temporary_folder.h"

using namespace findings;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

/// A shell script that stands in for findings-pdf.
class FakeReader {
 public:
  explicit FakeReader(const std::string& script) {
    std::ofstream(path()) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(path(), fs::perms::owner_all);
  }

  fs::path path() const { return folder_ / "findings-pdf"; }
  ReaderRun run(const std::string& bytes = "", const PdfLimits& limits = {}) const {
    return run_pdf_reader(path(), bytes, limits);
  }

 private:
  TemporaryFolder folder_;
};

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

std::string reason_with(const FakeReader& reader, const PdfLimits& limits = {}) {
  setenv("FINDINGS_PDF", reader.path().c_str(), 1);
  try {
    read_pdf("%PDF-1.7", limits);
  } catch (const Unreadable& unreadable) {
    return unreadable.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the PDF reader gets the bytes, and cannot change them") {
  std::string bytes = "%PDF-1.7 and the rest";
  bytes += '\0';
  bytes += "of it";
  CHECK(FakeReader("exec cat").run(bytes).output == bytes);
  CHECK(FakeReader("echo more >&0 || exit 7").run(bytes).status != 0);
}

TEST_CASE("the PDF reader gets no environment and no descriptors but three") {
  setenv("FINDINGS_SECRET", "hunter2", 1);
  CHECK(FakeReader("exec /usr/bin/env").run().output.find("FINDINGS_SECRET") == std::string::npos);
  // 3 is the shell's script or ls's own folder, 10 and up where a shell keeps what it reads.
  const std::string listed = FakeReader("exec /bin/ls -l /proc/self/fd").run().output;
  CHECK(listed.find("memfd:report.pdf") != std::string::npos);
  CHECK(listed.find(" 4 -> ") == std::string::npos);
  CHECK(listed.find("2 -> /dev/null") != std::string::npos);
}

TEST_CASE("a PDF reader that hangs, floods or closes its output and stays is killed") {
  const PdfLimits limits{.time = 300ms, .output = 1u << 20};
  CHECK(FakeReader("sleep 60").run("", limits).timed_out);
  CHECK(FakeReader("exec >&-; exec sleep 60").run("", limits).timed_out);
  const ReaderRun flood = FakeReader("exec cat /dev/zero").run("", limits);
  CHECK(flood.too_long);
  CHECK(flood.output.size() < (2u << 20));
}

TEST_CASE("running the PDF reader leaks no descriptor and leaves no process") {
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) FakeReader("echo {}").run("bytes");
  FakeReader("exec sleep 60").run("", {.time = 50ms});
  CHECK(open_descriptors() == before);
  CHECK(waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("how the PDF reader ended is told in words") {
  const struct {
    const char *script, *message;
  } endings[] = {
      {"kill -SEGV $$", "findings-pdf crashed on it (SIGSEGV): print it to a new PDF and try that one"},
      {"kill -ABRT $$", "findings-pdf crashed on it (SIGABRT): print it to a new PDF and try that one"},
      {"kill -SYS $$", "findings-pdf was stopped when it tried what a reader has no right to (SIGSYS)"},
      {"kill -XCPU $$", "reading it took too long: print it to a new PDF and try that one"},
      {"exec sleep 60", "reading it took too long: print it to a new PDF and try that one"},
      {"exec cat /dev/zero", "its text is too long for a report"},
      {"exit 7", "reading it takes more than 512 MB of memory: print it to a new PDF and try that one"},
      {"exit 8", "findings-pdf could not give up its rights, and reads nothing with them: its kernel needs seccomp"},
      {"exit 77", "findings-pdf ended with status 77"},
      {"exit 0", "findings-pdf printed what it should not"},
      {"echo '{\"page\":1}'", "findings-pdf printed what it should not"},
  };
  for (const auto& ending : endings) {
    INFO(ending.script);
    CHECK(reason_with(FakeReader(ending.script), {.time = 500ms, .output = 1u << 20}) == ending.message);
  }
}

TEST_CASE("letters without a meaning need OCR too") {
  const FakeReader reader(R"(echo '{"pages":1,"lines":0,"letters":40,"unreadable":900,"sideways":0,"encrypted":false,)"
                          R"("repaired":false,"damaged":[],"pictures":[]}')");
  CHECK(reason_with(reader) ==
        "its fonts do not say which letters they print: it needs OCR first: ocrmypdf --force-ocr in.pdf out.pdf");
}

TEST_CASE("a findings-pdf that is missing is the fault of no report") {
  setenv("FINDINGS_PDF", "/nowhere/findings-pdf", 1);
  CHECK_THROWS_AS(read_pdf("%PDF-1.7"), Error);
  unsetenv("FINDINGS_PDF");
  if (!fs::exists(fs::read_symlink("/proc/self/exe").parent_path() / "findings-pdf"))
    CHECK_THROWS_WITH(pdf_reader(), Catch::StartsWith("no PDF can be read: findings-pdf is not beside findings"));
}
