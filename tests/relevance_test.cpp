// How the order of hits is measured: bench/relevance.
#include <catch2/catch.hpp>

#include "bench/relevance/measures.h"

using namespace findings::bench;

TEST_CASE("an order is as good as its gains, discounted by rank, beside the best there could be") {
  // Gains 7, 0 and 3 at discounts 1, log2(3) and 2; the best order has 7, 3 and 0.
  CHECK(ndcg({3, 0, 2}, {2, 3, 0}, 10) == Approx((7 + 3 / 2.0) / (7 + 3 / 1.5849625)));
  CHECK(ndcg({3, 2, 0}, {2, 3, 0}, 10) == Approx(1.0));
  CHECK(ndcg({0, 0, 3}, {3}, 2) == 0);
  CHECK(ndcg({}, {3}, 10) == 0);
  CHECK(ndcg({0, 0}, {0}, 10) == 0);
}

TEST_CASE("what is relevant and not found counts against an order") {
  CHECK(ndcg({3}, {3, 3}, 10) == Approx(1 / (1 + 1 / 1.5849625)));
}

TEST_CASE("recall is the share of what is relevant, of no more than there is room for") {
  CHECK(recall({3, 1, 0, 2}, {3, 2, 2, 1}, 50) == Approx(2 / 3.0));
  CHECK(recall({2, 2, 0, 3}, {3, 2, 2, 2}, 2) == 1);
  CHECK(recall({1}, {1}, 50) == 0);
}

TEST_CASE("the interval of a mean difference holds it, and is the same each time") {
  const std::vector<double> differences{0.1, 0.3, -0.1, 0.2, 0.0, 0.2};
  const Interval interval = bootstrap(differences);
  CHECK(interval.low < mean(differences));
  CHECK(mean(differences) < interval.high);
  CHECK(interval.low >= -0.1);
  CHECK(interval.high <= 0.3);
  CHECK(bootstrap(differences).low == interval.low);
  const Interval sure = bootstrap({0.5, 0.5});
  CHECK(sure.low == 0.5);
  CHECK(sure.high == 0.5);
}
