// findings index: report files into an index.
#include <iostream>

#include <boost/program_options.hpp>

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "indexer/index_run.h"
#include "indexer/read_report.h"
#include "schema/generations.h"

namespace findings {

namespace {

namespace po = boost::program_options;

constexpr char usage[] =
    R"(findings index PATH... [options]

  findings index reports
  findings index reports --manifest reports/published.csv --prune

Reads report files (.pdf, .txt, .text, .md), and those in folders, into an index
that findings search answers from. Run it again at any time: only what is new or
changed is read, and the index changes whole or not at all. A manifest has the
columns file, published, url, authority and urn.

It exits with 0, or with 4 when a file could not be read; what could be read is
indexed all the same, and findings doctor lists the rest.
)";

}  // namespace

Exit index_verb(const Arguments& arguments) {
  po::options_description options("Options", 100);
  options.add_options()("index", po::value<std::string>()->value_name("DIR"),
                        "the index; else $FINDINGS_INDEX, else the user's own")(
      "manifest", po::value<std::string>()->value_name("FILE.csv"),
      "facts that reports do not print")("prune", "drop the reports whose file is gone")(
      "allow-shrink", "even when they are more than a fifth of the index")("help", "show this");
  const po::variables_map given = read_options(arguments, options, "path");
  if (given.contains("help")) {
    std::cout << usage << '\n' << options;
    return Exit::found;
  }
  if (!given.contains("path")) throw Error("no file or folder to index is named", "findings index PATH...");

  IndexOptions run;
  run.index = given.contains("index") ? std::filesystem::path(given["index"].as<std::string>()) : default_index();
  if (given.contains("manifest")) run.manifest = given["manifest"].as<std::string>();
  for (const std::string& path : given["path"].as<std::vector<std::string>>()) run.paths.emplace_back(path);
  run.prune = given.contains("prune");
  run.allow_shrink = given.contains("allow-shrink");

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

}  // namespace findings
