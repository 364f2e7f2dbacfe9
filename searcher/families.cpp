#include "searcher/families.h"

#include <algorithm>
#include <cmath>

namespace findings {

double togetherness(std::size_t both, std::size_t one, std::size_t other, std::size_t paragraphs) {
  if (both == 0) return 0;
  if (both == paragraphs) return 1;
  const double n = static_cast<double>(paragraphs), p = static_cast<double>(both) / n;
  const double expected = static_cast<double>(one) / n * (static_cast<double>(other) / n);
  return std::max(0.0, std::log(p / expected) / -std::log(p));
}

std::vector<std::vector<std::size_t>> group_together(const std::vector<std::vector<double>>& together, double least) {
  std::vector<std::vector<double>> links = together;
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < links.size(); ++i) groups.push_back({i});
  while (true) {
    double best = 0;
    std::size_t first = 0, second = 0;
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t j = i + 1; j < groups.size(); ++j)
        if (!groups[i].empty() && !groups[j].empty() && links[i][j] > best) best = links[i][j], first = i, second = j;
    if (second == 0 || best < least) break;
    const double here = static_cast<double>(groups[first].size()), there = static_cast<double>(groups[second].size());
    for (std::size_t k = 0; k < groups.size(); ++k)
      links[first][k] = links[k][first] = (here * links[first][k] + there * links[second][k]) / (here + there);
    groups[first].insert(groups[first].end(), groups[second].begin(), groups[second].end());
    groups[second].clear();
  }
  std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
  for (auto& group : groups) std::sort(group.begin(), group.end());
  std::sort(groups.begin(), groups.end());
  return groups;
}

}  // namespace findings
