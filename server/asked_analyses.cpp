#include "server/asked_analyses.h"

#include <algorithm>

#include "schema/fields.h"

namespace findings {
namespace {

using http::HttpError;
using Type = Parameter::Type;

/// A report of that id; nothing where it is no id but a question.
std::optional<ReportRecord> named_report(const Searcher& searcher, const std::string& text, const char* side) {
  if (auto report = searcher.report(text)) return report;
  if (std::count(text.begin(), text.end(), '/') == 2 && text.find_first_of(" :\"#") == text.npos)
    throw HttpError(400, "bad_parameter", "no report is called " + text,
                    "a report is named by its id, as in its address", side);
  return std::nullopt;
}

}  // namespace

Parameters themes_parameters() {
  return {{"against",
           Type::text,
           "what it is measured against: a question with its filters typed in it, or rest",
           {},
           "rest"},
          {"unit", Type::choice, "what the four counts count", "report paragraph word", "report"},
          {"under", Type::flag, "what is rarer in the slice than in what it is measured against"},
          {"limit", Type::number, "themes wanted", {}, "40", 1, most_themes}};
}

ThemesWanted themes_wanted(const Asked& asked) {
  ThemesWanted wanted;
  const auto* const unit = std::find(std::begin(theme_unit_names), std::end(theme_unit_names), asked.text("unit"));
  wanted.unit = static_cast<ThemeUnit>(unit - std::begin(theme_unit_names));
  wanted.under = asked.flag("under");
  wanted.limit = asked.number("limit");
  return wanted;
}

Themes themes_of(const Asked& asked, const Searcher& searcher, const Question& slice) {
  const std::string against = asked.text("against");
  if (against == "rest") return find_themes(searcher, slice, {}, themes_wanted(asked));
  return find_themes(searcher, slice, searcher.understand(against, {}, slice.reading), themes_wanted(asked));
}

Parameters comparison_parameters() {
  return joined({{{"a", Type::text, "one question, or a report's id"},
                  {"b", Type::text, "the other question, or another report of the same authority"},
                  {"latest", Type::text, "in the place of a and b: the two latest reports of this authority"}},
                 filter_parameters(),
                 {{"as_written", Type::flag, "search only what is typed: no synonyms, no abbreviations"},
                  {"successors", Type::flag, "an authority stands for those that took over from it too"}}});
}

std::optional<std::variant<SliceComparison, InspectionComparison>> comparison_of(const Asked& asked,
                                                                                 const Searcher& searcher) {
  const std::vector<Filter> filters = filters_of(asked);
  if (asked.has("latest")) {
    for (const char* side : {"a", "b"})
      if (asked.has(side)) throw HttpError(400, "bad_parameter", "latest stands in the place of a and b", "", side);
    std::string framework;
    for (const Filter& filter : filters) {
      if (filter.field != "framework" || filter.values.size() != 1)
        throw HttpError(400, "bad_parameter", "of one authority's reports framework alone can choose", "",
                        filter.field);
      framework = searcher.understand("", {filter}).filters.front().values.front();
    }
    const auto [earlier, later] = latest_two(searcher, asked.text("latest"), framework);
    return compare_inspections(searcher, earlier, later);
  }
  if (!asked.has("a") && !asked.has("b")) return std::nullopt;
  for (const char* side : {"a", "b"})
    if (!asked.has(side))
      throw HttpError(400, "no_question", "there are two sides to compare, and one is not given",
                      "a and b are two questions, or two reports of one authority", side);
  const auto one = named_report(searcher, asked.text("a"), "a"), other = named_report(searcher, asked.text("b"), "b");
  if (one.has_value() != other.has_value())
    throw HttpError(400, "bad_parameter", "one of the two is a report and the other a question",
                    "as a question a report is report:" + asked.text(one ? "a" : "b"), one ? "b" : "a");
  if (one) {
    if (!filters.empty())
      throw HttpError(400, "bad_parameter", "filters go with two questions; two reports are compared as they are", "",
                      filters.front().field);
    return compare_inspections(searcher, *one, *other);
  }
  Reading how;
  how.as_written = asked.flag("as_written");
  how.successors = asked.flag("successors");
  return compare_slices(searcher, searcher.understand(asked.text("a"), filters, how),
                        searcher.understand(asked.text("b"), filters, how));
}

}  // namespace findings
