// Which themes occur together.
#pragma once

#include <cstddef>
#include <vector>

namespace findings {

/// How much oftener two things stand in one paragraph than by chance: normalised pointwise mutual information (Bouma
/// 2009, "Normalized (pointwise) mutual information in collocation extraction"), ln(p(xy) / (p(x) p(y))) / -ln p(xy);
/// 1 where they only occur together, 0 by chance. Less than chance is 0 here too.
double togetherness(std::size_t both, std::size_t one, std::size_t other, std::size_t paragraphs);

/// Groups by average linkage (Sokal and Michener 1958): the two groups whose members are the most together on average
/// are joined, of equal ones those that stand first, while that average is `least` or more. `together[i][j]` is
/// symmetric. Groups of two or more, members ascending, by their first.
std::vector<std::vector<std::size_t>> group_together(const std::vector<std::vector<double>>& together, double least);

}  // namespace findings
