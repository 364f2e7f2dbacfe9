// Themes, or the values of a field, against the values of another: a table that is a heat map, whose cells are links.
#include <algorithm>

#include "schema/text.h"
#include "searcher/measure.h"
#include "server/asked_analyses.h"
#include "server/pages/addresses.h"
#include "server/pages/notices.h"
#include "server/pages/pages.h"
#include "server/pages/slice.h"

namespace findings::pages {
namespace {

constexpr std::size_t empty_themes = 3;  // lines to type more themes into

constexpr Choice rows_offered[] = {
    {"themes", "themes"},  {"authority", "authorities"},         {"area", "areas"}, {"section", "headings"},
    {"region", "regions"}, {"framework", "kinds of inspection"}, {"year", "years"}, {"grade", "grades"}};
constexpr Choice columns_offered[] = {
    {"grade", "grades"},         {"year", "years"}, {"framework", "kinds of inspection"},
    {"region", "regions"},       {"area", "areas"}, {"overall", "overall grades"},
    {"authority", "authorities"}};
constexpr Choice measures[] = {{"rate", "occurrences per 10,000 words"},
                               {"share", "% of reports"},
                               {"paragraphs", "paragraphs"},
                               {"reports", "reports"},
                               {"authorities", "authorities"},
                               {"occurrences", "occurrences"}};
constexpr Choice orders[] = {
    {"", "as listed"}, {"name", "by name"}, {"value", "largest first"}, {"trend", "what rises most first"}};
constexpr Choice units[] = {{"", "reports"}, {"paragraph", "paragraphs"}};
constexpr Choice tests[] = {{"", "no"}, {"1", "yes"}};

std::string address_of(const CellQuestion& question, const Reading& reading) {
  return search_address(question.text, reading, question.filters);
}

/// "41 paragraphs in 19 of 39 reports; 188 occurrences in 250,000 words; 49 % of reports (34 to 64)"
std::string told(const MatrixCell& cell) {
  std::string text = number_of(cell.found.paragraphs, "paragraph", "paragraphs") + " in " + number(cell.found.reports) +
                     " of " + number_of(cell.slice.counts.reports, "report", "reports");
  if (cell.occurrences)
    text += "; " + number_of(*cell.occurrences, "occurrence", "occurrences") + " in " +
            number_of(cell.slice.words, "word", "words");
  if (const auto share = cell.share()) {
    const Interval interval = cell.interval();
    text += "; " + decimal(*share * 100, 0) + " % of reports (" + decimal(interval.lower * 100, 0) + " to " +
            decimal(interval.upper * 100, 0) + ")";
  }
  return text;
}

double largest(const MatrixRow& row, Measure measure) {
  double most = 0;
  for (const MatrixCell& cell : row.cells) most = std::max(most, value_of(cell, measure).value_or(0));
  return most;
}

/// `most`: what the deepest colour stands for.
Data row_data(const Matrix& matrix, const MatrixRow& row, Measure measure, double most) {
  Data data;
  DataList cells;
  put(data, "row_label", capitalised(row.label));
  put(data, "row_query", matrix.asked.themes.empty() ? "" : row.query);
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const MatrixCell& cell = row.cells[i];
    Data one;
    put(one, "figure", shown(cell, measure));
    put(one, "told", told(cell));
    put(one, "heat", std::to_string(most > 0 ? heat_of(value_of(cell, measure).value_or(0) / most) : 0));
    put(one, "cell_address",
        cell.found.paragraphs == 0 ? ""
                                   : address_of(question_of(matrix, row, matrix.columns[i]), matrix.asked.reading));
    cells.push_back(std::move(one));
  }
  put(data, "cells", std::move(cells));
  put(data, "all", shown(row.all, measure));
  put(data, "tested", row.trend.has_value());
  if (row.trend) {
    put(data, "trend", std::string(row.adjusted_p >= 0.05 ? "none seen" : row.trend->z > 0 ? "rises" : "falls"));
    put(data, "z", decimal(row.trend->z, 1));
    put(data, "p", shown_probability(row.adjusted_p));
  }
  return data;
}

/// Rows under the heading their themes have in common.
DataList row_groups(const Matrix& matrix, Measure measure) {
  DataList groups, rows;
  const bool has_groups = is_grouped(matrix);
  double most = 0;  // of all rows, which are alike in kind where they are values
  for (const MatrixRow& row : matrix.rows) most = std::max(most, largest(row, measure));
  const bool are_themes = !matrix.asked.themes.empty();
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    rows.push_back(row_data(matrix, matrix.rows[i], measure, are_themes ? largest(matrix.rows[i], measure) : most));
    if (i + 1 < matrix.rows.size() && (!has_groups || matrix.rows[i + 1].group == matrix.rows[i].group)) continue;
    Data group;
    put(group, "group", has_groups ? matrix.rows[i].group : "");
    put(group, "rows", std::move(rows));
    rows.clear();
    groups.push_back(std::move(group));
  }
  return groups;
}

void fill(Data& data, const Call& call, const Asked& asked, AskedPage& page) {
  page.beside = given(asked, {"rows", "columns", "measure", "test", "unit", "sort", "limit", "theme"});
  const Measure measure = read_measure(asked.text("measure"));
  DataList controls, own, heads;
  controls.push_back(control("rows", "Rows", rows_offered, asked.text("rows")));
  controls.push_back(control("columns", "Columns", columns_offered, asked.text("columns")));
  controls.push_back(control("measure", "Shown as", measures, asked.text("measure")));
  controls.push_back(control("sort", "Order of rows", orders, asked.has("sort") ? asked.text("sort") : ""));
  controls.push_back(control("test", "Test for a trend", tests, asked.flag("test") ? "1" : ""));
  controls.push_back(
      control("unit", "Trend in shares of", units, asked.text("unit") == "paragraph" ? "paragraph" : ""));
  const Results results = put_slice(data, call, page, std::move(controls));
  std::vector<std::string> typed = asked.list("theme");
  put(data, "has_own", !typed.empty());
  typed.resize(typed.size() + empty_themes);
  for (const std::string& theme : typed)
    own.push_back(
        text_control("theme", std::to_string(own.size() + 1), theme, own.empty() ? "drift: drift OR delay" : ""));
  put(data, "own_themes", std::move(own));
  put_elsewhere(data, call, "matrix", page, {{"json", "JSON"}, {"csv", "CSV"}, {"tsv", "TSV"}, {"svg", "SVG"}});
  if (results.found.paragraphs == 0) return put(data, "groups", DataList{});

  Reading how = page.question.reading;
  how.successors = false;  // the filters have them already
  const Matrix matrix = matrix_of(asked, call.index->searcher, page.text, page.question.filters, how);
  for (const MatrixColumn& column : matrix.columns) {
    Data head;
    put(head, "column", capitalised(column.label));
    put(head, "column_reports", number_of(column.slice.counts.reports, "report", "reports"));
    put(head, "column_words", number_of(column.slice.words, "word", "words"));
    heads.push_back(std::move(head));
  }
  put(data, "heading", heading_of(matrix, measure));
  put(data, "columns", std::move(heads));
  put(data, "column_count", std::to_string(matrix.columns.size() + 2 + (matrix.asked.test ? 1 : 0)));
  put(data, "whole_reports", number_of(matrix.whole.counts.reports, "report", "reports"));
  put(data, "are_themes", !matrix.asked.themes.empty());
  put(data, "has_test", matrix.asked.test);
  put(data, "more_rows", matrix.total_rows > matrix.rows.size() ? number(matrix.total_rows - matrix.rows.size()) : "");
  put(data, "test_in_words", matrix.asked.test ? test_in_words(matrix) : "");
  put(data, "groups", row_groups(matrix, measure));
}

}  // namespace

http::Response matrix_page(const Call& call) {
  return slice_page(call, "matrix", joined({question_parameters(), matrix_parameters()}), "Matrix",
                    [&](Data& data, const Asked& asked, AskedPage& page) { fill(data, call, asked, page); });
}

}  // namespace findings::pages
