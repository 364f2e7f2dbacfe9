// Laws of collocates: a scan of the texts counts the same, and every one opens its lines.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "searcher/collocates.h"
#include "tests/concordance_scan.h"

using namespace findings;

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
      const auto g2_of = [&](const Scanned& scan) {
        const auto a = static_cast<double>(scan.together), elsewhere = static_cast<double>(scan.all) - a;
        return g2(a, static_cast<double>(beside) - a, elsewhere, static_cast<double>(words - beside) - elsewhere);
      };
      const auto wanted = std::count_if(scanned.begin(), scanned.end(), [&](const auto& one) {
        return one.second.together >= fewest_together && one.second.reports.size() >= fewest_collocate_reports &&
               g2_of(one.second) > 0;
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
        CHECK(one.log_dice == Approx(14 + std::log2(2.0 * static_cast<double>(scan.together) /
                                                    static_cast<double>(occurrences + scan.all))));
        CHECK(one.g2 == Approx(g2_of(scan)));
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

TEST_CASE("collocates end in time or not at all") {
  const Index index({report_of("Ashby", "2012-05-04", {{"Drift and delay."}})});
  Question late = ask(*index, "drift");
  late.deadline = std::chrono::milliseconds(-1);
  CHECK_THROWS_AS(collocates(*index, late), Error);
}
