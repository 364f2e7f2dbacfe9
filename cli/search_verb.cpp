// findings search QUESTION ...: paragraphs, by their words and by what they stand under.
#include <chrono>
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/print_text.h"
#include "cli/verbs.h"
#include "searcher/json_results.h"
#include "searcher/searcher.h"

namespace findings {
namespace {

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

/// One hit a line, each printed as soon as it is read.
Counts stream(const Searcher& searcher, Question question, bool has_limit, bool as_csv, bool guarded) {
  question.deadline = std::chrono::milliseconds::max();  // all rows, however long that takes
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

Exit search(const Given& given) {
  if (given.has("fields")) {
    print_fields(std::cout);
    return Exit::found;
  }
  const std::string format = given.text("format");
  const auto begin = std::chrono::steady_clock::now();
  const Searcher searcher = open_searcher(given);
  Question question = question_given(given, searcher);
  question.offset = given.number("offset").value_or(0);
  if (const auto limit = given.number("limit")) question.limit = *limit;
  question.facets = given.list("facets");
  question.facet_values = given.number("facet-values").value_or(format == "text" ? 10 : 100);

  if (format == "ndjson" || format == "csv") {
    const bool guarded = given.has("csv-safe") || given.has("csv-guard");
    const Counts found = stream(searcher, question, given.has("limit"), format == "csv", guarded);
    if (found.paragraphs > 0) return Exit::found;
    print_help(std::cerr, question, searcher.search(question), Page{});
    return Exit::nothing;
  }
  const Results results = searcher.search(question);
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  if (given.has("explain"))
    print_explanation(format == "text" ? std::cout : std::cerr, searcher, question, time.count());
  if (format == "json")
    std::cout << printed(to_json(question, results), true) << '\n';
  else
    print_results(std::cout, question, results, output_page(given.text("color")));
  return results.found.paragraphs > 0 ? Exit::found : Exit::nothing;
}

}  // namespace

Verb search_verb() {
  std::vector<Option> shown = order_options();
  for (const Option& option : {
           Option{"limit", "N", "show so many hits (10; in NDJSON and CSV all)", Takes::number},
           Option{"offset", "N", "leave out so many hits first", Takes::number, {}, "0"},
           Option{"facets", "A,B", "count by these fields: authority,area ...", Takes::list, {}, {}, Offers::facets},
           Option{"facet-values", "N", "show so many values of each (10; in JSON 100)", Takes::number},
           Option{"format", "FORMAT", "text, json, ndjson or csv", Takes::text, "text json ndjson csv", "text"},
           safe_option,
           guard_option,
           color_option,
           Option{"explain", "", "show how the question was understood, and search"},
           Option{"fields", "", "show what can be asked for"},
           index_option,
       })
    shown.push_back(option);
  return {
      "search",
      "Asking",
      "find paragraphs, by their words and by what they stand under",
      "QUESTION",
      {{"findings search neglect --area looked-after-children --grade adequate", ""},
       {"findings search '\"child protection\" (drift OR delay) -court grade:inadequate'", ""},
       {"findings search 'supervision NEAR/5 quality' --facets authority,grade", ""}},
      "Words are joined by AND and found in any of their forms. Also: \"as typed\", OR, NOT, -, (brackets), NEAR/n, "
      "ADJ/n, wild*, field:value; * alone is everything.\n"
      "Filters: values of one filter are alternatives; different filters must all hold.",
      {filter_options(), reading_options(), {"What is shown", shown}},
      search};
}

}  // namespace findings
