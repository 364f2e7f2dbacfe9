#include "indexer/manifest.h"

#include <random>

#include <catch2/catch.hpp>

#include "schema/error.h"

using namespace findings;

namespace {

std::vector<ManifestRow> parse(const std::string& csv) { return parse_manifest(csv, "facts.csv"); }

}  // namespace

TEST_CASE("a manifest is read by the names of its columns, in any order") {
  const auto rows = parse("urn,file,published\n80001,ashby.pdf,2012-06-13\n,merrow.pdf,\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].file == "ashby.pdf");
  CHECK(rows[0].facts.urn == "80001");
  CHECK(rows[0].facts.published == read_iso_date("2012-06-13"));
  CHECK_FALSE(rows[0].facts.url);
  CHECK(rows[1].facts == Facts{});
  CHECK(rows[1].line == 3);
}

TEST_CASE("byte order marks, every line end, empty lines and quotes are read") {
  const auto rows = parse(
      "\xEF\xBB\xBF" "file,url\r\n\r\n"
      "\"a, b.pdf\",\"https://example.org/?q=\"\"x\"\"\"\r\n"
      "\"two\nlines.pdf\", https://example.org/c \n"
      "last.pdf,");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].file == "a, b.pdf");
  CHECK(rows[0].facts.url == "https://example.org/?q=\"x\"");
  CHECK(rows[1].file == "two lines.pdf");
  CHECK(rows[1].facts.url == "https://example.org/c");
  CHECK(rows[2].line == 6);
}

TEST_CASE("an authority in a manifest gets its one name, or is kept without the word council") {
  const auto rows = parse("file,authority\na.pdf,Durham County Council\nb.pdf,Thorncastle Borough Council\n");
  CHECK(rows[0].facts.authority == "Durham");
  CHECK(rows[1].facts.authority == "Thorncastle");
}

TEST_CASE("a faulty manifest is refused, and the line is named") {
  struct Case {
    const char *csv, *message;
  };
  const Case cases[] = {
      {"", "facts.csv line 1: an empty file"},
      {"\n\n", "facts.csv line 1: an empty file"},
      {"url\nx\n", "facts.csv line 1: there is no column \"file\""},
      {"file,publishd\n", "facts.csv line 1: no column is called \"publishd\"; did you mean \"published\"?"},
      {"file,url,file\n", "facts.csv line 1: the column \"file\" stands twice"},
      {"file,url\na.pdf\n", "facts.csv line 2: 1 cells, and 2 columns"},
      {"file,url\na.pdf,x,y\n", "facts.csv line 2: 3 cells, and 2 columns"},
      {"file,url\n,x\n", "facts.csv line 2: the cell \"file\" is empty"},
      {"file,published\na.pdf,2012-06-31\n", "facts.csv line 2: \"2012-06-31\" is no day"},
      {"file,published\na.pdf,13/06/2012\n", "facts.csv line 2: \"13/06/2012\" is no day"},
      {"file,url\na.pdf,x\nb.pdf,\"y\n\n", "facts.csv line 3: a quotation mark is never closed"},
      {"file,url\na.pdf,\"x\"y\n", "facts.csv line 2: something follows a closing quotation mark"},
      {"file,url\na.pdf,x\"y\n", "facts.csv line 2: a quotation mark inside a cell that does not begin with one"},
      {"file,url\na.pdf,x\ry\n", "facts.csv line 2: a carriage return stands inside a line"},
      {"file,url\n\"a\n.pdf\",x\nb.pdf,x\nb.pdf,y\n", "facts.csv line 5: \"b.pdf\" stands already in line 4"},
  };
  for (const Case& one : cases) {
    INFO(one.csv);
    CHECK_THROWS_WITH(parse(one.csv), one.message);
  }
}

TEST_CASE("no bytes can do more to a manifest than make it an error") {
  std::mt19937 random(3);
  const std::string letters = "file,url\n\r\"\0\xEF\xBB\xBF\xFF a1-";
  for (int i = 0; i < 5000; ++i) {
    std::string csv = i % 2 == 0 ? "file,published\n" : "";
    for (auto length = random() % 60; length > 0; --length) csv += letters[random() % letters.size()];
    try {
      parse(csv);
    } catch (const Error& error) {
      CHECK(std::string(error.what()).starts_with("facts.csv line "));
    }
  }
}

TEST_CASE("a row belongs to the files whose path ends with it, whole names only, the longest first") {
  const auto rows = parse("file\nashby.pdf\n2012/ashby.pdf\n/srv/reports/ashby.pdf\n");
  CHECK(row_of(rows, "/home/ashby.pdf") == &rows[0]);
  CHECK(row_of(rows, "/home/2012/ashby.pdf") == &rows[1]);
  CHECK(row_of(rows, "/home/12012/ashby.pdf") == &rows[0]);
  CHECK(row_of(rows, "/srv/reports/ashby.pdf") == &rows[2]);
  CHECK(row_of(rows, "/home/great-ashby.pdf") == nullptr);
}
