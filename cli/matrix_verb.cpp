// findings matrix: themes, or values of a field, by values of another.
#include <algorithm>
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_grid.h"
#include "schema/text.h"
#include "searcher/heat_map.h"
#include "searcher/json_matrix.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text csv tsv json markdown svg";
constexpr std::string_view orders[] = {"list", "name", "value", "trend"};

/// What text and Markdown show: names of rows, and columns of figures. A group is a row without figures.
struct Shown {
  std::vector<std::string> names;
  std::vector<GridColumn> columns;
};

std::string cell_text(const MatrixCell& cell, Measure measure) {
  std::string text = shown(cell, measure);
  if (measure != Measure::share || !value_of(cell, measure)) return text;
  const auto percent = [](double share) { return std::to_string(std::lround(100 * share)); };
  return text + " (" + percent(cell.interval().lower) + "–" + percent(cell.interval().upper) + ")";
}

void add_row(Shown& shown, const std::string& name, const std::vector<std::string>& cells) {
  shown.names.push_back(name);
  for (std::size_t c = 0; c < shown.columns.size(); ++c)
    shown.columns[c].cells.push_back(c < cells.size() ? cells[c] : "");
}

Shown shown_of(const Matrix& matrix, Measure measure) {
  Shown all;
  all.names.push_back(matrix.asked.themes.empty() ? matrix.asked.rows : "theme");
  for (const MatrixColumn& column : matrix.columns) all.columns.push_back({column.label, {}});
  all.columns.push_back({"all", {}});
  if (matrix.asked.test)
    for (const char* figure : {"z", "p", "q"}) all.columns.push_back({figure, {}});

  const bool has_groups = is_grouped(matrix);
  std::string group;
  for (const MatrixRow& row : matrix.rows) {
    if (has_groups && row.group != group) add_row(all, group = row.group, {});
    std::vector<std::string> cells;
    for (const MatrixCell& cell : row.cells) cells.push_back(cell_text(cell, measure));
    cells.push_back(cell_text(row.all, measure));
    if (matrix.asked.test && !row.trend) cells.insert(cells.end(), {"–", "–", "–"});
    if (row.trend) {
      char z[32];
      std::snprintf(z, sizeof z, "%+.2f", row.trend->z);
      cells.insert(cells.end(), {z, shown_probability(row.trend->p), shown_probability(row.adjusted_p)});
    }
    add_row(all, (group.empty() ? "" : "  ") + row.label, cells);
  }
  const auto add_slice = [&](const std::string& name, const auto& figure) {
    std::vector<std::string> cells;
    for (const MatrixColumn& column : matrix.columns) cells.push_back(shown(figure(column.slice)));
    cells.push_back(shown(figure(matrix.whole)));
    add_row(all, "  " + name, cells);
  };
  add_row(all, "slice", {});
  add_slice("reports", [](const MatrixSlice& slice) { return slice.counts.reports; });
  add_slice("paragraphs", [](const MatrixSlice& slice) { return slice.counts.paragraphs; });
  add_slice("words", [](const MatrixSlice& slice) { return slice.words; });
  return all;
}

std::vector<std::string> sentences_below(const Matrix& matrix) {
  std::vector<std::string> sentences;
  if (matrix.total_rows > matrix.rows.size())
    sentences.push_back(shown(matrix.total_rows - matrix.rows.size()) + " more rows: --limit " +
                        std::to_string(matrix.total_rows));
  if (matrix.asked.test) sentences.push_back(test_in_words(matrix));
  return sentences;
}

void print_text(std::ostream& out, const Matrix& matrix, Measure measure, const Page& page) {
  out << styled(heading_of(matrix, measure), Style::bold, page) << '\n';
  print_sentence(out, slice_of(matrix), page);
  out << '\n';
  const Shown shown = shown_of(matrix, measure);
  print_grid(out, shown.names, shown.columns, page);
  for (const std::string& sentence : sentences_below(matrix)) {
    out << '\n';
    print_sentence(out, sentence, page);
  }
}

void print_markdown(std::ostream& out, const Matrix& matrix, Measure measure) {
  const Shown shown = shown_of(matrix, measure);
  out << "## " << markdown_text(heading_of(matrix, measure)) << "\n\n" << markdown_text(slice_of(matrix)) << "\n\n| ";
  const auto print_cells = [&](const std::string& name, const auto& cell_of) {
    out << name << " |";
    for (const GridColumn& column : shown.columns) out << ' ' << cell_of(column) << " |";
    out << '\n';
  };
  print_cells(markdown_text(shown.names[0]), [](const GridColumn& column) { return markdown_text(column.label); });
  out << '|';
  print_cells(" ---", [](const GridColumn&) { return "---:"; });
  for (std::size_t row = 1; row < shown.names.size(); ++row) {
    const bool is_group = std::all_of(shown.columns.begin(), shown.columns.end(),
                                      [&](const GridColumn& column) { return column.cells[row - 1].empty(); });
    const std::string name = markdown_text(tidy(shown.names[row]));
    out << "| ";
    print_cells(is_group ? "**" + name + "**" : name, [&](const GridColumn& column) { return column.cells[row - 1]; });
  }
  for (const std::string& sentence : sentences_below(matrix)) out << '\n' << markdown_text(sentence) << '\n';
}

/// --rows is a field, the built-in themes, or a file of them.
void read_rows(const Given& given, MatrixQuestion& asked) {
  const std::string rows = given.text("rows");
  if (rows == "themes")
    asked.themes = built_in_themes();
  else if (field_named(rows))
    asked.rows = rows;
  else
    asked.themes = load_themes(rows);
}

Exit matrix(const Given& given) {
  const std::string format = format_given(given, formats);
  MatrixQuestion asked;
  read_rows(given, asked);
  asked.columns = given.text("columns");
  asked.text = joined(given.words(), " ");
  // Without a question there are no words to have a rate.
  const bool counts_all = asked.themes.empty() && asked.text.empty() && !given.has("measure");
  const Measure measure = counts_all ? Measure::paragraphs : read_measure(given.text("measure"));
  asked.filters = filters_given(given);
  asked.reading = reading_given(given);
  const bool is_for_people = format == "text" || format == "markdown" || format == "svg";
  asked.limit = given.number("limit").value_or(is_for_people ? 40 : 1000);
  asked.test = given.has("test");
  asked.unit = given.text("unit") == "paragraph" ? TrendUnit::paragraph : TrendUnit::report;
  if (given.has("unit") && !asked.test) throw Error("--unit goes with --test");
  asked.deadline = std::chrono::milliseconds::max();
  const Searcher searcher = open_searcher(given);
  Matrix matrix = make_matrix(searcher, asked);
  const std::string sort = given.text("sort");
  sort_rows(matrix, static_cast<RowOrder>(std::find(std::begin(orders), std::end(orders), sort) - std::begin(orders)),
            measure);

  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "text") print_text(out, matrix, measure, page_given(given));
    if (format == "markdown") print_markdown(out, matrix, measure);
    if (format == "json") out << printed_answer(to_json(matrix));
    if (format == "svg") out << heat_map(matrix, measure);
    if (format == "csv" || format == "tsv")
      for (const auto& row : matrix_rows(matrix))
        out << (format == "csv" ? csv_line(row, is_safe(given)) : tsv_line(row, is_safe(given)));
  });
  output.finish();
  return matrix.whole.counts.paragraphs > 0 ? Exit::found : Exit::nothing;
}

}  // namespace

Verb matrix_verb() {
  OptionGroup what{
      "Rows and columns",
      {{"rows",
        "ROWS",
        "a field, \"themes\" (built in), or a file of themes",
        Takes::text,
        {},
        "themes",
        Offers::files},
       {"columns", "FIELD", "the values of this field", Takes::text, {}, "grade", Offers::facets},
       {"measure", "MEASURE", "what text, Markdown and SVG show in a cell; the others have all", Takes::text,
        "rate share paragraphs reports authorities occurrences", "rate"},
       {"test", "", "whether shares rise or fall over the columns: a trend of grades, bands or years"},
       {"unit", "UNIT", "what --test takes the share of", Takes::text, "report paragraph", "report"},
       {"sort", "ORDER", "rows as listed, by name, by their value over all columns or by their trend", Takes::text,
        "list name value trend", "list"},
       {"limit", "N", "of the values of a field show so many (40; in JSON, CSV and TSV 1000)", Takes::number}}};
  OptionGroup others{"Output", output_options(formats)};
  others.options.push_back(index_option);
  return {"matrix",
          "Themes",
          "count themes, or a question, by grade, year, authority ...",
          "[QUESTION]",
          {{"findings matrix --columns grade --framework ilacs --area help-and-protection --test", ""},
           {"findings matrix --rows ours.txt --columns year -o themes.svg", "a heat map"},
           {"findings matrix 'drift OR delay' --rows authority --columns year --measure share", ""}},
          "Every figure is of its slice: what the filters let through in that column (and row). A theme is a question "
          "with a "
          "name, a line of a file: \"drift: drift OR delay\". Where rows are themes a question narrows the slice; "
          "where they "
          "are values of a field it is what is counted.",
          {what, filter_options(), reading_options(), others},
          matrix};
}

}  // namespace findings
