#include "cli/print_facets.h"

#include <algorithm>
#include <ostream>

#include "schema/text.h"

namespace findings {
namespace {

void add_rows(const std::vector<FacetValue>& values, const std::string& indent,
              std::vector<std::vector<std::string>>& rows) {
  for (const FacetValue& value : values) {
    rows.push_back({(value.selected ? "* " : "  ") + indent + value.label, std::to_string(value.counts.paragraphs),
                    std::to_string(value.counts.reports), std::to_string(value.counts.authorities)});
    add_rows(value.children, indent + "  ", rows);
  }
}

/// A column of a matrix: its heading, of which no line is longer than the longest word or number, and its cells.
struct MatrixColumn {
  std::vector<std::string> heading, cells;
  std::size_t width = 0;
};

MatrixColumn matrix_column(const std::string& label, std::vector<std::string> cells) {
  std::size_t width = 0;
  for (const std::string& cell : cells) width = std::max(width, cell.size());
  for (const std::string& word : wrapped(label, {}, 1, false)) width = std::max(width, code_points(word));
  return {wrapped(label, {}, static_cast<int>(width), false), std::move(cells), width};
}

std::string to_the_right(const std::string& cell, std::size_t width) {
  return std::string(width - std::min(width, code_points(cell)), ' ') + cell;
}

std::string to_the_left(const std::string& cell, std::size_t width) {
  const std::string fitting = cut(cell, width);
  return fitting + std::string(width - code_points(fitting), ' ');
}

/// The columns from `first` to `last` beside the names of the rows.
void print_columns(std::ostream& out, const std::vector<std::string>& names, std::size_t name_width,
                   const MatrixColumn* first, const MatrixColumn* last, const Page& page) {
  std::size_t height = 1;
  for (const MatrixColumn* column = first; column != last; ++column) height = std::max(height, column->heading.size());
  for (std::size_t line = 0; line < height; ++line) {
    std::string text = to_the_left(line + 1 == height ? names[0] : "", name_width);
    for (const MatrixColumn* column = first; column != last; ++column) {
      const std::size_t blank = height - column->heading.size();
      text += "  " + to_the_right(line < blank ? "" : column->heading[line - blank], column->width);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << styled(text, Style::faint, page) << '\n';
  }
  for (std::size_t row = 1; row < names.size(); ++row) {
    out << to_the_left(names[row], name_width);
    for (const MatrixColumn* column = first; column != last; ++column)
      out << "  " << to_the_right(column->cells[row - 1], column->width);
    out << '\n';
  }
}

}  // namespace

std::size_t count_in(const Counts& counts, const std::string& unit) {
  return unit == "reports" ? counts.reports : unit == "authorities" ? counts.authorities : counts.paragraphs;
}

void print_facets(std::ostream& out, const std::vector<Facet>& facets, const Page& page, const std::string& more) {
  for (const Facet& facet : facets) {
    if (facet.values.empty()) continue;
    std::vector<std::vector<std::string>> rows{{facet.field, "paragraphs", "reports", "authorities"}};
    add_rows(facet.values, "", rows);
    out << '\n';
    print_table(out, rows, 1, page);
    if (!facet.truncated) continue;
    if (facet.total_values > facet.values.size())
      out << "  and " << facet.total_values - facet.values.size() << " more: " << more << ' ' << facet.total_values
          << '\n';
    else
      out << "  and more headings of an area: a larger " << more << '\n';
  }
}

void print_matrix(std::ostream& out, const Table& table, const std::string& unit, const Page& page) {
  std::vector<std::string> names{table.rows}, totals;
  std::vector<MatrixColumn> columns;
  for (const FacetValue& row : table.row_values) {
    names.push_back(row.label);
    totals.push_back(std::to_string(count_in(row.counts, unit)));
  }
  for (std::size_t c = 0; c < table.column_values.size(); ++c) {
    std::vector<std::string> cells;
    for (const auto& row : table.cells) cells.push_back(std::to_string(count_in(row.at(c), unit)));
    columns.push_back(matrix_column(table.column_values[c].label, std::move(cells)));
  }
  columns.push_back(matrix_column("all", std::move(totals)));
  out << '\n' << styled(unit + " by " + table.rows + " and " + table.columns, Style::bold, page) << '\n';

  const auto room = static_cast<std::size_t>(page.width);
  std::size_t name_width = 0;
  for (const std::string& name : names) name_width = std::max(name_width, code_points(name));
  name_width = std::min(name_width, room / 2);
  const MatrixColumn* const end = columns.data() + columns.size();
  for (const MatrixColumn* first = columns.data(); first != end;) {
    const MatrixColumn* last = first;
    for (std::size_t used = name_width; last != end && (last == first || used + 2 + last->width <= room); ++last)
      used += 2 + last->width;
    if (first != columns.data()) out << '\n';
    print_columns(out, names, name_width, first, last, page);
    first = last;
  }
}

}  // namespace findings
