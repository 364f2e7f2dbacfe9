// findings index: report files into an index.
#include <iostream>

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "indexer/index_run.h"
#include "indexer/read_report.h"
#include "indexer/sharding.h"
#include "schema/generations.h"
#include "searcher/index_place.h"

namespace findings {
namespace {

Exit index(const Given& given) {
  if (given.words().empty()) throw Error("no file or folder to index is named", "findings index PATH...");

  IndexOptions run;
  run.index = given.has("index") ? std::filesystem::path(given.text("index")) : default_index();
  if (!find_index_place(run.index).shards.empty())
    throw Error("an index is written in its own folder, not over its shards: " + run.index.string(),
                "on the host that indexes: findings index --index DIR PATH...");
  if (given.has("manifest")) run.manifest = given.text("manifest");
  for (const std::string& path : given.words()) run.paths.emplace_back(path);
  run.prune = given.has("prune");
  run.allow_shrink = given.has("allow-shrink");
  if (const auto shards = given.number("shards")) {
    if (*shards < 1 || *shards > most_shards)
      throw Error("--shards is a number from 1 to " + std::to_string(most_shards));
    run.shards = static_cast<std::uint32_t>(*shards);
  }

  IndexOutcome outcome;
  {
    ProgressBar bar("indexing");
    outcome = run_index(run, Reader{reading_version(), read_report},
                        [&](std::size_t done, std::size_t total) { bar.show(done, total); });
  }
  for (const std::string& message : outcome.messages) std::cerr << "findings: " << one_line(message) << '\n';
  std::cout << summary_of(outcome) << '\n';
  return outcome.failed > 0 ? Exit::failures : Exit::found;
}

}  // namespace

Verb index_verb() {
  return {
      "index",
      "Making an index",
      "read report files into an index",
      "PATH...",
      {{"findings index reports", "reads every report in the folder reports"},
       {"findings index reports --manifest reports/published.csv --prune",
        "with facts that reports do not print; reports whose file is gone are dropped"},
       {"findings index reports --shards 4", "in four parts, each with all reports of its authorities: docs/scale.md"}},
      "Reads report files (.pdf, .txt, .text, .md), and those in folders, into an index that findings search answers "
      "from. Run it again at any time: only what is new or changed is read, and the index changes whole or not at all. "
      "A manifest has the columns file, published, url, authority and urn.\n"
      "It exits with 0, or with 4 when a file could not be read; what could be read is indexed all the same, and "
      "findings doctor lists the rest.",
      {{"Options",
        {index_option,
         {"manifest", "FILE.csv", "facts that reports do not print", Takes::text, {}, {}, Offers::files},
         {"prune", "", "drop the reports whose file is gone"},
         {"allow-shrink", "", "even when they are more than a fifth of the index"},
         {"shards", "N", "write N databases, for as many hosts; else as many as the index has", Takes::number}}}},
      index,
      Offers::files};
}

}  // namespace findings
