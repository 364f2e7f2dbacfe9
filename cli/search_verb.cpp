// findings search QUESTION ...: paragraphs, by their words and by what they stand under.
#include <chrono>
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json ndjson csv tsv markdown";

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

/// All that is found, or as many as --limit says, each written as soon as it is read.
Exit export_rows(const Given& given, const Searcher& searcher, Question question, RowFormat format) {
  for (const char* option : {"facets", "table", "group", "collapse", "context", "snippets"})
    if (given.has(option))
      throw Error("--" + std::string(option) + " has no place in rows of paragraphs",
                  "findings facets has counts as CSV; --format json without --all has groups, facets and tables");
  question.deadline = std::chrono::milliseconds::max();  // all rows, however long that takes
  Question counted = question;
  counted.limit = 0;
  const Results results = searcher.search(counted);
  if (!given.has("sort") && !given.has("limit")) question.sort = Sort::index;
  if (!given.has("limit")) question.limit = results.found.paragraphs;
  return write_rows(given, searcher, question, results, format,
                    [&](const auto& use) { searcher.each_hit(question, true, [&](FoundHit&& hit) { use(hit); }); });
}

Exit search(const Given& given) {
  if (given.has("fields")) {
    print_fields(std::cout);
    return Exit::found;
  }
  const std::string format = format_given(given, formats);
  const auto begin = std::chrono::steady_clock::now();
  const Searcher searcher = open_searcher(given);
  Question question = question_given(given, searcher);
  question.offset = given.number("offset").value_or(0);
  if (const auto limit = given.number("limit")) question.limit = *limit;
  if (given.has("all") && given.has("limit")) throw Error("--all and --limit are opposites");
  if (given.has("group-size") && !given.has("group")) throw Error("--group-size is of --group, which is not given");
  if (given.has("count") && !given.has("table")) throw Error("--count is of --table, which is not given");
  if (given.has("seed") && given.text("sort") != "random") throw Error("--seed is of --sort random");

  const bool all = given.has("all") || (given.has("output") && !given.has("limit"));
  if (const auto rows = row_format(format); rows && (format != "json" || all))
    return export_rows(given, searcher, question, *rows);
  if (given.has("provenance")) throw Error("--provenance goes with rows: --format csv, tsv, ndjson, markdown or --all");

  if (all) {
    question.deadline = std::chrono::milliseconds::max();
    question.limit = searcher.count(question).paragraphs;
  }
  question.facets = given.list("facets");
  question.facet_values = given.number("facet-values").value_or(format == "text" ? 10 : 100);
  question.tables = tables_given(given);
  question.context = given.number("context").value_or(0);
  question.group = given.has("collapse") ? given.text("collapse") : given.text("group");
  question.group_size = given.has("collapse") ? 1 : given.number("group-size").value_or(3);
  if (given.has("collapse") && given.has("group"))
    throw Error("--collapse and --group cannot both be", "--collapse report is --group report --group-size 1");

  const Results results = searcher.search(question);
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  if (given.has("explain"))
    print_explanation(format == "text" && !given.has("output") ? std::cout : std::cerr, searcher, question,
                      time.count());
  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    const Shown shown{given.has("snippets"), given.text("count")};
    if (format == "json")
      out << printed_answer(to_json(question, results));
    else
      print_results(out, question, results, page_given(given), shown);
  });
  output.finish();
  return results.found.paragraphs > 0 ? Exit::found : Exit::nothing;
}

}  // namespace

Verb search_verb() {
  OptionGroup counts{
      "Counts",
      {{"facets", "A,B", "count by these fields: authority,area ...", Takes::list, {}, {}, Offers::facets},
       {"facet-values", "N", "show so many values of each (10; in JSON 100)", Takes::number},
       table_option,
       count_option}};
  OptionGroup shown{
      "Which paragraphs, and how they are shown",
      {{"limit", "N", "show so many (10; in CSV, TSV, NDJSON and Markdown, and with -o, all)", Takes::number},
       {"all", "", "show all"},
       {"offset", "N", "leave out so many first", Takes::number, {}, "0"},
       {"group", "BY", "under each report, authority or section the first few", Takes::text,
        "report authority section"},
       {"group-size", "N", "so many of each (3)", Takes::number},
       {"collapse", "BY", "the first of each report, authority or section", Takes::text, "report authority section"},
       {"context", "N", "with so many paragraphs before and after each", Takes::number},
       {"snippets", "", "only the sentences in which something matched"}}};
  const std::vector<Option> order = order_options();
  shown.options.insert(shown.options.begin(), order.begin(), order.end());
  OptionGroup others{"Output", output_options(formats)};
  for (const Option& option :
       {provenance_option, Option{"explain", "", "show how the question was understood, and search"},
        Option{"fields", "", "show what can be asked for"}, index_option})
    others.options.push_back(option);
  return {
      "search",
      "Asking",
      "find paragraphs, by their words and by what they stand under",
      "QUESTION",
      {{"findings search neglect --area looked-after-children --grade adequate", ""},
       {"findings search '\"child protection\" (drift OR delay) -court grade:inadequate'", ""},
       {"findings search 'supervision NEAR/5 quality' --facets authority,grade", ""},
       {"findings search neglect -o neglect.csv --provenance neglect.json", ""}},
      "Words are joined by AND and found in any of their forms. Also: \"as typed\", OR, NOT, -, (brackets), NEAR/n, "
      "ADJ/n, wild*, field:value; * alone is everything. findings-query(7) has the whole language.\n"
      "Filters: values of one filter are alternatives; different filters must all hold.\n"
      "CSV, TSV, NDJSON and Markdown have all that is found, a paragraph a row, copies among them, in the order of "
      "the index unless --sort or --limit is given.",
      {filter_options(), reading_options(), shown, counts, others},
      search};
}

}  // namespace findings
