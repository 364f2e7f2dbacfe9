// Formulas against worked examples that were printed, and against sums worked out another way.
#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "searcher/keyness.h"

namespace findings {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Approx near(double value) { return Approx(value).epsilon(1e-9); }

/// How likely `found` or more among `all` are, each with that share, summed term by term.
double upper_tail(std::size_t found, std::size_t all, double share) {
  double sum = 0;
  for (std::size_t i = found; i <= all; ++i)
    sum += std::exp(std::lgamma(all + 1.0) - std::lgamma(i + 1.0) - std::lgamma(all - i + 1.0) + i * std::log(share) +
                    (all - i) * std::log1p(-share));
  return sum;
}

}  // namespace

TEST_CASE("G2 is what Dunning printed for pairs of words in Swiss bank news") {
  struct Printed {
    double g2;
    FourCounts counts;
  };
  // Dunning 1993, table 1: "the swiss", "can be", "previous year", "mineral water", "at the", "real terms".
  const std::vector<Printed> table{{270.72, {110, 2442, 111, 29114}}, {263.90, {29, 13, 123, 31612}},
                                   {256.84, {31, 23, 139, 31584}},    {167.23, {10, 0, 3, 31764}},
                                   {157.21, {76, 104, 2476, 29121}},  {157.03, {16, 16, 51, 31694}}};
  for (const Printed& row : table) {
    CAPTURE(row.g2);
    CHECK(signed_g2(row.counts) == Approx(row.g2).margin(0.005));
  }
}

TEST_CASE("G2 is below zero where the slice has less and zero where nothing differs") {
  CHECK(signed_g2({111, 29114, 110, 2442}) == near(-signed_g2({110, 2442, 111, 29114})));
  CHECK(signed_g2({10, 90, 20, 180}) == Approx(0).margin(1e-9));
  CHECK(signed_g2({0, 0, 5, 5}) == 0);
  CHECK(signed_g2({5, 5, 0, 0}) == 0);
}

TEST_CASE("the four cells of G2 give more than two where much of a side has the word") {
  // By two cells (Rayson and Garside 2000): 2 (80 ln(80/60) + 40 ln(40/60)) = 13.59
  CHECK(signed_g2({80, 20, 40, 60}) == Approx(34.52).margin(0.005));
}

TEST_CASE("a critical G2 is the quantile of chi squared, stricter the more is tested") {
  CHECK(critical_g2(0.95, 1) == Approx(3.841).margin(0.0005));  // as in any table
  CHECK(critical_g2(0.99, 1) == Approx(6.635).margin(0.0005));
  CHECK(critical_g2(0.95, 5) == near(critical_g2(0.99, 1)));
}

TEST_CASE("a Log Ratio of one is twice as frequent, and none counts as a half") {
  CHECK(log_ratio({20, 80, 10, 90}) == near(1));
  CHECK(log_ratio({10, 90, 40, 60}) == near(-2));
  CHECK(log_ratio({8, 92, 0, 100}) == near(4));  // 8 against 0.5
  CHECK(log_ratio({0, 100, 8, 92}) == near(-4));
  CHECK(log_ratio({0, 0, 8, 92}) == 0);
}

TEST_CASE("the exact interval of a share is what Newcombe printed for four shares") {
  struct Printed {
    std::size_t found, all;
    double lower, upper;
  };
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, Clopper-Pearson.
  const std::vector<Printed> table{
      {81, 263, 0.2527, 0.3676}, {15, 148, 0.0578, 0.1617}, {0, 20, 0, 0.1684}, {1, 29, 0.0009, 0.1776}};
  for (const Printed& row : table) {
    CAPTURE(row.found, row.all);
    const Interval interval = share_interval(row.found, row.all, 0.95);
    CHECK(interval.lower == Approx(row.lower).margin(0.00005));
    CHECK(interval.upper == Approx(row.upper).margin(0.00005));
  }
}

TEST_CASE("at the ends of its interval a share makes what was found just so unlikely") {
  for (const std::size_t all : {1, 2, 7, 40, 333})
    for (std::size_t found = 0; found <= all; found += 1 + all / 9) {
      CAPTURE(found, all);
      for (const double confidence : {0.9, 0.95, 1 - 0.05 / 2000}) {
        const Interval interval = share_interval(found, all, confidence);
        const double tail = (1 - confidence) / 2;
        if (found > 0) CHECK(upper_tail(found, all, interval.lower) == Approx(tail).epsilon(1e-6));
        if (found < all) CHECK(1 - upper_tail(found + 1, all, interval.upper) == Approx(tail).epsilon(1e-6));
        if (found == 0) CHECK(interval.lower == 0);
        if (found == all) CHECK(interval.upper == 1);
      }
    }
}

TEST_CASE("the interval of the Log Ratio is as worked out in sixty digits") {
  // By bisection over exact sums of the binomial distribution, in Python's decimals.
  struct Worked {
    FourCounts counts;
    std::size_t tests;
    Interval interval;
    double lrc;
  };
  const std::vector<Worked> table{{{60, 40, 40, 260}, 1, {1.5688569540794, 2.7847902824626}, 1.5688569540794},
                                  {{60, 40, 40, 260}, 1000, {0.9635905125816, 3.4438104360247}, 0.9635905125816},
                                  {{20, 3, 50, 70}, 1500, {-0.7438835071781, 2.6042530375508}, 0},
                                  {{8, 15, 0, 120}, 1, {3.1547668405546, infinity}, 3.1547668405546},
                                  {{0, 50, 9, 90}, 10, {-infinity, 0.9052412727772}, 0},
                                  {{5, 95, 200, 800}, 100, {-5.2236347184723, -0.0761547120191}, -0.0761547120191}};
  for (const Worked& row : table) {
    CAPTURE(row.counts.a, row.tests);
    const Interval interval = log_ratio_interval(row.counts, 0.95, row.tests);
    CHECK((interval.lower == row.interval.lower || interval.lower == near(row.interval.lower)));
    CHECK((interval.upper == row.interval.upper || interval.upper == near(row.interval.upper)));
    CHECK(conservative_log_ratio(interval) == near(row.lrc));
  }
}

TEST_CASE("the interval of the Log Ratio holds at a million paragraphs and turns about with the sides") {
  const FourCounts counts{3'000'000, 30'000'000, 2'000'000, 35'000'000};
  const Interval interval = log_ratio_interval(counts, 0.95, 100'000);
  CHECK(interval.lower < log_ratio(counts));
  CHECK(log_ratio(counts) < interval.upper);
  CHECK(interval.upper - interval.lower < 0.02);
  const Interval turned = log_ratio_interval({counts.c, counts.d, counts.a, counts.b}, 0.95, 100'000);
  CHECK(turned.lower == near(-interval.upper));
  CHECK(turned.upper == near(-interval.lower));
  CHECK(log_ratio_interval({0, 5, 0, 5}, 0.95, 1) == Interval{-infinity, infinity});
}

TEST_CASE("the deviation of proportions is what Gries worked out for unequal parts") {
  // Gries 2008: "a" once to five times in parts of 9, 10, 10, 10 and 11 words.
  const std::vector<std::size_t> occurrences{1, 2, 3, 4, 5}, words{9, 10, 10, 10, 11};
  CHECK(deviation_of_proportions(occurrences, words) == near(0.18));
}

TEST_CASE("what every part has its share of deviates by nothing, what one part has alone by all the others") {
  CHECK(deviation_of_proportions(std::vector<std::size_t>{1, 2, 3}, std::vector<std::size_t>{10, 20, 30}) ==
        Approx(0).margin(1e-12));
  CHECK(deviation_of_proportions(std::vector<std::size_t>{7, 0, 0}, std::vector<std::size_t>{10, 20, 70}) == near(0.9));
}

TEST_CASE("a rate is per ten thousand words") {
  CHECK(rate_of(30, 40'000) == near(7.5));
  CHECK(rate_of(0, 0) == 0);
}

}  // namespace findings
