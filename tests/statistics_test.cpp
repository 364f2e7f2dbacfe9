// The statistics of matrices, against published worked examples and against what defines them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "searcher/statistics.h"

using namespace findings;

namespace {

Approx to_places(double value, int places) { return Approx(value).margin(0.5 * std::pow(10, -places)).epsilon(0); }

/// Pearson's correlation of the score and a success of 1 or failure of 0, trial by trial.
double correlation(const std::vector<Trial>& columns) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const Trial& column : columns)
    for (double i = 0; i < column.trials; ++i) {
      const double success = i < column.successes ? 1 : 0;
      n += 1, x += column.score, y += success, xx += column.score * column.score, xy += column.score * success;
    }
  return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * y - y * y));
}

std::vector<Trial> random_trials(std::mt19937& random) {
  std::vector<Trial> columns(2 + random() % 5);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t trials = 5 + random() % 60;
    columns[i] = {static_cast<double>(i + 1), static_cast<double>(1 + random() % (trials - 1)),
                  static_cast<double>(trials)};
  }
  return columns;
}

}  // namespace

TEST_CASE("Wilson's intervals are those of Newcombe's worked examples") {
  struct Example {
    std::size_t successes, trials;
    double low, high;
  };
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I.
  for (const auto& [successes, trials, low, high] :
       {Example{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}}) {
    INFO(successes << " of " << trials);
    CHECK(wilson_interval(successes, trials).lower == to_places(low, 4));
    CHECK(wilson_interval(successes, trials).upper == to_places(high, 4));
  }
}

TEST_CASE("an interval ends where the share seen would be just as surprising as 95 % allow") {
  for (std::size_t trials = 1; trials < 60; ++trials)
    for (std::size_t successes = 0; successes <= trials; ++successes) {
      const Interval interval = wilson_interval(successes, trials);
      const double n = static_cast<double>(trials), share = static_cast<double>(successes) / n;
      REQUIRE((0 <= interval.lower && interval.lower <= share && share <= interval.upper && interval.upper <= 1));
      for (const double end : {interval.lower, interval.upper})
        REQUIRE((share - end) * (share - end) * n == Approx(quantile_95 * quantile_95 * end * (1 - end)).margin(1e-9));
    }
  CHECK(wilson_interval(0, 0).lower == 0);
  CHECK(wilson_interval(0, 0).upper == 1);
}

TEST_CASE("the trend test gives what textbooks print") {
  // Fleiss 1981, smokers among patients of four studies; R's prop.trend.test prints X-squared = 8.2249, p = 0.004132.
  const Trend smokers = *cochran_armitage(std::vector<Trial>{{1, 83, 86}, {2, 90, 93}, {3, 129, 136}, {4, 70, 82}});
  CHECK(smokers.z * smokers.z == to_places(8.2249, 4));
  CHECK(smokers.z < 0);
  CHECK(smokers.p == to_places(0.004132, 6));
  // Agresti, Categorical Data Analysis, malformations by what the mother drank: 6.57, p 0.010.
  const Trend drinks =
      *cochran_armitage(std::vector<Trial>{{0, 48, 17114}, {0.5, 38, 14502}, {1.5, 5, 793}, {4, 1, 127}, {7, 1, 38}});
  CHECK(drinks.z * drinks.z == to_places(6.57, 2));
  CHECK(drinks.z > 0);
  CHECK(drinks.p == to_places(0.010, 3));
}

TEST_CASE("the square of a trend is the number of trials times the square of the correlation") {
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    const std::vector<Trial> columns = random_trials(random);
    double trials = 0;
    for (const Trial& column : columns) trials += column.trials;
    const double r = correlation(columns), z = cochran_armitage(columns)->z;
    REQUIRE(z * z == Approx(trials * r * r));
    REQUIRE((z < 0) == (r < 0));
  }
}

TEST_CASE("a trend hangs on the order and distance of scores alone") {
  std::mt19937 random(8);
  for (int i = 0; i < 100; ++i) {
    std::vector<Trial> columns = random_trials(random), years = columns, turned = columns;
    for (Trial& column : years) column.score = 2000 + 3 * column.score;
    for (Trial& column : turned) column.score = -column.score;
    REQUIRE(cochran_armitage(years)->z == Approx(cochran_armitage(columns)->z));
    REQUIRE(cochran_armitage(turned)->z == Approx(-cochran_armitage(columns)->z));
    REQUIRE(cochran_armitage(turned)->p == Approx(cochran_armitage(columns)->p));
  }
}

TEST_CASE("where shares cannot differ there is no trend") {
  for (const std::vector<Trial>& columns : {std::vector<Trial>{},
                                            {{1, 3, 5}},
                                            {{1, 0, 5}, {2, 0, 9}},
                                            {{1, 5, 5}, {2, 9, 9}},
                                            {{1, 0, 0}, {2, 3, 9}},
                                            {{3, 1, 5}, {3, 4, 9}}}) {
    CHECK_FALSE(cochran_armitage(columns).has_value());
  }
}

TEST_CASE("paragraphs that all say what their report says are worth one each") {
  std::vector<Cluster> clusters;
  for (std::size_t i = 0; i < 40; ++i) clusters.push_back({i < 10 ? 7u : 0u, 7});
  const Trial trial = effective_trial(3, clusters);
  CHECK(trial.score == 3);
  CHECK(trial.trials == Approx(39));  // and one for the share, which was estimated
  CHECK(trial.successes / trial.trials == Approx(0.25));
}

TEST_CASE("paragraphs that hang on no report are worth what they are") {
  const std::vector<Cluster> alike(20, {2, 8}), none(5, {0, 4}), all(5, {4, 4}), one{{3, 9}};
  CHECK(effective_trial(1, alike).trials == 160);
  CHECK(effective_trial(1, none).trials == 20);
  CHECK(effective_trial(1, all).successes == 20);
  CHECK(effective_trial(1, one).trials == 9);
  CHECK(effective_trial(1, {}).trials == 0);
}

TEST_CASE("the design effect is the variance of a ratio over that of as many single trials") {
  std::mt19937 random(10);
  for (int i = 0; i < 100; ++i) {
    std::vector<Cluster> clusters(2 + random() % 20);
    double n = 0, x = 0;
    for (Cluster& cluster : clusters) {
      cluster.trials = 1 + random() % 12;
      cluster.successes = random() % (cluster.trials + 1);
      n += static_cast<double>(cluster.trials), x += static_cast<double>(cluster.successes);
    }
    if (x == 0 || x == n) continue;
    const double m = static_cast<double>(clusters.size()), share = x / n;
    double variance = 0;
    for (const Cluster& cluster : clusters)
      variance += std::pow(static_cast<double>(cluster.successes) - share * static_cast<double>(cluster.trials), 2);
    variance *= m / (m - 1) / (n * n);
    const double effect = std::max(1.0, variance / (share * (1 - share) / n));
    REQUIRE(effective_trial(1, clusters).trials == Approx(n / effect));
    REQUIRE(effective_trial(1, clusters).successes == Approx(x / effect));
  }
}

TEST_CASE("of Benjamini and Hochberg's fifteen comparisons four are discoveries at 5 %") {
  // Benjamini and Hochberg 1995, section 4.1: treatments of heart attacks.
  const std::vector<double> probabilities{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                          0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const std::vector<double> adjusted = benjamini_hochberg(probabilities);
  CHECK(std::count_if(adjusted.begin(), adjusted.end(), [](double p) { return p <= 0.05; }) == 4);
  CHECK(adjusted[3] == to_places(0.035625, 6));
  CHECK(adjusted[5] == adjusted[6]);
  CHECK(adjusted[14] == 1);
}

TEST_CASE("a probability that is adjusted is the best that any larger one allows, in whatever order they come") {
  std::mt19937 random(9);
  for (int i = 0; i < 100; ++i) {
    std::vector<double> probabilities(1 + random() % 30);
    for (double& p : probabilities) p = static_cast<double>(random() % 1000) / 1000;
    const std::vector<double> adjusted = benjamini_hochberg(probabilities);
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
      double best = 1;
      for (const double larger : probabilities) {
        if (larger < probabilities[k]) continue;
        const auto rank =
            std::count_if(probabilities.begin(), probabilities.end(), [&](double p) { return p <= larger; });
        best = std::min(best, larger * static_cast<double>(probabilities.size()) / static_cast<double>(rank));
      }
      REQUIRE(adjusted[k] == Approx(best));
    }
  }
}
