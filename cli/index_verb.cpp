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

constexpr char usage_line[] = "findings index [--index DIR] [--manifest FILE.csv] [--prune [--allow-shrink]] PATH...";

constexpr char about[] =
    "Reads report files (.pdf, .txt, .text, .md), and those in folders, into an index that findings search answers\n"
    "from. Run it again at any time: only what is new or changed is read, and the index changes whole or not at all.\n"
    "\n"
    "It exits with 0, or with 4 when a file could not be read; what could be read is indexed all the same.\n";

}  // namespace

Exit index_verb(const Arguments& arguments) {
  po::options_description shown("options");
  shown.add_options()
      ("index", po::value<std::string>()->value_name("DIR"), "the index; $FINDINGS_INDEX or the user's own by default")
      ("manifest", po::value<std::string>()->value_name("FILE.csv"),
       "facts that reports do not print; its columns are file, published, url, authority, urn")
      ("prune", "drop the reports whose file is gone")
      ("allow-shrink", "even when they are more than a fifth of the index")
      ("help", "this page");
  const po::variables_map given = read_options(arguments, shown, "path");
  if (given.contains("help")) {
    std::cout << usage_line << "\n\n" << about << '\n' << shown;
    return Exit::found;
  }
  if (!given.contains("path")) throw Error("no file or folder to index is named", usage_line);

  IndexOptions options;
  options.index = given.contains("index") ? std::filesystem::path(given["index"].as<std::string>()) : default_index();
  if (given.contains("manifest")) options.manifest = given["manifest"].as<std::string>();
  for (const std::string& path : given["path"].as<std::vector<std::string>>()) options.paths.emplace_back(path);
  options.prune = given.contains("prune");
  options.allow_shrink = given.contains("allow-shrink");

  IndexOutcome outcome;
  {
    ProgressBar bar("indexing");
    outcome = run_index(options, Reader{reading_version(), read_report},
                        [&](std::size_t done, std::size_t total) { bar.show(done, total); });
  }
  for (const std::string& message : outcome.messages) std::cerr << "findings: " << one_line(message) << '\n';
  std::cout << summary_of(outcome) << '\n';
  return outcome.failed > 0 ? Exit::failures : Exit::found;
}

}  // namespace findings
