// findings themes QUESTION --against QUESTION: the words and phrases that mark a slice out.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_themes.h"
#include "searcher/export.h"
#include "searcher/json_results.h"
#include "searcher/json_themes.h"
#include "searcher/theme_rows.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json csv tsv markdown";

ThemesWanted wanted(const Given& given) {
  ThemesWanted wanted;
  const std::string unit = given.text("unit");
  wanted.unit = static_cast<ThemeUnit>(std::find(std::begin(theme_unit_names), std::end(theme_unit_names), unit) -
                                       std::begin(theme_unit_names));
  wanted.under = given.has("under");
  wanted.limit = given.number("limit").value_or(wanted.limit);
  if (wanted.limit == 0 || wanted.limit > most_themes)
    throw Error("--limit is a number from 1 to " + std::to_string(most_themes));
  return wanted;
}

Exit themes(const Given& given) {
  const std::string format = format_given(given, formats);
  const ThemesWanted how = wanted(given);
  const Searcher searcher = open_searcher(given);
  Question slice = question_given(given, searcher);
  slice.deadline = std::chrono::milliseconds::max();
  const std::string against = given.text("against");
  std::optional<Question> other;
  if (against != "rest") other = searcher.understand(against, {}, reading_given(given));
  const Themes found = find_themes(searcher, slice, other, how);

  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "text") print_themes(out, found, page_given(given));
    if (format == "json") out << printed_answer(to_json(found));
    if (format == "markdown") print_themes_markdown(out, found);
    if (format == "csv" || format == "tsv")
      for (const auto& row : theme_rows(found))
        out << (format == "csv" ? csv_line(row, is_safe(given)) : tsv_line(row, is_safe(given)));
  });
  output.finish();
  return found.themes.empty() ? Exit::nothing : Exit::found;
}

}  // namespace

Verb themes_verb() {
  OptionGroup measured{"What is measured",
                       {{"against",
                         "QUESTION",
                         "the other side: a question of its own, or the rest of the index",
                         Takes::text,
                         {},
                         "rest"},
                        {"unit", "UNIT", "what is counted: reports that say it, paragraphs, or words", Takes::text,
                         "report paragraph word", "report"},
                        {"under", "", "what is rarer in the slice instead"},
                        {"limit", "N", "show so many (40; at most 300)", Takes::number}}};
  OptionGroup others{"Output", output_options(formats)};
  others.options.push_back(index_option);
  return {"themes",
          "Themes",
          "find the words and phrases that mark a slice out",
          "QUESTION",
          {{"findings themes --area help-and-protection --grade inadequate --framework ilacs", ""},
           {"findings themes --grade inadequate --against 'grade:good OR grade:outstanding'", "from another slice"},
           {"findings themes supervision --unit word --format csv", ""}},
          "The slice is what the question and the filters find. A theme is a word or phrase that more of its reports "
          "say than of the others: the Log Ratio is the binary logarithm of how many times more, LRC the end of its "
          "interval that is nearer to 0, G2 the evidence that there is a difference at all. What says no more than "
          "another theme is folded into it; what is said together in paragraphs is a family, with the paragraphs that "
          "tell the most of it.",
          {measured, filter_options(), reading_options(), others},
          themes};
}

}  // namespace findings
