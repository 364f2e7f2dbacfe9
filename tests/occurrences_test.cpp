// The law of counting words: where Texts are said to have what a question found is where a search marks it.
#include <catch2/catch.hpp>

#include <random>

#include "searcher/hits.h"
#include "searcher/occurrences.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Matches = std::vector<std::string>;  // "4-24": from letter to letter

std::string letters(std::size_t from, std::size_t to) { return std::to_string(from) + '-' + std::to_string(to); }

/// What is marked in each paragraph found, and what Occurrences give for it, as letters of its text.
std::pair<std::vector<Matches>, std::vector<Matches>> both_ways(const Searcher& searcher, Question question) {
  std::pair<std::vector<Matches>, std::vector<Matches>> all;
  question.sort = Sort::index;
  question.limit = SIZE_MAX;
  question.fold_copies = false;
  Occurrences occurrences(searcher, question);
  WordSpans spans;
  Text text;
  const std::vector<Xapian::docid> ids = searcher.find(question);
  std::size_t next = 0;
  searcher.each_hit(question, true, [&](FoundHit&& found) {
    all.first.emplace_back();
    for (const Match& match : found.matches)
      all.first.back().push_back(letters(match.start, match.start + match.length));
    const std::uint32_t id = ids.at(next++);
    searcher.texts().read(id, text);
    const std::vector<Match> words =
        spans.of(found.hit.text, {indexed_words(found.hit.text).words, {}, {}});  // as Xapian marks them
    all.second.emplace_back();
    REQUIRE(words.size() == text.words.size());
    for (const Stretch& stretch : occurrences.in(id, text))
      all.second.back().push_back(
          letters(words[stretch.first].start, words[stretch.last].start + words[stretch.last].length));
  });
  CHECK(next == ids.size());
  return all;
}

const std::vector<std::string> vocabulary{"neglect", "drift", "plans",    "visited", "carer", "school",
                                          "court",   "risk",  "children", "child",   "in",    "care",
                                          "looked",  "after", "LAC",      "delay",   "harm",  "well-being"};

template <typename T>
const T& any(std::mt19937& random, const std::vector<T>& from) {
  return from[random() % from.size()];
}

/// Any expression of the language, `depth` brackets deep.
std::string random_question(std::mt19937& random, int depth) {
  const std::string word = any(random, vocabulary);
  switch (random() % (depth > 0 ? 16 : 8)) {
    case 0:
      return '"' + word + ' ' + any(random, vocabulary) + '"';
    case 1:
      return any(random, std::vector<std::string>{"chil*", "car*", "neg*", "wel*", "vis*"});
    case 2:
      return word.find('-') == word.npos ? word + " NEAR/3 drift" : word;
    case 3:
      return word.find('-') == word.npos ? "plan ADJ/2 " + word : word;
    case 4:
      return "phrase:\"" + word + ' ' + any(random, vocabulary) + '"';
    case 5:
      return "phrase:" + word;
    case 8:
    case 9:
      return '(' + random_question(random, depth - 1) + " OR " + random_question(random, depth - 1) + ')';
    case 10:
    case 11:
      return '(' + random_question(random, depth - 1) + ' ' + random_question(random, depth - 1) + ')';
    case 12:
      return '(' + random_question(random, depth - 1) + " NOT " + random_question(random, depth - 1) + ')';
    case 13:
      return "(heading:staying AND " + random_question(random, depth - 1) + ')';
    case 14:
      return "(grade:good AND " + random_question(random, depth - 1) + ')';
    case 15:
      return "improvement:(" + random_question(random, depth - 1) + ')';
    default:
      return any(random, std::vector<std::string>{"children in care", "LAC", "care leavers", "child", word});
  }
}

std::vector<Report> random_reports(std::mt19937& random) {
  std::vector<Report> reports;
  for (int n = 0; n < 12; ++n) {
    std::vector<Row> rows{{"Family court service (FCS) and drift and delay in care plans."}};
    for (int p = 0; p < 8; ++p) {
      std::string text;
      for (unsigned length = 1 + random() % 20; length > 0; --length)
        text += (text.empty() ? "" : random() % 6 ? " " : random() % 2 ? ", " : ". ") + any(random, vocabulary);
      rows.push_back({text, random() % 2 ? "Staying safe" : "Leadership", "leadership",
                      random() % 2 ? Grade::good : Grade::adequate});
    }
    reports.push_back(report_of("Place" + std::to_string(n), "2012-05-0" + std::to_string(1 + n % 9), rows));
    for (Paragraph& paragraph : reports.back().paragraphs)
      if (random() % 4 == 0) paragraph.kind = Kind::improvement;
  }
  return reports;
}

}  // namespace

TEST_CASE("what is counted is what is marked, whatever is asked") {
  const unsigned seed = GENERATE(range(1u, 6u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Index index(random_reports(random));
  std::size_t marked = 0;
  for (int n = 0; n < 150; ++n) {
    std::string text = random_question(random, 3);
    if (random() % 4 == 0) text += " grade:good";
    const bool as_written = random() % 4 == 0;
    CAPTURE(text, as_written);
    const Question question = index->understand(text, {}, {.as_written = as_written});
    CAPTURE(describe(question.expression));
    const auto [marks, counted] = both_ways(*index, question);
    CHECK(marks == counted);
    for (const Matches& matches : marks) marked += matches.size();
  }
  CHECK(marked > 1000);
}

TEST_CASE(
    "a phrase is counted where it stands, where an abbreviation or a spelling stands for it, once where they meet") {
  std::vector<Report> reports;
  for (int n = 0; n < 8; ++n)
    reports.push_back(report_of("Place" + std::to_string(n), "2012-05-04",
                                {{"The strategic gold group (SGG) met. Each strategic gold group reports to an SGG."},
                                 {"Strategic gold groups, and the SGG, are strategic. A gold group is not."}}));
  const Index index(reports);
  const Question question = index->understand("phrase:\"strategic gold group\"", {});
  const auto [marks, counted] = both_ways(*index, question);
  CHECK(marks == counted);
  REQUIRE(counted.size() == 16);
  CHECK(counted[0] == Matches{"4-24", "26-29", "41-61", "76-79"});
  CHECK(counted[1] == Matches{"0-21", "31-34"});
}
