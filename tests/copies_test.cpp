// Which paragraphs say the same, and which only look as if they did.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

#include "indexer/copies.h"

using namespace findings;

namespace {

ReportRecord report_of(const std::string& id, const std::vector<std::string>& texts, Kind kind = Kind::finding) {
  ReportRecord record;
  record.report.id = id;
  for (const std::string& text : texts) {
    Paragraph paragraph;
    paragraph.citation = id + '#' + std::to_string(record.report.paragraphs.size() + 1);
    paragraph.kind = kind;
    paragraph.text = text;
    record.report.paragraphs.push_back(paragraph);
  }
  return record;
}

/// "a#1 a#2" where both say the same: what each paragraph is a copy of, "-" where of nothing.
std::string groups(const std::vector<ReportRecord>& reports) {
  Records records;
  for (const ReportRecord& report : reports) records.push_back(&report);
  const Copies copies = find_copies(records);
  std::string all;
  for (const ReportRecord& record : reports)
    for (const Paragraph& paragraph : record.report.paragraphs) {
      const auto first = copies.find(&paragraph);
      all += (all.empty() ? "" : " ") + (first == copies.end() ? "-" : first->second);
    }
  return all;
}

const std::string joint =
    "The shared night team of the two boroughs answers quickly when families are in trouble. Its workers know the "
    "children well, they write down what they hear, and they hand over to the day teams before the schools open.";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a long paragraph and a slip of it are copies of the first, whatever the case and signs") {
  const auto other = GENERATE_COPY(values<std::string>({
      joint,
      changed(joint, "The shared", "• the shared"),
      changed(joint, "quickly when", "quickly, when"),
      changed(joint, "well, they write", "very well, they write"),
      changed(joint, "before the schools open", "before schools open"),
  }));
  CAPTURE(other);
  CHECK(groups({report_of("a", {joint, "Care leavers are helped."}), report_of("b", {other})}) == "a#1 - a#1");
}

TEST_CASE("another number, grade, name or negation makes another statement") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({
      {"two boroughs", "three boroughs"},
      {"two boroughs", "2 boroughs"},
      {"answers quickly", "never answers quickly"},
      {"families", "most families"},
      {"quickly", "good and quickly"},
      {"The shared night team", "Bury night team"},
      {"in trouble", "in Quillshire"},
      {"the day teams", "the Wexborough teams"},
  }));
  CAPTURE(from, to);
  CHECK(groups({report_of("a", {joint}), report_of("b", {changed(joint, from, to)})}) == "- -");
}

TEST_CASE("a paragraph that goes on to say more is no copy") {
  CHECK(groups({report_of("a", {joint}),
                report_of("b", {joint + " However, what it hands over is often late, so visits are missed."})}) ==
        "- -");
}

TEST_CASE("short statements are facts of the service they stand under") {
  const std::string nine = "There are no areas for priority or immediate action.";
  CHECK(groups({report_of("a", {nine}), report_of("b", {nine})}) == "- -");
  CHECK(groups({report_of("a", {nine, "More.", nine}), report_of("b", {nine})}) == "a#1 - a#1 -");
  CHECK(groups({report_of("a", {"The overall effectiveness is good.", "The overall effectiveness is good."})}) ==
        "- -");
}

TEST_CASE("what the inspectorate prints about itself is a copy at any length") {
  CHECK(groups({report_of("a", {"Yours sincerely"}, Kind::boilerplate),
                report_of("b", {"Yours sincerely,"}, Kind::boilerplate),
                report_of("c", {"Yours sincerely"}, Kind::finding)}) == "a#1 a#1 -");
}

TEST_CASE("what a wrapper repeats is a copy of it, whichever stands first") {
  const std::string told =
      "Inspectors found: " + changed(joint, "in trouble", "in all sorts of great trouble or grief");
  ReportRecord wrapped = report_of("a", {told, joint, "Care leavers are helped."});
  wrapped.report.paragraphs[0].repeats = "a#2";
  CHECK(groups({wrapped}) == "a#1 a#1 -");
  wrapped.report.paragraphs[0].repeats = std::nullopt;
  wrapped.report.paragraphs[1].repeats = "a#1";
  CHECK(groups({wrapped}) == "a#1 a#1 -");
  // The joint service's other report says the same as what was repeated.
  CHECK(groups({wrapped, report_of("b", {joint})}) == "a#1 a#1 - a#1");
}

TEST_CASE("a group does not drift: each member is like its first") {
  // Each step changes one word of sixty, and three of the 58 runs with it: after three steps 49 of 67 are left.
  std::vector<std::string> steps{""};
  for (int word = 0; word < 60; ++word)
    steps[0] += (word ? " w" : "w") + std::string(1, char('a' + word % 26)) + std::string(1, char('a' + word / 26));
  for (int step = 0; step < 12; ++step) {
    std::string next = steps.back();
    next.replace(static_cast<std::size_t>(step) * 16 + 1, 1, "x");
    steps.push_back(next);
  }
  std::vector<ReportRecord> reports;
  for (std::size_t i = 0; i < steps.size(); ++i) reports.push_back(report_of("r" + std::to_string(i), {steps[i]}));
  Records records;
  for (const ReportRecord& report : reports) records.push_back(&report);
  const Copies copies = find_copies(records);
  std::set<std::string> firsts;
  for (const auto& [paragraph, first] : copies) firsts.insert(first);
  // The thirteenth text is alone.
  CHECK(firsts == std::set<std::string>{"r0#1", "r3#1", "r6#1", "r9#1"});
}

TEST_CASE("candidates by hashing find what comparing all with all finds") {
  std::mt19937 random(7);
  std::vector<std::string> texts;
  while (texts.size() < 600) {
    std::string text;
    if (texts.size() % 3 == 0) {
      for (unsigned word = 0; word < 24 + random() % 60; ++word)
        text += (word ? " word" : "word") + std::string(1, char('a' + random() % 26)) + char('a' + random() % 26);
    } else {
      text = texts[random() % texts.size()];
      for (unsigned n = random() % 4; n > 0; --n) text[text.find("word", random() % (text.size() - 8)) + 4] = 'k';
    }
    texts.push_back(text);
  }
  const auto runs = [](const std::string& text) {
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; in >> word;) words.push_back(word);
    std::set<std::string> all;
    for (std::size_t i = 0; i + 3 <= words.size(); ++i) all.insert(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2]);
    return all;
  };
  std::vector<ReportRecord> reports;
  std::vector<std::set<std::string>> all_runs;
  std::vector<std::size_t> first_of;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    reports.push_back(report_of(std::to_string(i), {texts[i]}));
    all_runs.push_back(runs(texts[i]));
    first_of.push_back(i);
    for (std::size_t j = 0; j < i && first_of[i] == i; ++j) {
      if (first_of[j] != j) continue;
      std::size_t both = 0;
      for (const std::string& one : all_runs[i]) both += all_runs[j].contains(one);
      if (static_cast<double>(both) >= near_copy * static_cast<double>(all_runs[i].size() + all_runs[j].size() - both))
        first_of[i] = j;
    }
  }
  std::string expected;
  std::size_t copies = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool has_copies = std::count(first_of.begin(), first_of.end(), first_of[i]) > 1;
    copies += has_copies;
    expected += (expected.empty() ? "" : " ") + (has_copies ? std::to_string(first_of[i]) + "#1" : "-");
  }
  REQUIRE(copies > 200);
  CHECK(groups(reports) == expected);
}
