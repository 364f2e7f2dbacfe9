// Laws of concordances and collocates: whatever is asked, a scan of the texts says the same.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include <nlohmann/json.hpp>

#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/json_concordance.h"
#include "searcher/order.h"
#include "searcher/values.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Words = std::vector<std::string>;
using Lines = std::vector<ConcordanceLine>;

// Words that are their own stems, and no form of each other.
const Words vocabulary{"neglect", "drift", "plan", "visit", "carer", "school", "court", "risk", "harm", "Delay"};

std::vector<Report> random_reports(std::mt19937& random) {
  const auto random_text = [&](unsigned length) {
    std::string text;
    for (; length > 0; --length) {
      std::string word = vocabulary[random() % vocabulary.size()];
      text += text.empty() ? "" : random() % 5 ? " " : random() % 2 ? ", (" : ". ";
      if (text.empty() || text.ends_with(". ")) word = capitalised(word);
      text += word;
    }
    return text + '.';
  };
  Words stock;
  for (int n = 0; n < 4; ++n) stock.push_back(random_text(30));
  std::vector<Report> reports;
  for (int n = 0; n < 12; ++n) {
    std::vector<Row> rows;
    for (unsigned p = 2 + random() % 6; p > 0; --p)
      rows.push_back({random() % 4 ? random_text(1 + random() % 25) : stock[random() % stock.size()],
                      random() % 2 ? "Staying safe" : "Leadership", "leadership",
                      random() % 3 ? std::optional(grades[random() % grades.size()]) : std::nullopt});
    const std::string day = random() % 6 ? "20" + std::to_string(10 + random() % 8) + "-05-04" : "";
    reports.push_back(report_of("Place" + std::to_string(n % 7) + (day.empty() ? std::to_string(n) : ""), day, rows));
    if (!day.empty()) reports.back().id += "x" + std::to_string(n);
    for (Paragraph& paragraph : reports.back().paragraphs)
      paragraph.citation = reports.back().id + '#' + std::to_string(*paragraph.number);
  }
  return reports;
}

Lines lines_of(const Searcher& searcher, const Question& question, const LinesWanted& wanted = {}) {
  Lines lines;
  Concordance(searcher, question, wanted).each_line([&](ConcordanceLine&& line) { lines.push_back(std::move(line)); });
  return lines;
}

std::string name_of(const ConcordanceLine& line) { return line.hit.citation + '@' + std::to_string(line.at.start); }

Words names_of(const Lines& lines) {
  Words names;
  for (const ConcordanceLine& line : lines) names.push_back(name_of(line));
  return names;
}

std::string in_small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// The words of a text, in small letters.
Words words_in(const std::string& text) {
  Words words;
  std::string word;
  for (const char c : text + ' ')
    if (std::isalpha(static_cast<unsigned char>(c))) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(in_small(word));
      word.clear();
    }
  return words;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

/// What stands around a part of a text, as a line should have it.
std::pair<Words, Words> around(const std::string& text, std::size_t start, std::size_t length, const Context& context) {
  std::string before = text.substr(0, start), after = text.substr(start + length);
  if (context.within_sentence || !context.words) {
    before = before.substr(before.rfind(". ") == before.npos ? 0 : before.rfind(". ") + 2);
    after = after.substr(0, after.find(". "));
  }
  std::pair<Words, Words> words{words_in(before), words_in(after)};
  if (context.words && words.first.size() > *context.words)
    words.first.erase(words.first.begin(), words.first.end() - static_cast<std::ptrdiff_t>(*context.words));
  if (context.words && words.second.size() > *context.words) words.second.resize(*context.words);
  return words;
}

Question ask(const Searcher& searcher, const std::string& text, bool fold = false) {
  Question question = searcher.understand(text, {});
  question.sort = Sort::index;
  question.limit = SIZE_MAX;
  question.fold_copies = fold;
  return question;
}

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

namespace {

struct Scanned {
  std::size_t together = 0, all = 0, lines = 0;
  std::set<std::string> paragraphs, reports, authorities;
};

double g2(double a, double b, double c, double d) {
  const double n = a + b + c + d;
  const auto term = [&](double seen, double row, double column) {
    return seen > 0 ? seen * std::log(seen * n / (row * column)) : 0;
  };
  const double sum = term(a, a + b, a + c) + term(b, a + b, b + d) + term(c, c + d, a + c) + term(d, c + d, b + d);
  return (a * (c + d) >= c * (a + b) ? 2 : -2) * sum;
}

}  // namespace

TEST_CASE("collocates are what a scan counts, and each opens its lines") {
  const unsigned seed = GENERATE(range(1u, 5u));
  std::mt19937 random(seed);
  const Index index(random_reports(random));
  std::size_t listed = 0;
  for (const std::string text :
       {"drift", "drift OR court", "\"plan visit\" OR risk", "school grade:good", "harm NOT risk"})
    for (const Context& context : {collocate_context, Context{2, false}, Context{std::nullopt, false}}) {
      CAPTURE(seed, text, context.words.value_or(999), context.within_sentence);
      const Question question = ask(*index, text);
      Question slice = ask(*index, "*");
      slice.filters = question.filters;
      std::map<std::string, std::vector<Match>> marked;
      for (const FoundHit& found : index->search(question).hits) marked[found.hit.citation] = found.matches;

      std::map<std::string, Scanned> scanned;
      std::size_t occurrences = 0, words = 0, beside = 0;
      for (const FoundHit& found : index->search(slice).hits) {
        const std::string& all = found.hit.text;
        std::vector<std::pair<std::size_t, std::string>> at;  // where words stand
        for (std::size_t i = 0; i < all.size(); ++i)
          if (std::isalpha(static_cast<unsigned char>(all[i]))) {
            if (i == 0 || !std::isalpha(static_cast<unsigned char>(all[i - 1]))) at.push_back({i, ""});
            at.back().second += in_small(std::string(1, all[i]));
          }
        const std::vector<Match>& matches = marked[found.hit.citation];
        std::vector<bool> is_inside(at.size()), is_beside(at.size());
        for (std::size_t i = 0; i < at.size(); ++i)
          for (const Match& match : matches)
            if (at[i].first >= match.start && at[i].first < match.start + match.length) is_inside[i] = true;
        occurrences += matches.size();
        for (const Match& match : matches) {
          const auto [left, right] = around(all, match.start, match.length, context);
          std::size_t first = 0, last = 0;
          for (std::size_t i = 0; i < at.size(); ++i) {
            if (at[i].first < match.start) first = i + 1;
            if (at[i].first < match.start + match.length) last = i;
          }
          std::set<std::string> here;
          for (std::size_t i = first - left.size(); i <= last + right.size(); ++i)
            if (!is_inside[i]) is_beside[i] = true, here.insert(at[i].second);
          for (const std::string& word : here) ++scanned[word].lines;
        }
        for (std::size_t i = 0; i < at.size(); ++i) {
          if (is_inside[i]) continue;
          ++words;
          Scanned& one = scanned[at[i].second];
          ++one.all;
          if (!is_beside[i]) continue;
          ++beside;
          ++one.together;
          one.paragraphs.insert(found.hit.citation);
          one.reports.insert(found.hit.report);
          if (!found.hit.authority.empty()) one.authorities.insert(found.hit.authority);
        }
      }

      const Collocates result = collocates(*index, question, context);
      CHECK(result.occurrences == occurrences);
      CHECK(result.slice_words == words);
      CHECK(result.words_beside == beside);
      CHECK(result.found == index->count(question));
      CHECK(result.slice == index->count(slice));
      CHECK(std::is_sorted(result.collocates.begin(), result.collocates.end(),
                           [](const Collocate& a, const Collocate& b) { return a.log_dice > b.log_dice; }));
      const auto wanted = std::count_if(scanned.begin(), scanned.end(), [](const auto& one) {
        return one.second.together >= fewest_together && one.second.reports.size() >= fewest_collocate_reports;
      });
      CHECK(result.total == static_cast<std::size_t>(wanted));
      REQUIRE(result.collocates.size() == result.total);
      for (const Collocate& one : result.collocates) {
        CAPTURE(one.word);
        const Scanned& scan = scanned[one.word];
        CHECK(one.together == scan.together);
        CHECK(one.all == scan.all);
        CHECK(one.lines == scan.lines);
        CHECK(one.counts == Counts{scan.paragraphs.size(), scan.reports.size(), scan.authorities.size()});
        const auto a = static_cast<double>(scan.together), elsewhere = static_cast<double>(scan.all) - a;
        CHECK(one.log_dice == Approx(14 + std::log2(2 * a / static_cast<double>(occurrences + scan.all))));
        CHECK(one.g2 ==
              Approx(g2(a, static_cast<double>(beside) - a, elsewhere, static_cast<double>(words - beside) - elsewhere))
                  .margin(1e-9));
        const Concordance lines(*index, question, {context, {}, one.word, std::nullopt});
        CHECK(lines.total() == one.lines);
        CHECK(lines.with_lines() == one.counts);
        ++listed;
      }
    }
  CHECK(listed > 50);
}

TEST_CASE("logDice is as printed in Rychlý 2008 and as others reckon it") {
  CHECK(log_dice(300, 300, 300) == 14);              // the theoretical maximum
  CHECK(log_dice(8, 389, 230) == Approx(8.726204));  // of an R script's page
  CHECK(log_dice(3, 3000, 3000) == Approx(4.034216));
  CHECK(log_dice(6, 3000, 3000) == Approx(5.034216));           // one more: twice as often
  CHECK(log_dice(300, 3000, 3000) == Approx(10.67807));         // some seven more: a hundred times
  CHECK(log_dice(1, 16384, 16384) == Approx(0).margin(1e-12));  // less than one co-occurrence in 16,000
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
  CHECK_THROWS_AS(collocates(*index, late), Error);
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
