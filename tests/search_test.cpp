// From an index to an answer: what is found, what of it is marked, how it is counted and ordered.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "schema/error.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

/// The stretches marked in the only paragraph of an index.
std::vector<std::string> marked(const std::string& text, const std::string& question) {
  const Index index({report_of("Ashby", "2012-05-04", {{text}})});
  const Results results = index.search(question);
  REQUIRE(results.hits.size() == 1);
  std::vector<std::string> stretches;
  for (const Match& match : results.hits[0].matches) {
    std::size_t byte = 0, point = 0;
    const auto to = [&](std::size_t wanted) {
      for (; point < wanted; ++point) do
          ++byte;
        while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
      return byte;
    };
    const std::size_t begin = to(match.start), end = to(match.start + match.length);
    stretches.push_back(text.substr(begin, end - begin));
  }
  return stretches;
}

using Stretches = std::vector<std::string>;

}  // namespace

TEST_CASE("words are found in any of their forms, quoted ones as typed") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"Signs of neglect are noticed."},
                                {"Neglected children’s well-being suffers, as do 11+ year olds in the U.K."},
                                {"Visits are not delayed by long."},
                                {"The plan drifts and there is much delay."}})});
  const auto [question, paragraphs] = GENERATE(table<std::string, std::size_t>({
      {"neglect", 2},
      {"NEGLECT", 2},
      {"Neglects", 2},
      {"\"neglect\"", 1},
      {"\"Neglected\"", 1},
      {"delay", 2},
      {"delay -drift", 1},
      {"NOT neglect", 2},
      {"neglect OR drift", 3},
      {"(neglect OR drift) delay", 1},
      {"children's", 1},
      {"children’s", 1},
      {"well-being", 1},
      {"\"well being\"", 1},
      {"being-well", 0},
      {"11+", 1},
      {"U.K.", 1},
      {"uk", 1},
      {"negl*", 2},
      {"dela*", 2},
      {"\"signs of neglect\"", 1},
      {"\"sign of neglect\"", 0},
      {"drift NEAR/5 delays", 1},
      {"drift NEAR/4 delays", 0},
      {"delays NEAR/5 drift", 1},
      {"delays ADJ/5 drift", 0},
      {"drift ADJ/5 delays", 1},
      {"\"drift\" NEAR/5 delay", 0},
      {"plan ADJ drift", 1},
      {"*", 4},
      {"* -neglect", 2},
      {"area:adoption", 0},
      {"area:adoption OR delay", 2},
      {"neglect -grade:adequate", 0},
      {"section:\"staying safe\" neglect", 2},
      {"section:services neglect", 2},
      {std::string(400, 'x'), 0},
  }));
  CAPTURE(question);
  CHECK(index.count(question) == paragraphs);
}

TEST_CASE("what is marked is what was matched") {
  CHECK(marked("Children are seen; a child is heard.", "children") == Stretches{"Children", "child"});
  CHECK(marked("Children are seen; a child is heard.", "\"children\"") == Stretches{"Children"});
  CHECK(marked("Delays, delayed, delay.", "delaying") == Stretches{"Delays", "delayed", "delay"});
  CHECK(marked("Delays, delayed, delay.", "\"delayed\"") == Stretches{"delayed"});
  CHECK(marked("Safe staying is not staying safe.", "\"staying safe\"") == Stretches{"staying safe"});
  CHECK(marked("Café – “Children’s” <plans> & 10² more.", "children's plan") == Stretches{"Children’s", "plans"});
  CHECK(marked("•discussions about drift •decisions", "discussion decision") == Stretches{"discussions", "decisions"});
  CHECK(marked("Their well-being and being well", "well-being") == Stretches{"well-being"});
  CHECK(marked("neglected neglect drift", "negl* -delay") == Stretches{"neglected", "neglect"});
  CHECK(marked("one two neglect", "neglect OR absent") == Stretches{"neglect"});
  CHECK(marked("a neglect b", "*").empty());
  CHECK(marked("a neglect b", "grade:adequate").empty());
  CHECK(marked("looked after children looked on", "\"looked after\" \"after children\"") ==
        Stretches{"looked after children"});
  CHECK(marked(std::string(70, 'y') + " then neglect " + std::string(63, 'z') + " and drift", "then neglect drift") ==
        Stretches{"then", "neglect", "drift"});
}

TEST_CASE("words of NEAR are marked only where they are near") {
  CHECK(marked("drift here. One two three four five six. Drifting causes delay", "drift NEAR/3 delay") ==
        Stretches{"Drifting", "delay"});
  CHECK(marked("delay drift x x x drift delay", "drift ADJ/2 delay") == Stretches{"drift", "delay"});
}

TEST_CASE("counts come in paragraphs, reports and authorities") {
  const Index index({report_of("Ashby", "2011-05-04", {{"neglect"}, {"neglect"}, {"drift"}}),
                     report_of("Ashby", "2012-05-04", {{"neglect"}}), report_of("Nether", "2012-06-04", {{"neglect"}}),
                     report_of("nobody", "2012-06-05", {{"neglect"}})});
  CHECK(index.search("neglect").found == Counts{5, 4, 2});
  CHECK(index.search("drift").found == Counts{1, 1, 1});
  CHECK(index.search("authority:none").found == Counts{1, 1, 0});
}

TEST_CASE("a facet's values stay to be chosen when one of them is") {
  const Index index(
      {report_of("Ashby", "2012-05-04",
                 {{"neglect", "A", "adoption", Grade::good}, {"neglect", "B", "leadership", Grade::adequate}}),
       report_of("Nether", "2012-06-04",
                 {{"neglect", "A", "adoption", Grade::inadequate}, {"neglect", "C", "about", std::nullopt}})});
  Question question = index->understand("neglect grade:adequate", {});
  question.facets = {"grade", "area"};
  const Results results = index->search(question);
  CHECK(results.found.paragraphs == 1);
  REQUIRE(results.facets.size() == 2);

  std::vector<std::string> grades;
  for (const FacetValue& value : results.facets[0].values)
    grades.push_back(value.label + ' ' + std::to_string(value.counts.paragraphs) + (value.selected ? " selected" : ""));
  CHECK(grades == Stretches{"Adequate 1 selected", "Good 1", "Inadequate 1", "Not graded 1"});
  REQUIRE(results.facets[1].values.size() == 1);
  CHECK(results.facets[1].values[0].label == "Leadership");
}

TEST_CASE("a selected value that finds nothing is still there to be given up") {
  const Index index({report_of("Ashby", "2012-05-04", {{"neglect"}, {"drift", "B", "adoption"}})});
  Question question = index->understand("drift", {{"area", {"looked-after-children"}}});
  question.facets = {"area"};
  const Results results = index->search(question);
  REQUIRE(results.facets[0].values.size() == 2);
  CHECK(results.facets[0].values[0].value == "looked-after-children");
  CHECK(results.facets[0].values[0].selected);
  CHECK(results.facets[0].values[0].counts == Counts{});
  CHECK(results.facets[0].values[1].value == "adoption");
}

TEST_CASE("only facets without an order of their own are cut short") {
  std::vector<Report> reports;
  for (int i = 0; i < 5; ++i)
    reports.push_back(report_of("Place" + std::to_string(i), std::to_string(2010 + i) + "-05-04",
                                std::vector<Row>(i == 3 ? 2 : 1, {"neglect"})));
  const Index index(reports);
  Question question = index->understand("neglect", {});
  question.facets = {"authority", "year"};
  question.facet_values = 2;
  const Results results = index->search(question);
  CHECK(results.facets[0].truncated);
  CHECK(results.facets[0].total_values == 5);
  REQUIRE(results.facets[0].values.size() == 2);
  CHECK(results.facets[0].values[0].value == "Place3");
  CHECK(results.facets[0].values[1].value == "Place0");
  CHECK_FALSE(results.facets[1].truncated);
  CHECK(results.facets[1].values.size() == 5);

  question.facets = {"grad"};
  CHECK_THROWS_WITH(index->search(question), "no facet is called \"grad\"; did you mean \"grade\"?");
}

TEST_CASE("hits are sorted as asked, ties in the order of the index, the undated last") {
  const Index index(
      {report_of("Beta", "2011-05-04", {{"neglect", "A", "about", Grade::inadequate}}),
       report_of("Alpha", "2013-05-04",
                 {{"neglect neglect", "A", "about", std::nullopt}, {"neglect", "A", "about", Grade::good}}),
       report_of("Gamma", "", {{"neglect x x", "A", "about", Grade::outstanding}})});
  const auto order = [&](Sort sort) {
    Question question = index->understand("neglect", {});
    question.sort = sort;
    std::string citations;
    for (const FoundHit& found : index->search(question).hits)
      citations += found.hit.authority[0] + std::to_string(found.hit.number) + ' ';
    return citations;
  };
  CHECK(order(Sort::newest) == "A1 A2 B1 G1 ");
  CHECK(order(Sort::oldest) == "B1 A1 A2 G1 ");
  CHECK(order(Sort::authority) == "A1 A2 B1 G1 ");
  CHECK(order(Sort::grade) == "G1 A2 B1 A1 ");
  CHECK(order(Sort::relevance).starts_with("A1 "));
}

TEST_CASE("a day range never finds the undated") {
  const Index index({report_of("Ashby", "2011-05-04", {{"neglect"}}), report_of("Nether", "2012-06-30", {{"neglect"}}),
                     report_of("Nowhen", "", {{"neglect"}})});
  CHECK(index.count("inspected:2011") == 1);
  CHECK(index.count("inspected:2012-06") == 1);
  CHECK(index.count("inspected:2012-06-30..") == 1);
  CHECK(index.count("inspected:..2011-05-03") == 0);
  CHECK(index.count("inspected:..2012") == 2);
  CHECK(index.count("year:2011..2012") == 2);
  CHECK(index.count("year:..2011") == 1);
  CHECK(index.count("year:none") == 1);
  CHECK(index.count("year:1999") == 0);
  CHECK(index.count("published:2012") == 0);
  CHECK(index.count("NOT inspected:2011") == 2);
}

TEST_CASE("a question that finds nothing says which filter emptied it") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"neglect", "A", "looked-after-children", Grade::good},
                                {"drift", "A", "looked-after-children", Grade::adequate},
                                {"neglect", "B", "help-and-protection", Grade::adequate}})});
  const Results results = index.search("neglect", {{"area", {"looked-after-children"}}, {"grade", {"adequate"}}});
  CHECK(results.found == Counts{});
  REQUIRE(results.help);
  REQUIRE(results.help->without.size() == 2);
  CHECK(results.help->without[0].filter.field == "area");
  CHECK(results.help->without[0].counts.paragraphs == 1);
  CHECK(results.help->without[0].values[0].value == "help-and-protection");
  CHECK(results.help->without[1].filter.field == "grade");
  CHECK(results.help->without[1].values[0].value == "good");
  REQUIRE(results.help->words.size() == 1);
  CHECK(results.help->words[0].within_filters == Counts{});
  CHECK(results.help->words[0].anywhere == Counts{2, 1, 1});
  CHECK_FALSE(results.suggestion);
  CHECK_FALSE(index.search("neglect").help);
}

TEST_CASE("only a word that occurs nowhere is taken for a slip") {
  const Index index(
      {report_of("Ashby", "2012-05-04", {{"neglect are care leavers"}, {"Neglect and supervision for care"}})});
  const Results results = index.search("negelct suprevision");
  REQUIRE(results.suggestion);
  CHECK(results.suggestion->text == "neglect supervision");
  CHECK(results.suggestion->counts.paragraphs == 1);
  CHECK(results.suggestion->replaced.front() == std::pair<std::string, std::string>("negelct", "neglect"));
  CHECK(index.search("(\"negelct\" OR supervision) grade:adequate").suggestion->text ==
        "(\"neglect\" OR supervision) grade:adequate");
  CHECK_FALSE(index.search("care").suggestion);
  CHECK_FALSE(index.search("cared leaver").suggestion);
  CHECK_FALSE(index.search("xylophone").suggestion);
  CHECK_FALSE(index.search("NOT negelct").suggestion);
  CHECK_FALSE(index.search("negl* w1th").suggestion);
}

TEST_CASE("a wildcard that stands for too many words says so") {
  std::string text, more;
  for (int i = 0; i < 60; ++i)
    text += "negl" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i / 26)) + ' ';
  for (int i = 60; i < 120; ++i)
    more += "negl" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i / 26)) + ' ';
  const Index index({report_of("Ashby", "2012-05-04", {{text}, {more}})});
  CHECK(index.search("negl*").notes == Stretches{"negl* stands for 120 words; the 100 commonest were searched for"});
  CHECK(index.search("negla*").notes.empty());
}

TEST_CASE("a paragraph and the reports that have one are found by name") {
  const Index index({report_of("Nether", "2012-06-04", {{"neglect"}, {"drift"}}),
                     report_of("Ashby", "2011-05-04", {{"neglect"}, {"neglect"}})});
  REQUIRE(index->paragraph("slac/Nether/2012-06-04#2"));
  CHECK(index->paragraph("slac/Nether/2012-06-04#2")->hit.text == "drift");
  CHECK_FALSE(index->paragraph("slac/Nether/2012-06-04#3"));
  const auto reports = index->reports(index->understand("neglect", {}));
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].id == "slac/Ashby/2011-05-04");
  CHECK(reports[0].paragraphs == 2);
}

TEST_CASE("scores are relative to the best hit on any page") {
  const Index index(
      {report_of("Ashby", "2012-05-04", {{"neglect and other things that dilute it a little"}, {"neglect neglect"}})});
  Question question = index->understand("neglect", {});
  CHECK(index->search(question).hits[0].score == 1.0);
  CHECK(index->search(question).hits[1].score < 1.0);
  question.offset = 1;
  CHECK(index->search(question).hits[0].score < 1.0);
  CHECK(index.search("*").hits[0].score == 1.0);
}

TEST_CASE("an index that is not there is said to be so") {
  const TemporaryFolder folder;
  try {
    const Searcher searcher(folder.path());
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.status() == Exit::no_index);
  }
}

TEST_CASE("every paragraph is asked for by many threads at once") {
  // Xapian's Query::MatchAll is one object for all threads, and its copies are counted without a lock.
  const Index index({report_of("Ashby", "2012-05-04", {{"drift"}, {"delay"}})});
  const Question question = index->understand("-drift", {});
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const Question mine = question;
      for (int round = 0; round < 20'000; ++round) index->xapian_query(mine);
    });
  threads.clear();
  CHECK(index->count(question).paragraphs == 1);
}

TEST_CASE("one searcher answers many threads") {
  const Index index({report_of("Ashby", "2012-05-04", std::vector<Row>(50, {"neglect and drift"})),
                     report_of("Nether", "2012-06-04", {{"drift"}})});
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int n = 0; n < 20; ++n) {
          const Results results = index.search("neglect NEAR/2 drift", {{"authority", {"ashby"}}});
          right += results.found == Counts{50, 1, 1} && results.hits.at(0).matches.size() == 2;
        }
      });
  }
  CHECK(right == 80);
}

TEST_CASE("a filter typed twice is asked once and a word typed twice weighs twice") {
  const Index index({report_of("Ashby", "2012-05-04", {{"Neglect is noticed."}, {"Plans drift."}})});
  const auto query = [&](const std::string& text) { return index->xapian_query(index->understand(text, {})); };
  for (const std::string filter : {"inspected:2009..2012-06", "grade:good"}) {
    CHECK(query("drift " + filter + ' ' + filter) == query("drift " + filter));
    CHECK(query("drift -" + filter + " -" + filter) == query("drift -" + filter));
    CHECK(query("drift OR " + filter + " OR " + filter) == query("drift OR " + filter));
  }
  CHECK(query("drift -neglect -neglect") == query("drift -neglect"));
  CHECK(query("drift grade:good -grade:inadequate") != query("drift grade:good"));
  CHECK(query("drift drift") != query("drift"));
}
