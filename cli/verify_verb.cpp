// findings verify: whether an index is, byte by byte, what was written.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "schema/history.h"
#include "schema/shards.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

struct Verified {
  std::string name;
  bool is_served = false;
  std::vector<std::string> problems, elsewhere;  // names of shards that are on other hosts
  bool is_shard_alone = false;                   // of a host that has no more
};

/// What a host of shards has: those, and nothing beside them.
std::vector<std::string> verify_shards_alone(const Generation& generation, std::size_t shards) {
  std::vector<std::string> problems;
  for (std::size_t number = 1; number <= shards; ++number) {
    if (!fs::exists(generation.path / shard_name(number))) continue;
    const auto found = verify(Shard{generation.path, number, shard_name(number), shards});
    problems.insert(problems.end(), found.begin(), found.end());
  }
  return problems;
}

Verified verify_whole(const Generation& generation) {
  Verified verified{.name = generation.name(), .is_served = generation.is_served, .problems = {}, .elsewhere = {}};
  if (!generation.wrong.empty()) {
    verified.problems = {generation.wrong};
    return verified;
  }
  std::size_t shards = 0;
  for (const GenerationFile& file : generation.manifest.files) shards = std::max(shards, shard_of(file));
  for (std::size_t number = 1; number <= shards; ++number)
    if (!fs::exists(generation.path / shard_name(number))) verified.elsewhere.push_back(shard_name(number));
  verified.is_shard_alone = shards > verified.elsewhere.size() && !fs::exists(generation.path / "words");
  if (verified.is_shard_alone) {
    verified.problems = verify_shards_alone(generation, shards);
    return verified;
  }
  verified.problems = verify(generation.path, Extent::shards_here);
  if (verified.problems.empty()) verified.problems = check_contents(generation.path);
  return verified;
}

std::vector<Generation> generations_given(const Given& given, const fs::path& index) {
  if (given.words().size() > 1 || (given.has("all") && !given.words().empty()))
    throw Error("one generation is verified, or --all", "findings generations lists them");
  std::vector<Generation> all = history(index);
  if (given.has("all")) return all;
  if (given.words().empty()) {
    if (const Generation* served = served_in(all)) return {*served};
    throw Error(
        "the index " + index.string() + " serves nothing: " + (index / "current").string() + " leads to no generation",
        "serve one that is kept: findings rollback GENERATION\nfindings generations lists them", Exit::no_index);
  }
  return {named_in(all, given.words().front())};
}

void print_text(const std::vector<Verified>& all) {
  std::size_t damaged = 0;
  for (const Verified& one : all) {
    std::cout << one.name << (one.is_served ? ", served" : "") << ": "
              << (one.problems.empty() ? "every byte is as it was written" : "DAMAGED");
    if (!one.elsewhere.empty()) std::cout << "; not on this host: " << joined(one.elsewhere, ", ");
    if (one.is_shard_alone) std::cout << ", and what stands beside shards";
    std::cout << '\n';
    for (const std::string& problem : one.problems) std::cout << "  " << one_line(problem) << '\n';
    if (one.problems.empty()) continue;
    ++damaged;
    if (one.is_shard_alone)
      std::cout << "  to mend it: copy it again from the host that indexes (docs/scale.md); look after the disk\n";
    else if (one.is_served)
      std::cout << "  to mend it: findings index PATH..., or go back: findings rollback; look after the disk\n";
  }
  if (all.size() > 1) std::cout << all.size() - damaged << " of " << all.size() << " generations are sound\n";
}

Exit verify_index(const Given& given) {
  const fs::path index = given.has("index") ? fs::path(given.text("index")) : default_index();
  std::vector<Verified> all;
  for (const Generation& generation : generations_given(given, index)) all.push_back(verify_whole(generation));
  const bool is_sound = std::all_of(all.begin(), all.end(), [](const Verified& one) { return one.problems.empty(); });
  if (given.text("format") == "json") {
    auto generations = nlohmann::ordered_json::array();
    for (const Verified& one : all)
      generations.push_back({{"generation", one.name},
                             {"served", one.is_served},
                             {"sound", one.problems.empty()},
                             {"problems", one.problems},
                             {"elsewhere", one.elsewhere}});
    std::cout << printed(nlohmann::ordered_json{{"sound", is_sound}, {"generations", generations}}, true) << '\n';
  } else {
    print_text(all);
  }
  return is_sound ? Exit::found : Exit::failures;
}

}  // namespace

Verb verify_verb() {
  return {
      "verify",
      "Making an index",
      "check every byte of the index against what was written",
      "[GENERATION]",
      {{"findings verify", "the generation that is served"},
       {"findings verify --all", "and those that are kept to go back to"}},
      "Compares size and SHA-256 of every file with the generation's manifest, and then whether its parts agree: the "
      "databases hold together, and all count as many paragraphs and reports. Changes nothing; searching goes on.\n"
      "It exits with 0 when all is as it was written, 4 when anything is damaged, and names the file.",
      {{"Options",
        {index_option,
         {"all", "", "every generation that is kept"},
         {"format", "FORMAT", "text or json", Takes::text, "text json", "text"}}}},
      verify_index};
}

}  // namespace findings
