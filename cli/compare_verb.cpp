// findings compare A B: two slices, or two inspections of one authority.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/cited.h"
#include "cli/output.h"
#include "cli/print_compare.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json markdown csv";

/// "ilacs/bury/2021-11-05"
bool is_report_id(const std::string& word) {
  return std::count(word.begin(), word.end(), '/') == 2 && word.find_first_of(" :\"#") == word.npos;
}

Exit inspections(const Given& given, const std::string& format, const InspectionComparison& comparison,
                 const std::string& chosen) {
  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    const Page page = page_given(given);
    if (format == "json") out << printed_answer(to_json(comparison));
    if (format == "markdown") out << markdown_of(comparison);
    if (format == "csv")
      for (const auto& row : rows_of(comparison)) out << csv_line(row, is_safe(given));
    if (format == "text") {
      if (!chosen.empty()) print_sentence(out, chosen, page);
      print_comparison(out, comparison, page);
    }
  });
  output.finish();
  return Exit::found;
}

Exit compare(const Given& given) {
  const std::string format = format_given(given, formats);
  const std::vector<std::string>& words = given.words();
  if (words.empty() || words.size() > 2)
    throw Error("compare wants two questions, two reports, or one authority",
                "findings compare 'grade:inadequate' 'grade:good'\nfindings compare 'North Somerset'");
  const Searcher searcher = open_searcher(given);
  const std::size_t nearest = given.number("nearest").value_or(2);
  const std::vector<Filter> filters = filters_given(given);
  if (words.size() == 1) {
    std::string framework;
    for (const Filter& filter : filters) {
      if (filter.field != "framework" || filter.values.size() != 1)
        throw Error("of one authority's reports --framework alone can choose",
                    "findings compare AUTHORITY --framework sif");
      framework = searcher.understand("", {filter}).filters.front().values.front();
    }
    const auto [earlier, later] = latest_two(searcher, words.front(), framework);
    return inspections(given, format, compare_inspections(searcher, earlier, later, nearest),
                       "The two latest " + *later.report.framework + " reports of " + *later.report.authority + ".");
  }
  if (is_report_id(words[0]) != is_report_id(words[1]))
    throw Error("one of the two is a report and the other a question",
                "as a slice a report is report:" + (is_report_id(words[0]) ? words[0] : words[1]));
  if (is_report_id(words[0])) {
    if (!filters.empty()) throw Error("filters go with two questions", "two reports are compared as they are");
    return inspections(
        given, format,
        compare_inspections(searcher, named_report(searcher, words[0]), named_report(searcher, words[1]), nearest), "");
  }
  if (format == "csv" || format == "markdown") throw Error("two questions are compared as text or json");
  const Reading reading = reading_given(given);
  const SliceComparison comparison =
      compare_slices(searcher, searcher.understand(words[0], filters, reading),
                     searcher.understand(words[1], filters, reading), given.number("limit").value_or(15));
  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "json")
      out << printed_answer(to_json(comparison));
    else
      print_comparison(out, comparison, page_given(given));
  });
  output.finish();
  return Exit::found;
}

}  // namespace

Verb compare_verb() {
  OptionGroup others{
      "Options",
      {{"nearest", "N", "of two reports: show so many paragraphs near to each improvement (2)", Takes::number},
       {"limit", "N", "of two slices: show so many themes of each (15)", Takes::number}}};
  for (const Option& option : output_options(formats)) others.options.push_back(option);
  others.options.push_back(index_option);
  return {
      "compare",
      "Themes",
      "compare two slices, or two inspections of one authority",
      "A B | AUTHORITY",
      {{"findings compare 'grade:inadequate' 'grade:good' --framework ilacs", "two slices: questions, each in quotes"},
       {"findings compare ilacs/bury/2021-11-05 ilacs/bury/2025-06-20", "two reports, in any order"},
       {"findings compare 'North Somerset'", "its two latest reports of one framework"}},
      "Of two reports: which judgements moved, what the later one says nearest to each improvement the earlier one "
      "asked for, and which improvements are new. Grades keep their words: adequate is not requires improvement.",
      {others, filter_options(), reading_options()},
      compare,
      Offers::reports};
}

}  // namespace findings
