// shards_ask INDEX: answers a question a line of standard input, each as a line of JSON, as a server over shards does:
// asked again with a new Searcher where a shard is lost, and with a new one where a shard was missing.
#include <iostream>
#include <optional>

#include <xapian.h>

#include <nlohmann/json.hpp>

#include "searcher/searcher.h"
#include "searcher/shards.h"

using namespace findings;
using Json = nlohmann::ordered_json;

namespace {

Json to_json(const Searcher& searcher, const Results& results) {
  Json missing = Json::array(), hits = Json::array(), counts = Json::object();
  for (const MissingShard& shard : searcher.missing())
    missing.push_back({{"shard", shard.number}, {"authorities", shard.authorities}, {"says", describe(shard, true)}});
  for (const FoundHit& found : results.hits)
    hits.push_back({{"citation", found.hit.citation}, {"text", found.hit.text}});
  for (const Facet& facet : results.facets)
    for (const FacetValue& value : facet.values)
      if (value.counts.paragraphs > 0) counts[value.value] = value.counts.paragraphs;
  return {{"missing", missing}, {"found", results.found.paragraphs}, {"counts", counts}, {"hits", hits}};
}

Json answer(std::optional<Searcher>& searcher, const std::string& index, const std::string& words) {
  for (int attempt = 1;; ++attempt) try {
      if (!searcher || !searcher->missing().empty()) searcher.emplace(index);
      Question question = searcher->understand(words, {});
      question.facets = {"authority"};
      question.facet_values = 1000;
      question.limit = 10;
      return to_json(*searcher, searcher->search(question));
    } catch (const ShardLost&) {
      searcher.reset();
      if (attempt == 5) throw;
    }
}

}  // namespace

int main(int, char** argv) {
  std::optional<Searcher> searcher;
  for (std::string words; std::getline(std::cin, words);) try {
      std::cout << answer(searcher, argv[1], words).dump() << std::endl;
    } catch (const Error& error) {
      searcher.reset();
      std::cout << Json{{"error", error.what()}}.dump() << std::endl;
    }
}
