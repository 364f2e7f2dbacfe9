#include "schema/columns.h"

#include <random>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "schema/error.h"
#include "schema/files.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

void write_three_paragraphs(const std::filesystem::path& file) {
  ColumnsWriter writer({"report", "authority", "section"});
  writer.add({{"slac/ashby/2012-05-04"}, {"Ashby"}, {"Safeguarding services", "Staying safe"}});
  writer.add({{"slac/ashby/2012-05-04"}, {"Ashby"}, {"Safeguarding services"}});
  writer.add({{"slac/whitcombe/2011-03-18"}, {"Whitcombe"}, {"Safeguarding services", "Staying safe"}});
  writer.write(file);
}

std::vector<std::string> values(const Column& column, std::size_t docid) {
  std::vector<std::string> found;
  for (const auto place : column.sets.at(column.codes[docid])) found.push_back(column.values.at(place));
  return found;
}

}  // namespace

TEST_CASE("columns give back each paragraph's values by docid") {
  const TemporaryFolder folder;
  write_three_paragraphs(folder / "columns");
  const Columns columns(folder / "columns");

  CHECK(columns.documents() == 3);
  CHECK(columns.at("authority").values == std::vector<std::string>{"Ashby", "Whitcombe"});
  CHECK(values(columns.at("authority"), 3) == std::vector<std::string>{"Whitcombe"});
  CHECK(values(columns.at("section"), 1) == std::vector<std::string>{"Safeguarding services", "Staying safe"});
  CHECK(values(columns.at("section"), 2) == std::vector<std::string>{"Safeguarding services"});
  CHECK(columns.at("section").codes[1] == columns.at("section").codes[3]);
}

TEST_CASE("docid 0, which is no document, has no values") {
  const TemporaryFolder folder;
  write_three_paragraphs(folder / "columns");
  const Columns columns(folder / "columns");
  CHECK(columns.at("report").codes[0] == 0);
  CHECK(columns.at("report").sets[0].empty());
  CHECK(columns.at("report").codes.size() == 4);
}

TEST_CASE("columns of an empty index can be opened") {
  const TemporaryFolder folder;
  ColumnsWriter({"report", "authority"}).write(folder / "columns");
  const Columns columns(folder / "columns");
  CHECK(columns.documents() == 0);
  CHECK(columns.at("authority").values.empty());
}

TEST_CASE("codes lie where a processor likes to read them") {
  const TemporaryFolder folder;
  write_three_paragraphs(folder / "columns");
  const Columns columns(folder / "columns");
  CHECK(reinterpret_cast<std::uintptr_t>(columns.groups().data()) % 64 == 0);
}

TEST_CASE("a field that has no column is a mistake of the program") {
  const TemporaryFolder folder;
  write_three_paragraphs(folder / "columns");
  const Columns columns(folder / "columns");
  CHECK_THROWS_AS(columns.at("colour"), std::out_of_range);
  CHECK_THROWS_AS(ColumnsWriter({"report", "authority"}).add({{"only one"}}), std::invalid_argument);
}

TEST_CASE("a columns file that is missing or is something else is named") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "columns";
  CHECK_THROWS_WITH(Columns(file), "the index is damaged: " + file.string() + ": No such file or directory");
  write_file(file, "");
  CHECK_THROWS_WITH(Columns(file), "the index is damaged: " + file.string() + ": too short");
  write_file(file, "Children are seen alone, and what they say shapes the plan.");
  CHECK_THROWS_WITH(Columns(file), "the index is damaged: " + file.string() + ": not a columns file");
  CHECK_THROWS_WITH(Columns(folder / ""), Catch::Contains("too short"));
}

TEST_CASE("a columns file cut short anywhere is damaged") {
  const TemporaryFolder folder;
  write_three_paragraphs(folder / "columns");
  const std::string whole = read_file(folder / "columns");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write_file(folder / "cut", whole.substr(0, size));
    INFO(size << " bytes of " << whole.size());
    CHECK_THROWS_AS(Columns(folder / "cut"), Error);
  }
}

TEST_CASE("a flipped bit makes an error or another value, never a place outside the file") {
  const TemporaryFolder folder;
  write_three_paragraphs(folder / "columns");
  const std::string whole = read_file(folder / "columns");
  int damaged = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    ::unlink((folder / "flipped").c_str());
    replace_file(folder / "flipped", flipped);
    try {
      const Columns columns(folder / "flipped");
      for (const char* field : {"report", "authority", "section"}) try {
          for (std::size_t docid = 0; docid < columns.documents(); ++docid) values(columns.at(field), docid);
        } catch (const std::out_of_range& wrong) {
          CHECK(std::string(wrong.what()).starts_with("no column is kept of"));  // the flip was in its name
        }
    } catch (const Error&) {
      ++damaged;
    }
  }
  CHECK(damaged > 0);
}
