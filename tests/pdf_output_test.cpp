#include "indexer/pdf_output.h"

#include <catch2/catch.hpp>

#include <string>

using namespace findings;

namespace {

const std::string line =
    R"({"page":1,"text":"Board1 \"and\" \\ café","x0":70.94,"y0":-1.50,"x1":118.19,"y1":227.32,"size":14.04,)"
    R"("bold":true,"italic":false,"marks":[{"at":5,"length":1}]})" "\n";

std::string summary(int pages, int lines) {
  return R"({"pages":)" + std::to_string(pages) + R"(,"lines":)" + std::to_string(lines) +
         R"(,"letters":40,"unreadable":1,"sideways":2,"encrypted":false,"repaired":true,"damaged":[],"pictures":[1,2]})"
         "\n";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("what findings-pdf prints is read back") {
  const auto text = parse_pdf_output(line + summary(2, 1));
  REQUIRE(text);
  REQUIRE(text->lines.size() == 1);
  const Line& read = text->lines[0];
  CHECK(read.text == "Board1 \"and\" \\ café");
  CHECK(read.page == 1);
  CHECK(read.x0 == Approx(70.94));
  CHECK(read.y0 == Approx(-1.5));
  CHECK(read.size == Approx(14.04));
  CHECK(read.bold);
  CHECK_FALSE(read.italic);
  REQUIRE(read.marks.size() == 1);
  CHECK(read.marks[0].at == 5);
  CHECK(read.marks[0].length == 1);
  CHECK(text->pages == 2);
  CHECK(text->letters == 40);
  CHECK(text->unreadable == 1);
  CHECK(text->sideways == 2);
  CHECK(text->repaired);
  CHECK(text->damaged.empty());
  CHECK(text->pictures == std::vector{1, 2});
}

TEST_CASE("a list of lines is complete only with its summary") {
  CHECK_FALSE(parse_pdf_output(""));
  CHECK_FALSE(parse_pdf_output(line));
  CHECK_FALSE(parse_pdf_output(line + summary(2, 2)));
  CHECK_FALSE(parse_pdf_output(line + summary(2, 1) + line));
  const std::string whole = line + summary(2, 1);
  for (std::size_t length = 0; length < whole.size(); ++length)
    REQUIRE_FALSE(parse_pdf_output(std::string_view(whole).substr(0, length)));
}

TEST_CASE("output that findings-pdf could not have written is refused whole") {
  const struct {
    const char *from, *to;
  } changes[] = {
      {"\"page\":1", "\"page\":0"},
      {"\"page\":1", "\"page\":3"},
      {"\"page\":1", "\"page\":-1"},
      {"\"page\":1", "\"page\":99999999999999"},
      {"\"page\":1", "\"page\": 1"},
      {"\"page\":1", "\"seite\":1"},
      {"70.94", "nan"},
      {"70.94", "inf"},
      {"70.94", "1e30"},
      {"70.94", "\"70\""},
      {"70.94", ""},
      {"true", "True"},
      {"é", "\xE9"},
      {"é", "\xED\xA0\x80"},
      {"é", "\xC3"},
      {"é", "\n"},
      {"é", "\x01"},
      {"\\\\", "\\n"},
      {"\"at\":5", "\"at\":20"},
      {"\"at\":5", "\"at\":19"},
      {"\"at\":5", "\"at\":-1"},
      {"\"length\":1", "\"length\":0"},
      {"\"length\":1", "\"length\":15"},
      {"}\n", "}\r\n"},
      {"\"letters\":40", "\"letters\":-1"},
      {"[1,2]", "[1,3]"},
      {"[1,2]", "[1,]"},
      {"[1,2]", "[1,2"},
  };
  for (const auto& change : changes) {
    INFO(change.from << " -> " << change.to);
    CHECK_FALSE(parse_pdf_output(replaced(line + summary(2, 1), change.from, change.to)));
  }
}

TEST_CASE("pages come in order") {
  const std::string second = replaced(line, "\"page\":1", "\"page\":2");
  CHECK(parse_pdf_output(line + second + summary(2, 2)));
  CHECK_FALSE(parse_pdf_output(second + line + summary(2, 2)));
}
