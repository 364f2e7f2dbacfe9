// How good an order is, by the grades a judge gave: 0 not relevant, 1 partly, 2 relevant, 3 just what was asked.
#pragma once

#include <cstddef>
#include <vector>

namespace findings::bench {

/// Of the first `depth` in an order whose grades are `ranked`, from 0 to 1; `judged` are all grades known, in any
/// order. Discounted cumulated gain (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002) in the form of Burges and others
/// (ICML 2005): the sum of (2^grade - 1) / log2(rank + 1), over what it is for the best order there could be. 0 where
/// nothing is relevant.
double ndcg(const std::vector<int>& ranked, std::vector<int> judged, std::size_t depth);

/// The share of all that is relevant (grade 2 or 3) which is among the first `depth`; of `depth` where there is more.
double recall(const std::vector<int>& ranked, const std::vector<int>& judged, std::size_t depth);

double mean(const std::vector<double>& values);

struct Interval {
  double low = 0, high = 0;
};

/// In which the mean difference lies in 95 of 100 samples of the questions, drawn with replacement: the percentile
/// bootstrap (Efron 1979), 10,000 samples, always the same ones.
Interval bootstrap(const std::vector<double>& differences);

}  // namespace findings::bench
