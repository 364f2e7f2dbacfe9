// Which themes occur together, and which paragraphs tell the most of them.
#include <cmath>

#include <catch2/catch.hpp>

#include "searcher/families.h"

namespace findings {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;
using Matrix = std::vector<std::vector<double>>;

/// The average of all links between two groups, from the matrix itself.
double average(const Matrix& together, const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  double sum = 0;
  for (const std::size_t i : a)
    for (const std::size_t j : b) sum += together[i][j];
  return sum / static_cast<double>(a.size() * b.size());
}

/// Numbers as if drawn, the same for each run.
Matrix made_matrix(std::size_t size, unsigned seed) {
  Matrix together(size, std::vector<double>(size));
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = i + 1; j < size; ++j) {
      seed = seed * 1664525u + 1013904223u;
      together[i][j] = together[j][i] = static_cast<double>(seed >> 8) / (1 << 24);
    }
  return together;
}

}  // namespace

TEST_CASE("togetherness is one for things that only occur together and zero by chance or apart") {
  CHECK(togetherness(7, 7, 7, 100) == Approx(1));
  CHECK(togetherness(100, 100, 100, 100) == Approx(1));
  CHECK(togetherness(4, 20, 20, 100) == Approx(0).margin(1e-12));
  CHECK(togetherness(0, 20, 20, 100) == 0);
  CHECK(togetherness(1, 20, 20, 100) == 0);
  // Ten of a hundred, each in twenty: ln(0.1 / 0.04) / -ln 0.1
  CHECK(togetherness(10, 20, 20, 100) == Approx(std::log(2.5) / std::log(10)));
}

TEST_CASE("what is together is joined as long as it is so on average") {
  const Matrix together{{0, 0.9, 0.1, 0}, {0.9, 0, 0.3, 0}, {0.1, 0.3, 0, 0.6}, {0, 0, 0.6, 0}};
  CHECK(group_together(together, 0.5) == Groups{{0, 1}, {2, 3}});
  CHECK(group_together(together, 0.1) == Groups{{0, 1, 2, 3}});  // (0.1 + 0 + 0.3 + 0) / 4
  CHECK(group_together(together, 0.95).empty());
}

TEST_CASE("a theme that is together with none stands in no family") {
  CHECK(group_together({{0, 0.9, 0}, {0.9, 0, 0}, {0, 0, 0}}, 0.2) == Groups{{0, 1}});
  CHECK(group_together({{0}}, 0).empty());
  CHECK(group_together({}, 0).empty());
}

TEST_CASE("of pairs that are equally together those that stand first are joined") {
  const Matrix together{{0, 0.5, 0, 0}, {0.5, 0, 0.5, 0}, {0, 0.5, 0, 0.5}, {0, 0, 0.5, 0}};
  CHECK(group_together(together, 0.3) == Groups{{0, 1}, {2, 3}});
}

TEST_CASE("no two families are as much together on average as they would have to be to be one") {
  for (const unsigned seed : {1u, 2u, 3u, 4u, 5u}) {
    const Matrix together = made_matrix(25, seed);
    const Groups groups = group_together(together, 0.55);
    REQUIRE(groups.size() > 1);
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t j = i + 1; j < groups.size(); ++j) CHECK(average(together, groups[i], groups[j]) < 0.55);
    CHECK(group_together(together, 0.55) == groups);
  }
}

}  // namespace findings
