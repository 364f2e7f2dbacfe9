#include "searcher/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace findings {

Interval wilson_interval(std::size_t successes, std::size_t trials, double quantile) {
  if (trials == 0) return {0, 1};
  const double n = static_cast<double>(trials), share = static_cast<double>(successes) / n;
  const double square = quantile * quantile;
  const double middle = (share + square / (2 * n)) / (1 + square / n);
  const double half = quantile / (1 + square / n) * std::sqrt(share * (1 - share) / n + square / (4 * n * n));
  // At nought and all one end is exact; rounding would leave it a little off.
  return {successes == 0 ? 0 : std::max(0.0, middle - half), successes == trials ? 1 : std::min(1.0, middle + half)};
}

Trial effective_trial(double score, std::span<const Cluster> clusters) {
  Trial trial{score, 0, 0};
  double filled = 0, squares = 0;
  for (const Cluster& cluster : clusters) {
    trial.successes += static_cast<double>(cluster.successes);
    trial.trials += static_cast<double>(cluster.trials);
    filled += cluster.trials > 0;
  }
  if (filled < 2 || trial.successes == 0 || trial.successes == trial.trials) return trial;
  const double share = trial.successes / trial.trials;
  for (const Cluster& cluster : clusters) {
    const double off = static_cast<double>(cluster.successes) - static_cast<double>(cluster.trials) * share;
    squares += off * off;
  }
  const double effect = filled / (filled - 1) * squares / trial.trials / (share * (1 - share));
  if (effect <= 1) return trial;
  return {score, trial.successes / effect, trial.trials / effect};
}

std::optional<Trend> cochran_armitage(std::span<const Trial> columns) {
  double trials = 0, successes = 0, mean_score = 0;
  for (const Trial& column : columns) {
    trials += column.trials;
    successes += column.successes;
    mean_score += column.score * column.trials;
  }
  // Effective counts are fractions: shares of nought and all are exact in them too, but for rounding.
  if (trials == 0 || successes == 0 || successes >= trials * (1 - 1e-12)) return std::nullopt;
  mean_score /= trials;
  // About the mean of the scores, which changes nothing but the rounding: years are large numbers.
  const double share = successes / trials;
  double statistic = 0, spread = 0;
  for (const Trial& column : columns) {
    const double score = column.score - mean_score;
    statistic += score * (column.successes - column.trials * share);
    spread += column.trials * score * score;
  }
  if (spread <= 0) return std::nullopt;
  const double z = statistic / std::sqrt(share * (1 - share) * spread);
  return Trend{z, std::erfc(std::abs(z) / std::sqrt(2.0))};
}

std::vector<double> benjamini_hochberg(std::span<const double> probabilities) {
  std::vector<std::size_t> largest_first(probabilities.size());
  std::iota(largest_first.begin(), largest_first.end(), 0);
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
  std::vector<double> adjusted(probabilities.size());
  double smallest = 1;
  for (std::size_t i = 0; i < largest_first.size(); ++i) {
    const double rank = static_cast<double>(probabilities.size() - i);
    smallest = std::min(smallest, probabilities[largest_first[i]] * static_cast<double>(probabilities.size()) / rank);
    adjusted[largest_first[i]] = smallest;
  }
  return adjusted;
}

}  // namespace findings
