// Text files nobody should send: read as clean text or refused with a reason, and no term or word of them too long.
#include <catch2/catch.hpp>

#include <xapian.h>

#include "indexer/index_run.h"
#include "indexer/read_report.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "schema/shards.h"
#include "tests/fuzz/report_laws.h"
#include "tests/long.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

std::string repeated(std::size_t count, const std::string& part) {
  std::string text;
  text.reserve(count * part.size());
  while (count-- > 0) text += part;
  return text;
}

std::string in_utf16(const std::string& ascii, bool big, bool marked) {
  std::string out = !marked ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

}  // namespace

TEST_CASE("texts of any size, encoding and marks become clean paragraphs with short terms") {
  const TemporaryFolder folder;
  const std::string report = read_file("sample-index/reports/focused-visit-ravensholt-2019.txt") + "\n\n";
  const std::string plain =
      "Dear Ms Sowerbutts\n\nFocused visit to Wexborough children's services\n\nChildren are seen.\n";
  const std::size_t size = static_cast<std::size_t>(so_many(1 << 20, 48 << 20));
  const std::pair<const char*, std::string> texts[] = {
      {"one-line", report + repeated(size / 26, "The social worker visits. ")},
      {"one-word", report + std::string(size / 2, 'a')},
      {"no-spaces", report + repeated(size / 6, "\u5B69\u5B50")},
      {"combining", report + "child" + repeated(size / 8, "\u0301") + "ren"},
      {"invisible", report + repeated(size / 6, "\u200B\u202E")},
      {"lines", report + repeated(size / 4, "a\n\nb\n")},
      {"marked-utf8", "\xEF\xBB\xBF" + report},
      {"utf16-le", in_utf16(plain, false, true)},
      {"utf16-be", in_utf16(plain, true, true)},
      {"utf16-unmarked", in_utf16(plain, false, false)},
      {"latin-1", report + "Caf\xE9 \x93quoted\x94 \x80 5"},
      {"surrogates", report + "a\xED\xA0\x80"
                              "b\xED\xBF\xBF"
                              "c"},
      {"overlong", report + "a\xC0\xAF\xE0\x80\xAF"
                            "b\xF4\x90\x80\x80"},
      {"controls", report + "a\x1B[31mb\x07 c\x7F" +
                       "\xC2\x9B"
                       "31m"},
      {"nul", report + std::string("a\0b", 3)},
  };
  for (const auto& [name, text] : texts) write_file(folder / (std::string(name) + ".txt"), text);
  int read = 0;
  for (const auto& [name, text] : texts) {
    INFO(name);
    try {
      require_laws(read_report(folder / (std::string(name) + ".txt"), text));
      ++read;
    } catch (const Unreadable& unreadable) {
      CHECK(is_clean_line(unreadable.what()));
    }
  }
  CHECK(read >= 13);

  IndexOptions options;
  options.index = folder / "index";
  options.paths = {folder.path()};
  run_index(options, Reader{"1", read_report});
  const Xapian::Database database(current_shard(folder / "index").database().string());
  std::size_t longest = 0;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
    longest = std::max(longest, (*term).size());
  CHECK(longest <= 64);
  CHECK(database.get_doccount() > 100);
}
