// How much a word or phrase marks one body of text out from another, and how evenly it is spread there. Formulas alone.
#pragma once

#include <cstddef>
#include <span>

#include "searcher/interval.h"

namespace findings {

/// What has it and what has not, in the slice (a, b) and in what it is measured against (c, d). One unit throughout:
/// reports, paragraphs or words.
struct FourCounts {
  std::size_t a = 0, b = 0, c = 0, d = 0;
  friend bool operator==(const FourCounts&, const FourCounts&) = default;
};

/// The log-likelihood ratio G2 over all four cells (Dunning 1993, "Accurate methods for the statistics of surprise and
/// coincidence"), below zero where the slice has less of it. Calculators after Rayson and Garside (2000) sum the first
/// cell of either side alone and come out lower where much of a side has it. 0 where a side is empty.
double signed_g2(const FourCounts& counts);

/// Above this G2 is significant at 1 - `confidence` after Bonferroni's correction for that many tests.
double critical_g2(double confidence, std::size_t tests);

/// Log Ratio (Hardie 2014): the binary logarithm of how many times as frequent it is in the slice, so that 1 is twice
/// and -1 half. A count of none is taken as 0.5, as Hardie does. 0 where a side is empty.
double log_ratio(const FourCounts& counts);

/// The exact interval of a share of `found` among `all` (Clopper and Pearson 1934), by quantiles of the beta
/// distribution. `confidence`: 0.95; all > 0.
Interval share_interval(std::size_t found, std::size_t all, double confidence);

/// The interval of the Log Ratio after Bonferroni's correction for that many `tests` (Evert 2022, "Measuring
/// keyness"): a of a + c by the exact interval of a share, brought to the two sides' sizes. Infinite where a side has
/// none. Takes counts for Poisson's, so it is wider than it need be where most reports have something.
Interval log_ratio_interval(const FourCounts& counts, double confidence, std::size_t tests);

/// LRC, the conservative Log Ratio (Evert 2022, and keyness() of the R package corpora): the end of the interval that
/// is nearer to 0, and 0 where 0 lies in it.
double conservative_log_ratio(const Interval& interval);

/// Gries' deviation of proportions (2008, "Dispersions and adjusted frequencies in corpora"): half the sum of what
/// parts' shares of the occurrences and of the words differ by, parts being of any size. 0: each part has its share;
/// near 1: one small part has all. `occurrences` and `words` by part, neither all 0.
double deviation_of_proportions(std::span<const std::size_t> occurrences, std::span<const std::size_t> words);

/// Occurrences per 10,000 words; 0 where there are no words.
double rate_of(std::size_t occurrences, std::size_t words);

}  // namespace findings
