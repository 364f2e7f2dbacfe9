#include "cli/ask.h"

#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "schema/generations.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

OptionGroup reading_options() {
  return {"How the question is read",
          {{"as-written", "", "search only what is typed: no synonyms, no abbreviations"},
           {"synonyms",
            "FILE",
            "groups of words that mean the same, beside the built-in ones; else $FINDINGS_SYNONYMS",
            Takes::text,
            {},
            {},
            Offers::files},
           {"successors", "", "an authority stands for those that took over from it too, and those it took over from"},
           {"duplicates", "HOW", "fold paragraphs that say the same into one hit, or show them all", Takes::text,
            "fold show", "fold"}}};
}

Reading reading_given(const Given& given) {
  return {given.has("as-written"), given.has("successors"), given.text("synonyms")};
}

std::vector<Option> order_options() {
  return {
      {"sort", "ORDER", "relevance, newest, oldest, authority, grade, index (by report, then by place in it) or random",
       Takes::text, "relevance newest oldest authority grade index random", "relevance"},
      {"seed", "N", "another random order for each", Takes::number, {}, "0"}};
}

namespace {

// Of the one searcher that a run of the program opens.
std::vector<MissingShard>& missing_shards() {
  static std::vector<MissingShard> missing;
  return missing;
}

}  // namespace

Searcher open_searcher(const Given& given, Partial partial) {
  missing_shards().clear();
  const auto tell = [&](const std::vector<MissingShard>& missing) {
    missing_shards() = missing;
    for (const MissingShard& shard : missing) std::cerr << "findings: " << describe(shard, true) << '\n';
    if (partial == Partial::refused)
      throw Error("this is not done with a part of the index", "try again when all shards answer", Exit::failures);
  };
  return Searcher(given.has("index") ? std::filesystem::path(given.text("index")) : default_index(), tell);
}

bool is_partial() { return !missing_shards().empty(); }

std::string printed_answer(nlohmann::ordered_json json) {
  tell_missing(json, missing_shards());
  return printed(json, true) + '\n';
}

Question question_given(const Given& given, const Searcher& searcher, const std::string& otherwise) {
  const std::vector<Filter> filters = filters_given(given);
  std::string text = joined(given.words());
  if (text.empty() && filters.empty()) text = otherwise;
  Question question = searcher.understand(text, filters, reading_given(given));
  question.fold_copies = given.text("duplicates") != "show";
  const std::string sort = given.text("sort");
  if (!sort.empty())
    question.sort =
        static_cast<Sort>(std::find(std::begin(sort_names), std::end(sort_names), sort) - std::begin(sort_names));
  question.seed = given.number("seed").value_or(0);
  return question;
}

const Option table_option{.name = "table",
                          .value = "A,B",
                          .describes = "two facets against each other: area,grade",
                          .takes = Takes::list,
                          .offers = Offers::facets};
const Option count_option{.name = "count",
                          .value = "UNIT",
                          .describes = "what a table counts: paragraphs, reports or authorities",
                          .takes = Takes::text,
                          .choices = "paragraphs reports authorities",
                          .standard = "paragraphs"};

std::vector<std::pair<std::string, std::string>> tables_given(const Given& given) {
  std::vector<std::pair<std::string, std::string>> tables;
  for (const std::string& typed : given.all("table")) {
    const std::size_t comma = typed.find(',');
    if (comma == typed.npos || typed.find(',', comma + 1) != typed.npos)
      throw Error("--table wants two facets", "as in --table area,grade");
    tables.emplace_back(typed.substr(0, comma), typed.substr(comma + 1));
  }
  return tables;
}

}  // namespace findings
