#include "server/asked_analyses.h"

#include <algorithm>

#include "schema/fields.h"

namespace findings {
namespace {

using http::HttpError;
using Type = Parameter::Type;

constexpr std::string_view matrix_rows =
                               "themes authority area section grade band framework year kind region overall outcome",
                           matrix_columns =
                               "authority area section grade band framework year kind region overall outcome";

/// By RowOrder.
constexpr std::string_view row_orders[] = {"list", "name", "value", "trend"};

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

Parameters matrix_parameters() {
  return {
      {"rows", Type::choice, "what rows are: themes, which come with Findings, or the values of a field", matrix_rows,
       "themes"},
      {"columns", Type::choice, "columns are the values of this field", matrix_columns, "grade"},
      {"theme", Type::texts, "a theme of one's own as a row, in the place of the built-in ones: drift: drift OR delay"},
      {"measure", Type::choice, "what a cell is shown as in csv, md and svg",
       "rate share paragraphs reports authorities occurrences", "rate"},
      {"test", Type::flag, "whether shares rise or fall over columns that have an order: grades, bands, years"},
      {"unit", Type::choice, "what test takes the share of", "report paragraph", "report"},
      {"sort", Type::choice, "rows as listed, by name, by their value over all columns, by their trend, tested then",
       "list name value trend", "list"},
      {"limit", Type::number, "rows wanted that are values", {}, "200", 1, 1'000}};
}

Matrix matrix_of(const Asked& asked, const Searcher& searcher, const std::string& text,
                 const std::vector<Filter>& filters, const Reading& reading) {
  MatrixQuestion wanted;
  if (asked.text("rows") != "themes") wanted.rows = asked.text("rows");
  if (!wanted.rows.empty() && asked.has("theme"))
    throw HttpError(400, "bad_parameter", "rows are the values of a field or themes, not both", "", "theme");
  const std::string sort = asked.text("sort");
  wanted.columns = asked.text("columns");
  wanted.text = text;
  wanted.filters = filters;
  wanted.reading = reading;
  wanted.limit = asked.number("limit");
  wanted.test = asked.flag("test") || sort == "trend";
  wanted.unit = asked.text("unit") == "paragraph" ? TrendUnit::paragraph : TrendUnit::report;
  std::string list;
  for (const std::string& theme : asked.list("theme")) list += theme + '\n';
  if (!list.empty())
    wanted.themes = read_themes(list, "theme");
  else if (wanted.rows.empty())
    wanted.themes = built_in_themes();
  Matrix matrix = make_matrix(searcher, wanted);
  const auto* const order = std::find(std::begin(row_orders), std::end(row_orders), sort);
  sort_rows(matrix, static_cast<RowOrder>(order - std::begin(row_orders)), read_measure(asked.text("measure")));
  return matrix;
}

Parameters concordance_parameters() {
  return {{"window", Type::text, "words wanted on either side, 8 and of collocates 5; or sentence, all of it"},
          {"within_sentence", Type::flag, "no words of other sentences; collocates are always bounded so"},
          {"collocates", Type::flag, "the words that stand beside the question's, in the place of lines"},
          {"sort", Type::names, "lines by words to the left (L1 to L5) or right (R1 to R5), by centre, by fields"},
          {"beside", Type::text, "only lines with this word in their window, in any plural or tense"},
          {"sample", Type::number, "so many lines drawn at random by seed", {}, {}, 1, 1'000},
          {"seed", Type::number, "another sample for each", {}, "0"},
          {"duplicates", Type::choice, "lines of paragraphs that say the same once, or each", "fold show", "fold"},
          {"offset", Type::number, "lines, or collocates, to leave out first", {}, "0", 0, farthest_hit},
          {"limit", Type::number, "lines, or collocates, wanted", {}, "50", 0, 200}};
}

void set_lines(Question& question, const Asked& asked) {
  question.seed = asked.number("seed");
  question.offset = asked.number("offset");
  question.limit = asked.number("limit");
  question.fold_copies = asked.text("duplicates") == "fold";
}

Context context_wanted(const Asked& asked, Context context) {
  context.within_sentence = context.within_sentence || asked.flag("within_sentence");
  if (!asked.has("window")) return context;
  const std::string window = asked.text("window");
  const bool is_number = window.size() <= 2 && window.find_first_not_of("0123456789") == window.npos;
  if (!is_number && window != "sentence")
    throw HttpError(400, "bad_parameter", "window wants a whole number from 0 to 99, or sentence", "", "window");
  context.words = is_number ? std::optional<std::size_t>(std::stoul(window)) : std::nullopt;
  return context;
}

LinesWanted lines_wanted(const Asked& asked) {
  LinesWanted wanted;
  wanted.context = context_wanted(asked, {});
  wanted.sort = asked.list("sort");
  wanted.beside = asked.text("beside");
  if (asked.has("sample")) wanted.sample = asked.number("sample");
  return wanted;
}

void check_collocates(const Asked& asked) {
  for (const char* name : {"sort", "beside", "sample", "duplicates"})
    if (asked.has(name))
      throw HttpError(400, "bad_parameter", std::string(name) + " is of lines; with collocates there are none", "",
                      name);
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
