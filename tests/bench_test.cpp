// The reports that benchmarks are made of: bench/shape.txt in, reports of that shape out.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "bench/made_reports.h"
#include "bench/made_words.h"
#include "schema/text.h"

using namespace findings;
using namespace findings::bench;

namespace {

Shape committed_shape() {
  std::ifstream in("bench/shape.txt");
  return read_shape(in);
}

std::vector<const Paragraph*> paragraphs_of(const std::vector<ReportRecord>& records) {
  std::vector<const Paragraph*> all;
  for (const ReportRecord& record : records)
    for (const Paragraph& paragraph : record.report.paragraphs) all.push_back(&paragraph);
  return all;
}

std::size_t having(const std::vector<const Paragraph*>& paragraphs, const std::string& word) {
  return static_cast<std::size_t>(std::count_if(paragraphs.begin(), paragraphs.end(), [&](const Paragraph* paragraph) {
    return (' ' + fold(paragraph->text) + ' ').find(' ' + word + ' ') != std::string::npos;
  }));
}

}  // namespace

TEST_CASE("what is written of a shape is read back") {
  std::ifstream in("bench/shape.txt");
  std::stringstream whole;
  whole << in.rdbuf();
  std::istringstream again(whole.str());
  std::ostringstream out;
  write(read_shape(again), out);
  CHECK(out.str() == whole.str());
}

TEST_CASE("a line that says nothing of a shape is named") {
  std::istringstream in("word care 5 7\nparagraph 12\n");
  CHECK_THROWS_WITH(read_shape(in), "line 2 says nothing of a shape: paragraph 12");
}

TEST_CASE("made reports are the same for the same seed, and others for another") {
  const Shape shape = committed_shape();
  const auto texts = [&](std::uint64_t seed) {
    const auto records = make_reports(shape, 300, seed);
    std::string all;
    for (const Paragraph* paragraph : paragraphs_of(records)) all += paragraph->citation + ' ' + paragraph->text + '\n';
    return all;
  };
  CHECK(texts(1) == texts(1));
  CHECK(texts(1) != texts(2));
}

TEST_CASE("as many made paragraphs as real ones stand alike, are as long, and have a word as often") {
  const Shape shape = committed_shape();
  std::map<std::string, double> real;  // by area, grade and kind
  std::size_t count = 0, words = 0;
  for (const ReportShape& report : shape.reports)
    for (const RunShape& run : report.runs)
      for (const ParagraphShape& paragraph : run.paragraphs) {
        ++real["area " + run.area];
        ++real["grade " + (run.grade ? std::string(to_string(*run.grade)) : "")];
        ++real["kind " + std::string(to_string(run.kind))];
        words += paragraph.words;
        ++count;
      }
  const auto records = make_reports(shape, count, 1);
  const auto paragraphs = paragraphs_of(records);
  REQUIRE(paragraphs.size() == count);
  std::set<std::string> citations;
  std::map<std::string, double> made;
  std::size_t made_words = 0;
  for (const Paragraph* paragraph : paragraphs) {
    citations.insert(paragraph->citation);
    ++made["area " + paragraph->area];
    ++made["grade " + (paragraph->grade ? std::string(to_string(*paragraph->grade)) : "")];
    ++made["kind " + std::string(to_string(paragraph->kind))];
    const std::string folded = fold(paragraph->text);
    made_words += static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + (folded.empty() ? 0 : 1);
  }
  CHECK(citations.size() == count);
  CHECK(made == real);
  CHECK(static_cast<double>(made_words) == Approx(static_cast<double>(words)).epsilon(0.02));
  for (const std::string word : {"to", "children", "support", "timely", "neglect"}) {
    INFO(word);
    const auto found =
        std::find_if(shape.words.begin(), shape.words.end(), [&](const WordShape& w) { return w.text == word; });
    REQUIRE(found != shape.words.end());
    CHECK(static_cast<double>(having(paragraphs, word)) == Approx(found->paragraphs).epsilon(0.12));
  }
}
