// The sample reports against truth made by hand.
#include <filesystem>
#include <set>

#include "schema/text.h"
#include "tests/truth.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

/// Names of the sample reports, without their endings.
Texts samples() {
  Texts names;
  for (const auto& entry : fs::directory_iterator("sample-index/reports")) names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return names;
}

const Report& sample(const std::string& name) {
  static std::map<std::string, Report> read;
  const auto known = read.find(name);
  if (known != read.end()) return known->second;
  const fs::path file = "sample-index/reports/" + name + ".txt";
  return read[name] = read_report(file, file_bytes(file));
}

nlohmann::json truth_of(const std::string& name) { return json_of("sample-index/truth/" + name + ".json"); }

}  // namespace

TEST_CASE("every sample report has its truth, and they are of every framework") {
  CHECK(samples().size() >= 8);
  std::set<std::string> kinds;
  for (const std::string& name : samples()) {
    INFO(name);
    CHECK(fs::exists("sample-index/truth/" + name + ".json"));
    kinds.insert(sample(name).framework.value_or("none"));
  }
  CHECK(kinds == std::set<std::string>{"focused-visit", "ilacs", "lac-2013", "send", "sif", "slac"});
}

TEST_CASE("sample reports: who was inspected, when, by whom, under what framework") {
  for (const std::string& name : samples()) {
    INFO(name);
    const Report& report = sample(name);
    const auto truth = truth_of(name);
    CHECK(report.framework == text_at(truth, "framework"));
    CHECK(report.authority == text_at(truth, "authority"));
    REQUIRE(report.inspected);
    CHECK(to_string(report.inspected->from) == text_at(truth["inspected"], "from"));
    CHECK(to_string(report.inspected->to) == text_at(truth["inspected"], "to"));
    CHECK((report.published ? to_string(*report.published) : "") == text_at(truth, "published"));
    CHECK(report.published_from.value_or("") == (report.published ? "report" : ""));
    CHECK(report.lead_inspector == text_at(truth, "lead_inspector"));
    CHECK_FALSE(report.title.empty());
  }
}

TEST_CASE("sample reports: every section with its area, grade and numbers, and no other grade") {
  for (const std::string& name : samples()) {
    INFO(name);
    check_sections(sample(name), truth_of(name)["sections"], "heading", "first", "last");
  }
}

TEST_CASE("sample reports: every printed number is read, once and in turn") {
  for (const std::string& name : samples()) {
    INFO(name);
    check_numbers(sample(name), number_at(truth_of(name), "last_paragraph"));
  }
}

TEST_CASE("sample reports: overall grades are read where there is one") {
  for (const std::string& name : samples()) {
    INFO(name);
    const auto truth = truth_of(name);
    if (!truth.contains("overall")) continue;
    Texts overall;
    for (const Judgement& judgement : sample(name).judgements)
      if (judgement.area == "whole-service" && judgement.grade) overall.emplace_back(to_string(*judgement.grade));
    CHECK(overall == Texts{text_at(truth, "overall")});
  }
}

TEST_CASE("sample reports: nothing is warned of but that the authorities are invented") {
  for (const std::string& name : samples()) {
    for (const Warning& warning : sample(name).warnings) {
      INFO(name << ": " << warning.message);
      CHECK(warning.code == "unknown-authority");
    }
  }
}

TEST_CASE("sample reports: paragraphs are single lines of text without markup, marks or contents") {
  for (const std::string& name : samples()) {
    std::set<std::string> citations;
    for (const Paragraph& paragraph : sample(name).paragraphs) {
      INFO(paragraph.citation << ": " << paragraph.text);
      CHECK(citations.insert(paragraph.citation).second);
      CHECK(paragraph.text == tidy(paragraph.text));
      CHECK_FALSE(paragraph.text.empty());
      for (const char* left_over : {"**", "<p>", "</p>", "|", "\t", "¹", "²", "(Grade 2)\tA"})
        CHECK(paragraph.text.find(left_over) == std::string::npos);
      const std::string folded = fold(paragraph.text);
      CHECK_FALSE(folded.empty());
      CHECK(folded.find_first_not_of("0123456789 ") != std::string::npos);
      CHECK_FALSE(read_grade(paragraph.text));
    }
  }
}

TEST_CASE("sample reports: there is much to find, and neglect stands where the example looks for it") {
  std::size_t paragraphs = 0, found = 0;
  for (const std::string& name : samples())
    for (const Paragraph& paragraph : sample(name).paragraphs) {
      ++paragraphs;
      if (paragraph.area == "looked-after-children" && paragraph.grade == Grade::adequate &&
          fold(paragraph.text).find("neglect") != std::string::npos)
        ++found;
    }
  CHECK(paragraphs >= 500);
  CHECK(found > 0);
}

TEST_CASE("a sample report that a covering paper wraps keeps the paper apart and finds its repetitions") {
  const Report& report = sample("sif-eastmarsh-and-vale-2017");
  std::size_t covering = 0, repetitions = 0;
  for (const Paragraph& paragraph : report.paragraphs) {
    if (report.sections[paragraph.section].path.front() != "[covering paper]") continue;
    ++covering;
    CHECK(paragraph.area == "about");
    CHECK_FALSE(paragraph.grade);
    if (paragraph.repeats) ++repetitions;
  }
  CHECK(covering > 10);
  CHECK(repetitions > 2);
}
