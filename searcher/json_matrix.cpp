#include "searcher/json_matrix.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "searcher/json_results.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

/// To six digits: what is beyond hangs on the machine.
Json digits(std::optional<double> number) {
  if (!number) return {};
  if (*number == 0) return 0.0;
  const double scale = std::pow(10.0, 5 - std::floor(std::log10(std::abs(*number))));
  return std::round(*number * scale) / scale;
}

/// The slice's figures under their own names.
void add_slice(const MatrixSlice& slice, Json& json) {
  json["slice_paragraphs"] = slice.counts.paragraphs;
  json["slice_reports"] = slice.counts.reports;
  json["slice_authorities"] = slice.counts.authorities;
  json["slice_words"] = slice.words;
}

/// A figure as a spreadsheet has it: nothing for null.
std::string plain(const Json& figure) {
  return figure.is_null() ? "" : figure.is_string() ? figure.get<std::string>() : figure.dump();
}

void add_trend(const MatrixRow& row, Json& json) {
  json["z"] = row.trend ? digits(row.trend->z) : Json();
  json["p"] = row.trend ? digits(row.trend->p) : Json();
  json["p_adjusted"] = row.trend ? digits(row.adjusted_p) : Json();
}

void add_cell(const MatrixCell& cell, Json& json) {
  const Interval interval = cell.interval();
  const bool has_share = cell.share().has_value();
  json["paragraphs"] = cell.found.paragraphs;
  json["reports"] = cell.found.reports;
  json["authorities"] = cell.found.authorities;
  add_slice(cell.slice, json);
  json["rate"] = digits(cell.rate());
  json["occurrences"] = cell.occurrences ? Json(*cell.occurrences) : Json();
  json["share"] = digits(cell.share());
  json["share_low"] = has_share ? digits(interval.lower) : Json();
  json["share_high"] = has_share ? digits(interval.upper) : Json();
}

Json to_json(const Matrix& matrix, const MatrixRow& row) {
  Json cells = Json::array();
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    Json cell{{"column", matrix.columns[c].value}};
    add_cell(row.cells[c], cell);
    cell["question"] = to_json(question_of(matrix, row, matrix.columns[c]));
    cells.push_back(cell);
  }
  Json all = Json::object();
  add_cell(row.all, all);
  Json json{{"theme", row.label}, {"query", row.query}, {"cells", cells}, {"value", row.value}};
  json["group"] = row.group.empty() ? Json() : Json(row.group);
  json["all"] = all;
  json["expanded"] = to_json(row.question).at("expanded");
  if (matrix.asked.test) add_trend(row, json["trend"]);
  return json;
}

}  // namespace

Json to_json(const CellQuestion& question) {
  Json filters = Json::object();
  for (const Filter& filter : question.filters) filters[filter.field] = filter.values;
  return {{"text", question.text}, {"filters", filters}};
}

Json to_json(const Matrix& matrix) {
  Json columns = Json::array(), rows = Json::array(), slices = Json::array();
  for (const MatrixColumn& column : matrix.columns) {
    columns.push_back(column.value);
    Json slice{{"column", column.value}, {"label", column.label}};
    add_slice(column.slice, slice);
    slices.push_back(slice);
  }
  for (const MatrixRow& row : matrix.rows) rows.push_back(to_json(matrix, row));
  Json whole = to_json(matrix.slice);
  add_slice(matrix.whole, whole);
  Json json{{"columns", columns},
            {"rows", rows},
            {"columns_field", matrix.asked.columns},
            {"rows_field", matrix.asked.themes.empty() ? Json(matrix.asked.rows) : Json()},
            {"total_rows", matrix.total_rows},
            {"slice", whole},
            {"column_slices", slices},
            {"as_written", matrix.asked.reading.as_written}};
  if (matrix.asked.test)
    json["test"] = {{"name", "Cochran-Armitage"},
                    {"unit", matrix.asked.unit == TrendUnit::report ? "report" : "paragraph"},
                    {"adjusted_by", "Benjamini-Hochberg"},
                    {"columns", matrix.tested},
                    {"left_out", matrix.left_out},
                    {"reports_in_several_columns", matrix.reports_in_several_columns}};
  return json;
}

std::vector<std::vector<std::string>> matrix_rows(const Matrix& matrix) {
  std::vector<std::vector<std::string>> rows;
  for (const MatrixRow& row : matrix.rows)
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const MatrixColumn& column = matrix.columns[c];
      const CellQuestion question = question_of(matrix, row, column);
      std::string filters;
      for (const Filter& filter : question.filters) filters += (filters.empty() ? "" : " ") + describe(filter);
      const bool is_theme = !matrix.asked.themes.empty();
      Json cell{{is_theme ? "theme" : matrix.asked.rows, row.value}};
      if (is_theme) cell["group"] = row.group;
      cell[matrix.asked.columns] = column.value;
      add_cell(row.cells[c], cell);
      if (matrix.asked.test) add_trend(row, cell);
      cell["question"] = question.text;
      cell["filters"] = filters;
      if (rows.empty()) {
        rows.emplace_back();
        for (const auto& [name, figure] : cell.items()) rows[0].push_back(name);
      }
      rows.emplace_back();
      for (const Json& figure : cell) rows.back().push_back(plain(figure));
    }
  return rows;
}

}  // namespace findings
