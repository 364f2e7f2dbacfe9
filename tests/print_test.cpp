// Answers as people and programs see them.
#include <catch2/catch.hpp>

#include <sstream>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/print_facets.h"
#include "cli/print_results.h"
#include "searcher/export.h"
#include "searcher/json_results.h"

using namespace findings;

namespace {

FoundHit hit_of(const std::string& citation, const std::string& text, std::vector<Match> matches = {}) {
  FoundHit found;
  found.hit.citation = citation;
  found.hit.report = citation.substr(0, citation.find('#'));
  found.hit.title = "Inspection of children's services";
  found.hit.file = "ashby.txt";
  found.hit.authority = "Ashby";
  found.hit.framework = "slac";
  found.hit.inspected = "2012-05-04";
  found.hit.section = {"Services", "Staying safe"};
  found.hit.area = "looked-after-children";
  found.hit.grade = "adequate";
  found.hit.band = 3;
  found.hit.grade_from = "section";
  found.hit.kind = "finding";
  found.hit.number = 7;
  found.hit.text = text;
  found.score = 0.5;
  found.matches = std::move(matches);
  return found;
}

std::string results_text(const Question& question, const Results& results, const Page& page = {}) {
  std::ostringstream out;
  print_results(out, question, results, page);
  return out.str();
}

using Lines = std::vector<std::string>;

std::vector<OptionGroup> some_options() {
  return {filter_options(),
          {"Options",
           {{"limit", "N", "", Takes::number},
            {"facets", "A,B", "", Takes::list},
            {"explain", "", ""},
            output_option,
            {"format", "FORMAT", "", Takes::text, "text json", "text"}}}};
}

}  // namespace

TEST_CASE("text is wrapped between words, in letters and not in bytes") {
  CHECK(wrapped("one two three four", {}, 9, false) == Lines{"one two", "three", "four"});
  CHECK(wrapped("ééé ééé ééé", {}, 7, false) == Lines{"ééé ééé", "ééé"});
  CHECK(wrapped("incomprehensibilities are rare", {}, 8, false) == Lines{"incomprehensibilities", "are rare"});
  CHECK(wrapped("", {}, 8, false).empty());
}

TEST_CASE("a list item begins a line and is indented below it") {
  CHECK(wrapped("Staff must: •discuss drift every week • record it", {}, 16, false) ==
        Lines{"Staff must:", "\u2022 discuss drift", "  every week", "\u2022 record it"});
}

TEST_CASE("what matched is lit, word by word, and costs no width") {
  CHECK(wrapped("is staying safe now", {{3, 12}}, 15, true) ==
        Lines{"is \x1b[1;31mstaying\x1b[0m \x1b[1;31msafe\x1b[0m", "now"});
  CHECK(wrapped("é (drift)", {{3, 5}}, 15, true) == Lines{"é (\x1b[1;31mdrift\x1b[0m)"});
  CHECK(wrapped("•drift", {{1, 5}}, 15, true) == Lines{"\u2022 \x1b[1;31mdrift\x1b[0m"});
  CHECK(wrapped("is staying safe", {{3, 12}}, 15, false) == Lines{"is staying safe"});
}

TEST_CASE("hits stand under their reports") {
  Question question;
  question.text = "drift";
  question.expression = {Expression::Form::word, "drift"};
  question.ignored = {"the"};
  question.limit = 3;
  Results results;
  results.found = {5, 2, 1};
  results.texts = 5;
  results.hits = {hit_of("slac/ashby/2012-05-04#7", "Drift is rare."),
                  hit_of("slac/ashby/2010-01-01#2", "Drift was common."),
                  hit_of("slac/ashby/2012-05-04#9", "•drift •delay")};
  results.hits[1].hit.inspected = "2010-01-01";
  results.hits[2].hit.kind = "improvement";
  results.hits[2].hit.timescale = "Within three months";
  results.hits[2].hit.page = 12;
  results.hits[2].hit.grade_from = "overall";
  results.facets = {
      {"grade", {{"adequate", "Adequate", {5, 2, 1}, true}, {"good", "Good", {12, 3, 2}, false}}, 2, false},
      {"authority", {{"Ashby", "Ashby", {5, 2, 1}, false}}, 8, true}};
  CHECK(results_text(question, results) == R"(5 paragraphs in 2 reports of 1 authority, of which 1 to 3
Not searched for: the. Quotes or a + search for them.

Ashby  slac, inspected to 2012-05-04
Inspection of children's services

  slac/ashby/2012-05-04#7  adequate
  Services › Staying safe
    Drift is rare.

  slac/ashby/2012-05-04#9
  adequate (overall), improvement, Within three months, page 12
  Services › Staying safe
    • drift
    • delay

Ashby  slac, inspected to 2010-01-01
Inspection of children's services

  slac/ashby/2010-01-01#2  adequate
  Services › Staying safe
    Drift was common.

2 more: --offset 3

grade       paragraphs  reports  authorities
* Adequate           5        2            1
  Good              12        3            2

authority  paragraphs  reports  authorities
  Ashby             5        2            1
  and 7 more: --facet-values 8
)");
}

TEST_CASE("an empty answer says what emptied it") {
  Question question;
  question.expression = {Expression::Form::word, "neglect"};
  question.filters = {{"area", {"looked-after-children"}}, {"grade", {"adequate", "good"}}, {"year", {"2012"}}};
  Results results;
  results.help =
      Help{{{question.filters[0], {1, 1, 1}, {{"adoption", "Adoption", {1, 1, 1}, false}}, {"slac/ashby/2012-05-04#7"}},
            {question.filters[1], {0, 0, 0}, {}, {}},
            {question.filters[2], {9, 2, 1}, {{"2011", "2011", {9, 2, 1}, false}}, {"a#1", "a#2", "a#3"}}},
           {{"neglect", {0, 0, 0}, {12, 4, 3}}}};
  CHECK(results_text(question, results, {110, false}) ==
        R"(Nothing says "neglect" in looked-after-children paragraphs graded adequate or good with year:2012.
Without --area looked-after-children: 1 paragraph (area: adoption 1)
  slac/ashby/2012-05-04#7
Without --grade adequate or good: still nothing
Without --year 2012: 9 paragraphs in 2 reports of 1 authority (year: 2011 9)
neglect: 12 paragraphs in 4 reports of 3 authorities in the whole index
)");
}

TEST_CASE("copies that are folded are said, with what the question was also searched as") {
  Question question;
  question.text = "LAC";
  question.expression = {Expression::Form::word, "LAC"};
  question.expanded = {{"LAC", {{"children in care"}, {"looked after child", Alternative::From::abbreviation, 1}}},
                       {"CSE", {{"child sexual exploitation", Alternative::From::abbreviation, 12}}}};
  Results results;
  results.found = {9, 4, 3};
  results.texts = 7;
  results.hits = {hit_of("slac/ashby/2012-05-04#7", "Drift is rare.")};
  results.hits[0].copies = {"slac/brent/2012-05-04#1", "slac/corby/2011-01-01#20"};
  Hit neighbour = results.hits[0].hit;
  neighbour.citation = "slac/ashby/2012-05-04#6";
  neighbour.text = "Plans are made.";
  results.hits[0].before = {neighbour};
  CHECK(results_text(question, results) ==
        R"(9 paragraphs, 7 distinct texts, in 4 reports of 3 authorities; texts 1 to 1
LAC: also as children in care, looked after child (in 1 report that says so);
  CSE: also as child sexual exploitation (in 12 reports that say so);
  --as-written searches only what is typed

Ashby  slac, inspected to 2012-05-04
Inspection of children's services

  slac/ashby/2012-05-04#7  adequate
  Services › Staying safe
        #6 Plans are made.
    Drift is rare.
    also in 2 others: slac/brent/2012-05-04#1, slac/corby/2011-01-01#20

6 more: --offset 1
)");
}

TEST_CASE("an excerpt has the sentences in which something matched, and says where others were") {
  Question question;
  question.expression = {Expression::Form::word, "drift"};
  Results results;
  results.found = {1, 1, 1};
  results.texts = 1;
  results.hits = {
      hit_of("slac/ashby/2012-05-04#7", "Été first. Drift here. Drift there. Then nothing.", {{11, 5}, {23, 5}})};
  results.hits[0].snippet = {{11, 11}, {23, 12}};
  std::ostringstream out;
  print_results(out, question, results, {80, true}, {.snippets = true});
  CHECK(out.str().find("    … \x1b[1;31mDrift\x1b[0m here. \x1b[1;31mDrift\x1b[0m there. …\n") != std::string::npos);
  results.hits[0].snippet = {{0, 10}};
  results.hits[0].matches.clear();
  out.str("");
  print_results(out, question, results, {80, false}, {.snippets = true});
  CHECK(out.str().find("    Été first. …\n") != std::string::npos);
}

TEST_CASE("groups say how much more there is, and how to see it") {
  Question question;
  question.expression = {Expression::Form::word, "drift"};
  question.group = "authority";
  question.limit = 1;
  Results results;
  results.found = {9, 4, 3};
  results.texts = 9;
  results.total_groups = 3;
  results.groups = {{"North East Lincolnshire",
                     "North East Lincolnshire",
                     {5, 2, 1},
                     {hit_of("slac/ashby/2012-05-04#7", "Drift is rare.")},
                     4}};
  CHECK(results_text(question, results) ==
        R"(9 paragraphs in 4 reports of 3 authorities; 3 authorities, of which 1 to 1

North East Lincolnshire  5 paragraphs in 2 reports of 1 authority

  slac/ashby/2012-05-04#7  adequate
  Services › Staying safe
    Drift is rare.

  4 more in this authority: --authority "North East Lincolnshire"

2 more: --offset 1
)");
}

TEST_CASE("a matrix has as many columns beside each other as there is room for, and loses none") {
  const FacetValue leadership{"leadership", "Leadership", {7, 3, 2}}, care{"care-leavers", "Care leavers", {12, 5, 4}};
  const Table table{"area",
                    "grade",
                    {leadership, care},
                    {{"good", "Good", {11, 4, 3}}, {"requires improvement", "Requires improvement", {8, 6, 5}}},
                    {{{5, 2, 1}, {2, 1, 1}}, {{6, 2, 2}, {6, 5, 4}}}};
  const auto matrix = [&](const std::string& unit, int width) {
    std::ostringstream out;
    print_matrix(out, table, unit, {width, false});
    return out.str();
  };
  CHECK(matrix("paragraphs", 80) == R"(
paragraphs by area and grade
                       Requires
area          Good  improvement  all
Leadership       5            2    7
Care leavers     6            6   12
)");
  CHECK(matrix("reports", 30) == R"(
reports by area and grade
area          Good
Leadership       2
Care leavers     2

                 Requires
area          improvement  all
Leadership              1    3
Care leavers            5    5
)");
}

TEST_CASE("headings are indented under their area") {
  Facet facet{"section", {{"leadership", "Leadership", {7, 3, 2}}}, 1};
  facet.values[0].children = {{"Governance", "Governance", {3, 1, 1}, true}};
  std::ostringstream out;
  print_facets(out, {facet}, {});
  CHECK(out.str() == R"(
section         paragraphs  reports  authorities
  Leadership             7        3            2
*   Governance           3        1            1
)");
}

TEST_CASE("a slip is answered with the word and its count") {
  Question question;
  question.expression = {Expression::Form::word, "negelct"};
  Results results;
  results.help = Help{{}, {{"negelct", {}, {}}}};
  results.suggestion = Suggestion{"neglect", {{"negelct", "neglect"}}, {3, 2, 2}};
  CHECK(results_text(question, results) ==
        "Nothing says \"negelct\".\n"
        "No paragraph has \"negelct\". Did you mean: neglect (3 paragraphs in 2 reports\n"
        "  of 2 authorities)\n");
}

TEST_CASE("cells too long that begin alike are cut in the middle") {
  std::ostringstream out;
  print_table(out,
              {{"section", "paragraphs"},
               {"The experiences and progress of children in care", "12"},
               {"The experiences and progress of care leavers", "3"},
               {"Leadership, management and governance of it all", "1"}},
              1, Page{42, false});
  CHECK(out.str() == R"(section                         paragraphs
The experience…hildren in care          12
The experience…of care leavers           3
Leadership, management and go…           1
)");
}

TEST_CASE("a table keeps its numbers, however long the names") {
  std::ostringstream out;
  print_table(out, {{"section", "paragraphs"}, {"The experiences and progress of children in care", "12"}}, 1,
              {40, false});
  CHECK(out.str() == "section                       paragraphs\nThe experiences and progres…          12\n");
}

TEST_CASE("a hit's JSON has the promised keys in their order, and null for what is not known") {
  FoundHit found = hit_of("slac/ashby/2012-05-04#7", "Drift \"é\"", {{0, 5}});
  CHECK(
      printed(to_json(found), false) ==
      R"({"citation":"slac/ashby/2012-05-04#7","report":"slac/ashby/2012-05-04","authority":"Ashby","framework":"slac",)"
      R"("inspected":"2012-05-04","published":null,"section":["Services","Staying safe"],"area":"looked-after-children",)"
      R"("grade":"adequate","band":3,"kind":"finding","number":7,"page":0,"score":0.5,"text":"Drift \"é\"",)"
      R"("matches":[{"start":0,"length":5}],"title":"Inspection of children's services","file":"ashby.txt","url":null,)"
      R"("grade_from":"section","item":null,"timescale":null,"region":null,"overall":null,"outcome":null,"link":null,)"
      R"("repeats":null,"copy_of":null,"copies":[],"snippet":[],"before":[],"after":[]})");
  found.hit = {};
  const auto json = to_json(found);
  for (const char* key : {"authority", "framework", "inspected", "published", "area", "grade", "band", "number"})
    CHECK(json[key].is_null());
}

TEST_CASE("an answer's JSON has the promised keys in their order") {
  Question question;
  question.text = "the drift area:adoption";
  question.expression = {Expression::Form::word, "drift"};
  question.filters = {{"area", {"adoption"}}};
  question.ignored = {"the"};
  question.offset = 2;
  Results results;
  results.found = {7, 3, 3};
  results.texts = 6;
  results.facets = {{"grade", {{"adequate", "Adequate", {7, 3, 3}, true}}, 1, false}};
  CHECK(
      printed(to_json(question, results), false) ==
      R"({"query":{"text":"the drift area:adoption","parsed":"drift","filters":{"area":["adoption"]},"ignored":["the"],"suggestion":null,"expanded":[]},)"
      R"("found":{"paragraphs":7,"reports":3,"authorities":3,"texts":6},"offset":2,"limit":10,"hits":[],)"
      R"("facets":[{"field":"grade","values":[{"value":"adequate","label":"Adequate","paragraphs":7,"reports":3,"authorities":3,"selected":true,"children":[]}],)"
      R"("total_values":1,"truncated":false}],"groups":[],"total_groups":0,"tables":[]})");

  results.suggestion = Suggestion{"draft", {{"drift", "draft"}}, {1, 1, 1}};
  results.help = Help{};
  const auto json = to_json(question, results);
  CHECK(json["query"]["suggestion"] == "draft");
  CHECK(json["suggestion"]["found"]["paragraphs"] == 1);
  CHECK(json["help"]["without"].empty());
}

TEST_CASE("bytes that are not UTF-8 do not end a JSON answer") {
  CHECK(printed(to_json(hit_of("x#1", "caf\xE9")), false).find("caf\uFFFD") != std::string::npos);
}

TEST_CASE("options are read, and a mistyped one offers the nearest") {
  const auto read = [](const Arguments& arguments) { return read_arguments(arguments, some_options()); };
  const Given given = read({"neglect", "-drift", "--grade", "good", "--grade=adequate", "--facets", "area, grade",
                            "--facets", "area", "-o", "hits.csv", "--limit", "5", "--", "-o", "--limit"});
  CHECK(given.words() == Lines{"neglect", "-drift", "-o", "--limit"});
  REQUIRE(filters_given(given).size() == 1);
  CHECK(filters_given(given)[0] == Filter{"grade", {"good", "adequate"}});
  CHECK(given.list("facets") == Lines{"area", "grade"});
  CHECK(given.text("output") == "hits.csv");
  CHECK(given.number("limit") == 5);
  CHECK(given.text("format") == "text");
  CHECK_FALSE(given.has("format"));
  CHECK_FALSE(given.has("explain"));
  CHECK(read({"--explain"}).has("explain"));

  CHECK_THROWS_WITH(read({"--grad", "x"}), "no option is called --grad; did you mean --grade?");
  CHECK_THROWS_WITH(read({"--xyzzy"}), "no option is called --xyzzy");
  CHECK_THROWS_WITH(read({"--grade"}), "--grade wants a value after it");
  for (const char* number : {"ten", "-1", "1.5", "", "99999999999999999999"})
    CHECK_THROWS_WITH(read({"--limit", number}), "--limit wants a number from 0 up");
  CHECK_THROWS_WITH(read({"--limit", "1", "--limit", "2"}), "--limit may be given once");
  CHECK_THROWS_WITH(read({"--format", "jsn"}), "no format is called \"jsn\"; did you mean \"json\"?");
  CHECK_THROWS_WITH(read({"--format", "pdf"}), "no format is called \"pdf\"");
}

TEST_CASE("colour is for terminals, unless asked for") {
  CHECK(output_page("always").colour);
  CHECK_FALSE(output_page("never").colour);
}
