// Figures about figures: how far a share may be off, whether shares rise or fall from column to column, and how many
// such findings among many themes are chance.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "searcher/interval.h"

namespace findings {

/// The normal quantile of a two-sided 95 % interval.
inline constexpr double quantile_95 = 1.959963984540054;

/// The score interval of a share, `successes` of `trials` (Wilson 1927; recommended by Brown, Cai and DasGupta 2001,
/// "Interval Estimation for a Binomial Proportion", Statistical Science 16, equation 4). It stays within 0 to 1 and
/// holds for shares of nought and all. Without trials it is 0 to 1.
Interval wilson_interval(std::size_t successes, std::size_t trials, double quantile = quantile_95);

/// What is tested for a trend: of one column.
struct Trial {
  double score = 0;  // where the column stands: 1 to 4 of bands
  double successes = 0, trials = 0;
};

/// Trials that belong together: the paragraphs of a report.
struct Cluster {
  std::size_t successes = 0, trials = 0;
};

/// What trials in clusters are worth (Rao and Scott 1992, "A simple method for the analysis of clustered binary data",
/// Biometrics 48): both counts divided by the design effect, trials times m / ((m - 1) trials^2) times the sum of
/// (successes_j - trials_j p)^2 over p (1 - p), of m clusters; never by less than 1, which is also its value where
/// there is one cluster, or a share of nought or all.
Trial effective_trial(double score, std::span<const Cluster> clusters);

struct Trend {
  double z = 0;  // above 0 where shares rise with the score
  double p = 1;  // two-sided, of the normal distribution
};

/// Whether shares rise or fall with the score (Cochran 1954; Armitage 1955). With p the share over all columns,
/// z = sum of score (successes - trials p), over the root of p (1 - p) (sum of trials score^2 - (sum of trials
/// score)^2 / sum of trials). Its square is what R's prop.trend.test gives. Where all columns have one share of nought
/// or all, or trials at one score alone, there is nothing to test and nothing is returned.
std::optional<Trend> cochran_armitage(std::span<const Trial> columns);

/// The probabilities of many tests, each the smallest rate of false discoveries at which it would be among the
/// discoveries (Benjamini and Hochberg 1995; as R's p.adjust does, "BH"). In the order given.
std::vector<double> benjamini_hochberg(std::span<const double> probabilities);

}  // namespace findings
