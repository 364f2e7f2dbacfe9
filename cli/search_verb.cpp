// findings search QUESTION ...: paragraphs, by their words and by what they stand under.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/verbs.h"
#include "schema/generations.h"
#include "searcher/json_results.h"
#include "searcher/searcher.h"

namespace findings {
namespace {

namespace po = boost::program_options;

constexpr std::string_view sorts[] = {"relevance", "newest", "oldest", "authority", "grade"};

constexpr char usage[] =
    R"(findings search QUESTION [options]

  findings search neglect --area looked-after-children --grade adequate
  findings search '"child protection" (drift OR delay) -court grade:inadequate'
  findings search 'supervision NEAR/5 quality' --facets authority,grade

Words are joined by AND and found in any of their forms. Also: "as typed", OR,
NOT, -, (brackets), NEAR/n, ADJ/n, wild*, field:value; * alone is everything.

Filters: values of one filter are alternatives; different filters must all hold.
)";

po::options_description filter_options() {
  po::options_description options("Filters (--fields shows examples)", 100);
  add_filter_options(options);
  return options;
}

po::options_description other_options() {
  po::options_description options("Options", 100);
  const auto text = [](const char* standard) { return po::value<std::string>()->default_value(standard); };
  options.add_options()("index", po::value<std::string>()->value_name("DIR"),
                        "the index; else $FINDINGS_INDEX, else the user's own")(
      "facets", po::value<std::vector<std::string>>()->composing()->value_name("A,B"),
      "count by these fields: authority,area ...")("facet-values", po::value<long>()->value_name("N"),
                                                   "show so many values of each (10; in JSON 100)")(
      "sort", text("relevance")->value_name("ORDER"), "relevance, newest, oldest, authority or grade")(
      "limit", po::value<long>()->value_name("N"), "show so many hits (10; in NDJSON and CSV all)")(
      "offset", po::value<long>()->default_value(0)->value_name("N"), "leave out so many hits first")(
      "format", text("text")->value_name("FORMAT"), "text, json, ndjson or csv")(
      "csv-guard", "put ' before what a spreadsheet would run as a formula")("color", text("auto")->value_name("WHEN"),
                                                                             "auto, always or never")(
      "explain", "show how the question was understood, and search")("fields", "show what can be asked for")(
      "help", "show this");
  return options;
}

void print_fields(std::ostream& out) {
  std::vector<std::vector<std::string>> rows{{"field", "what it is", "as in", "facet"}};
  for (const Field& field : fields)
    rows.push_back(
        {std::string(field.name), std::string(field.describes), std::string(field.example), field.facet ? "yes" : ""});
  print_table(out, rows, rows.front().size(), Page{200, false});
}

void print_explanation(std::ostream& out, const Searcher& searcher, const Question& question, double milliseconds) {
  out << "question  " << (question.text.empty() ? "(none)" : question.text) << '\n'
      << "words     " << describe(question.expression) << '\n';
  for (const Filter& filter : question.filters) out << "filter    " << describe(filter) << '\n';
  for (const std::string& word : question.ignored) out << "ignored   " << word << '\n';
  out << "Xapian    " << searcher.xapian_query(question) << '\n'
      << "index     " << searcher.generation().string() << '\n'
      << "time      " << std::llround(milliseconds * 10) / 10.0 << " ms\n\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// One hit a line, each printed as soon as it is read.
Counts stream(const Searcher& searcher, Question question, bool has_limit, bool as_csv, bool guarded) {
  const Counts found = searcher.count(question);
  if (!has_limit) question.limit = found.paragraphs;
  if (as_csv) std::cout << csv_heading();
  searcher.each_hit(question, !as_csv, [&](FoundHit&& hit) {
    if (as_csv)
      std::cout << csv_row(hit, guarded);
    else
      std::cout << printed(to_json(hit), false) << '\n';
  });
  return found;
}

}  // namespace

Exit search_verb(const Arguments& arguments) {
  po::options_description options;
  options.add(filter_options()).add(other_options());
  const po::variables_map given = read_options(arguments, options, "question");
  if (given.count("help")) {
    std::cout << usage << '\n' << filter_options() << '\n' << other_options();
    return Exit::found;
  }
  if (given.count("fields")) {
    print_fields(std::cout);
    return Exit::found;
  }
  const std::string format = choice_given(given, "format", {"text", "json", "ndjson", "csv"});
  const std::string sort = choice_given(given, "sort", {std::begin(sorts), std::end(sorts)});
  const std::string colour = choice_given(given, "color", {"auto", "always", "never"});
  const std::string text = given.count("question") ? joined(given["question"].as<std::vector<std::string>>()) : "";

  const auto begin = std::chrono::steady_clock::now();
  const Searcher searcher(given.count("index") ? std::filesystem::path(given["index"].as<std::string>())
                                               : default_index());
  Question question = searcher.understand(text, filters_given(given));
  question.sort = static_cast<Sort>(std::find(std::begin(sorts), std::end(sorts), sort) - std::begin(sorts));
  question.offset = number_given(given, "offset");
  if (given.count("limit")) question.limit = number_given(given, "limit");
  question.facets = list_given(given, "facets");
  question.facet_values = given.count("facet-values") ? number_given(given, "facet-values")
                          : format == "text"          ? 10
                                                      : 100;

  if (format == "ndjson" || format == "csv") {
    const Counts found =
        stream(searcher, question, given.count("limit") > 0, format == "csv", given.count("csv-guard") > 0);
    if (found.paragraphs > 0) return Exit::found;
    print_help(std::cerr, question, searcher.search(question), Page{});
    return Exit::nothing;
  }
  const Results results = searcher.search(question);
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  if (given.count("explain"))
    print_explanation(format == "text" ? std::cout : std::cerr, searcher, question, time.count());
  if (format == "json")
    std::cout << printed(to_json(question, results), true) << '\n';
  else
    print_results(std::cout, question, results, output_page(colour));
  return results.found.paragraphs > 0 ? Exit::found : Exit::nothing;
}

}  // namespace findings
