#include "bench/relevance/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace findings::bench {
namespace {

constexpr int relevant = 2;

double gain(const std::vector<int>& grades, std::size_t depth) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(depth, grades.size()); ++i)
    sum += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

std::size_t relevant_among(const std::vector<int>& grades, std::size_t depth) {
  const auto end = grades.begin() + static_cast<std::ptrdiff_t>(std::min(depth, grades.size()));
  return static_cast<std::size_t>(std::count_if(grades.begin(), end, [](int grade) { return grade >= relevant; }));
}

}  // namespace

double ndcg(const std::vector<int>& ranked, std::vector<int> judged, std::size_t depth) {
  std::sort(judged.begin(), judged.end(), std::greater<>());
  const double best = gain(judged, depth);
  return best > 0 ? gain(ranked, depth) / best : 0;
}

double recall(const std::vector<int>& ranked, const std::vector<int>& judged, std::size_t depth) {
  const std::size_t all = std::min(depth, relevant_among(judged, judged.size()));
  return all > 0 ? static_cast<double>(relevant_among(ranked, depth)) / static_cast<double>(all) : 0;
}

double mean(const std::vector<double>& values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Interval bootstrap(const std::vector<double>& differences) {
  constexpr std::size_t samples = 10'000;
  if (differences.empty()) return {};
  std::mt19937 random(1);
  std::vector<double> means;
  for (std::size_t i = 0; i < samples; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < differences.size(); ++j) sum += differences[random() % differences.size()];
    means.push_back(sum / static_cast<double>(differences.size()));
  }
  std::sort(means.begin(), means.end());
  return {means[samples / 40], means[samples - samples / 40]};
}

}  // namespace findings::bench
