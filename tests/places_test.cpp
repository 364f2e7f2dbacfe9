#include <random>

#include <catch2/catch.hpp>

#include "schema/error.h"
#include "schema/files.h"
#include "schema/places.h"
#include "tests/temporary_folder.h"

using namespace findings;

TEST_CASE("rows and the documents of shards lead to each other") {
  std::mt19937 random(7);
  for (const std::uint32_t shards : {1u, 2u, 5u, 64u}) {
    std::vector<std::uint32_t> shard_of_row(1000);
    for (auto& shard : shard_of_row) shard = random() % shards;
    const TemporaryFolder folder;
    write_file(folder / "places", places_bytes(shard_of_row, shards));
    const Places places(folder / "places");
    REQUIRE(places.shards() == shards);
    REQUIRE(places.documents() == shard_of_row.size());
    std::vector<std::uint32_t> next(shards, 1);
    for (std::uint32_t row = 1; row <= shard_of_row.size(); ++row) {
      const std::uint32_t shard = shard_of_row[row - 1];
      const ShardDocument place = places.place_of(row);
      CHECK(place == ShardDocument{shard, next[shard]++});
      CHECK(places.rows_of(place.shard)[place.docid - 1] == row);
    }
    CHECK_THROWS_AS(places.place_of(0), std::out_of_range);
    CHECK_THROWS_AS(places.place_of(1001), std::out_of_range);
  }
}

TEST_CASE("a row is in a shard that there is") {
  const std::vector<std::uint32_t> beyond{0, 1, 2};
  CHECK_THROWS_AS(places_bytes(beyond, 2), std::invalid_argument);
}

TEST_CASE("a damaged file of places is an error and never read beyond") {
  const std::vector<std::uint32_t> shard_of_row{0, 1, 0, 1, 1};
  const std::string bytes = places_bytes(shard_of_row, 2);
  const TemporaryFolder folder;
  std::mt19937 random(3);
  for (int n = 0; n < 400; ++n) {
    std::string damaged = bytes;
    if (n % 2)
      damaged.resize(random() % bytes.size());
    else
      damaged[random() % bytes.size()] = static_cast<char>(random());
    write_file(folder / "places", damaged);
    try {
      const Places places(folder / "places");
      for (std::uint32_t row = 1; row <= places.documents(); ++row) {
        try {
          places.place_of(row);
        } catch (const std::out_of_range&) {
        }
      }
    } catch (const Error& error) {
      CHECK(error.status() == Exit::no_index);
    }
  }
}
