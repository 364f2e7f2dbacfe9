// Laws of concordances: whatever is asked, a scan of the texts gives the same lines.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

#include <nlohmann/json.hpp>

#include "schema/fields.h"
#include "searcher/json_concordance.h"
#include "searcher/values.h"
#include "tests/concordance_scan.h"

using namespace findings;

namespace {

const Words questions{"drift",           "drift OR court",       "\"neglect drift\" OR plan",
                      "plan visit risk", "carer NEAR/3 school",  "grade:good delay",
                      "drift NOT court", "heading:staying plan", "phrase:\"court risk\" OR phrase:harm"};

}  // namespace

TEST_CASE("a line is what a search marks, between the words that stand there") {
  const unsigned seed = GENERATE(range(1u, 5u));
  std::mt19937 random(seed);
  const Index index(random_reports(random));
  for (const std::string& text : questions)
    for (const bool fold : {false, true})
      for (const Context& context :
           {Context{}, Context{3, true}, Context{0, false}, Context{std::nullopt, false}, Context{100, false}}) {
        CAPTURE(seed, text, fold, context.words.value_or(999), context.within_sentence);
        const Question question = ask(*index, text, fold);
        const Results results = index->search(question);
        const LinesWanted wanted{context, {}, "", std::nullopt};
        const Concordance concordance(*index, question, wanted);
        const Lines lines = lines_of(*index, question, wanted);
        auto line = lines.begin();
        std::size_t copies = 0;
        for (const FoundHit& found : results.hits)
          for (const Match& match : found.matches) {
            REQUIRE(line != lines.end());
            CHECK(line->hit.citation == found.hit.citation);
            CHECK(line->at == match);
            CHECK(line->match == found.hit.text.substr(match.start, match.length));
            CHECK(found.hit.text.find(line->left + line->match + line->right) != found.hit.text.npos);
            const auto [before, after] = around(found.hit.text, match.start, match.length, context);
            CHECK(words_in(line->left) == before);
            CHECK(words_in(line->right) == after);
            copies += found.copies.size();
            ++line;
          }
        CHECK(line == lines.end());
        CHECK(concordance.total() == lines.size());
        CHECK(concordance.lines() == lines.size());
        CHECK(concordance.found() == results.found);
        CHECK(concordance.occurrences() == lines_of(*index, ask(*index, text), wanted).size());
        if (!fold) CHECK(concordance.with_lines() == results.found);
        if (fold && text == "drift") CHECK((copies > 0) == (concordance.occurrences() > lines.size()));
      }
}

TEST_CASE("lines are sorted as a scan sorts them, page by page") {
  const unsigned seed = GENERATE(range(1u, 5u));
  std::mt19937 random(seed);
  const Index index(random_reports(random));
  const std::vector<Words> orders{{"R1"},
                                  {"L1", "R2"},
                                  {"l5", "r5", "centre"},
                                  {"centre", "L2"},
                                  {"grade", "R1"},
                                  {"authority", "L1"},
                                  {"year"},
                                  {"inspected", "grade"},
                                  {"section"},
                                  {"report", "centre"}};
  for (const std::string& text : questions)
    for (const Words& order : orders) {
      const Context context{2 + random() % 6, random() % 2 == 0};
      CAPTURE(seed, text, order, *context.words, context.within_sentence);
      Question question = ask(*index, text);
      LinesWanted wanted{context, {}, "", std::nullopt};
      Lines expected = lines_of(*index, question, wanted);
      const auto keys = [&](const ConcordanceLine& line) {
        std::vector<std::tuple<bool, int, std::string>> all;  // nothing last; an order of its own; letters
        for (const std::string& key : order) {
          const Words left = words_in(line.left), right = words_in(line.right);
          const std::string none(no_value);
          const auto place = static_cast<std::size_t>(key[1] - '0');
          const auto add = [&](const std::string& field, const std::string& value) {
            all.emplace_back(value.empty(), rank_of(field, value.empty() ? none : value).value_or(0), in_small(value));
          };
          if (key[0] == 'L' || key[0] == 'l')
            all.emplace_back(false, 0, place <= left.size() ? left[left.size() - place] : "");
          else if (key == "R1" || key == "R2" || key == "r5")
            all.emplace_back(false, 0, place <= right.size() ? right[place - 1] : "");
          else if (key == "centre")
            all.emplace_back(false, 0, joined(words_in(line.match)));
          else if (key == "section")
            add(key, line.hit.section.back());
          else if (key == "year")
            add(key, line.hit.inspected.substr(0, 4));
          else
            add(key, key == "grade"       ? line.hit.grade
                     : key == "authority" ? line.hit.authority
                     : key == "inspected" ? line.hit.inspected
                                          : line.hit.report);
        }
        return all;
      };
      std::stable_sort(expected.begin(), expected.end(),
                       [&](const ConcordanceLine& a, const ConcordanceLine& b) { return keys(a) < keys(b); });
      wanted.sort = order;
      CHECK(names_of(lines_of(*index, question, wanted)) == names_of(expected));
      Words paged;
      question.limit = 1 + random() % 9;
      for (question.offset = 0; question.offset < expected.size() + 3; question.offset += question.limit)
        for (const std::string& name : names_of(lines_of(*index, question, wanted))) paged.push_back(name);
      CHECK(paged == names_of(expected));
    }
}

TEST_CASE(
    "a sample of lines is the same for the same seed, holds any smaller one, and is sorted and paged as all are") {
  std::mt19937 random(3);
  std::vector<Report> reports = random_reports(random);
  const Index index(reports);
  Question question = ask(*index, "drift OR court");
  const Words all = names_of(lines_of(*index, question));
  REQUIRE(all.size() > 60);
  std::set<std::string> smaller;
  for (const std::size_t size : {0, 1, 7, 20, 50, 100000}) {
    question.seed = 7;
    const LinesWanted wanted{{}, {}, "", size};
    const Words drawn = names_of(lines_of(*index, question, wanted));
    CHECK(drawn.size() == std::min(size, all.size()));
    CHECK(names_of(lines_of(*index, question, wanted)) == drawn);
    CHECK(Concordance(*index, question, wanted).total() == all.size());
    CHECK(Concordance(*index, question, wanted).lines() == drawn.size());
    // In the order of the index.
    auto at = all.begin();
    for (const std::string& name : drawn) CHECK((at = std::find(at, all.end(), name)) != all.end());
    const std::set<std::string> larger(drawn.begin(), drawn.end());
    CHECK(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
    smaller = larger;
    question.seed = 8;
    if (size == 20) CHECK(names_of(lines_of(*index, question, wanted)) != drawn);
  }
  question.seed = 7;
  const Words plain = names_of(lines_of(*index, question, {{}, {}, "", 20}));
  const LinesWanted wanted{{}, {"R1"}, "", 20};
  const Words sorted = names_of(lines_of(*index, question, wanted));
  CHECK(sorted != plain);
  CHECK(std::set<std::string>(sorted.begin(), sorted.end()) == std::set<std::string>(plain.begin(), plain.end()));
  Words paged;
  question.limit = 6;
  for (; question.offset < 20; question.offset += question.limit)
    for (const std::string& name : names_of(lines_of(*index, question, wanted))) paged.push_back(name);
  CHECK(paged == sorted);
  question = ask(*index, "drift OR court");
  question.seed = 7;

  // Of reports that stay, the same lines are drawn before the same others.
  const std::string gone = reports[4].id + '#';
  reports.erase(reports.begin() + 4);
  const Index without(reports);
  std::set<std::string> still;
  for (const std::string& name : names_of(lines_of(*index, question, {{}, {}, "", 40})))
    if (!name.starts_with(gone)) still.insert(name);
  CHECK(still.size() < 40);
  Question later = ask(*without, "drift OR court");
  later.seed = 7;
  const Words first = names_of(lines_of(*without, later, {{}, {}, "", still.size()}));
  CHECK(std::set<std::string>(first.begin(), first.end()) == still);
}

TEST_CASE("what is no key, and what is no word, is an error that says what there is") {
  const Index index({report_of("Ashby", "2012-05-04", {{"Drift and delay."}})});
  const Question question = ask(*index, "drift");
  CHECK_THROWS_WITH(Concordance(*index, question, {{}, {"grad"}, "", std::nullopt}),
                    "no lines are sorted by \"grad\"; did you mean \"grade\"?");
  CHECK_THROWS_WITH(Concordance(*index, question, {{}, {"L6"}, "", std::nullopt}), "no lines are sorted by \"L6\"");
  CHECK_THROWS_WITH(Concordance(*index, question, {{}, {}, "and", std::nullopt}),
                    "no word that is counted is called \"and\"");
  Question late = question;
  late.deadline = std::chrono::milliseconds(-1);
  CHECK_THROWS_AS(Concordance(*index, late, {}), Error);
}

TEST_CASE("a line's JSON names its paragraph and where in it the match stands") {
  const Index index({report_of("Ashby", "2012-05-04", {{"Too much drift, and delay."}})});
  const Question question = ask(*index, "drift");
  const auto json = to_json(question, {}, Concordance(*index, question, {}));
  CHECK(json["total"] == 1);
  CHECK(json["occurrences"] == 1);
  const auto& line = json["lines"].at(0);
  CHECK(line["citation"] == "slac/Ashby/2012-05-04#1");
  CHECK(line["grade"] == "adequate");
  CHECK(line["left"] == "Too much ");
  CHECK(line["match"] == "drift");
  CHECK(line["right"] == ", and delay.");
  CHECK(line["start"] == 9);
  CHECK(line["length"] == 5);
  CHECK_FALSE(line.contains("text"));
}
