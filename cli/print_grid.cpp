#include "cli/print_grid.h"

#include <algorithm>
#include <ostream>

#include "schema/text.h"

namespace findings {
namespace {

/// A column with its label in lines, none longer than its longest word or cell.
struct Laid {
  std::vector<std::string> heading, cells;
  std::size_t width = 0;
};

Laid laid(const GridColumn& column) {
  std::size_t width = 0;
  for (const std::string& cell : column.cells) width = std::max(width, code_points(cell));
  for (const std::string& word : wrapped(column.label, {}, 1, false)) width = std::max(width, code_points(word));
  return {wrapped(column.label, {}, static_cast<int>(width), false), column.cells, width};
}

std::string to_the_right(const std::string& cell, std::size_t width) {
  return std::string(width - std::min(width, code_points(cell)), ' ') + cell;
}

std::string to_the_left(const std::string& cell, std::size_t width) {
  const std::string fitting = cut(cell, width);
  return fitting + std::string(width - code_points(fitting), ' ');
}

std::string without_end(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

/// The columns from `first` to `last` beside the names.
void print_block(std::ostream& out, const std::vector<std::string>& names, std::size_t name_width, const Laid* first,
                 const Laid* last, const Page& page) {
  std::size_t height = 1;
  for (const Laid* column = first; column != last; ++column) height = std::max(height, column->heading.size());
  for (std::size_t line = 0; line < height; ++line) {
    std::string text = to_the_left(line + 1 == height ? names[0] : "", name_width);
    for (const Laid* column = first; column != last; ++column) {
      const std::size_t blank = height - column->heading.size();
      text += "  " + to_the_right(line < blank ? "" : column->heading[line - blank], column->width);
    }
    out << styled(without_end(text), Style::faint, page) << '\n';
  }
  // What has no figures in these columns is left off at the end.
  std::size_t rows = names.size();
  const auto is_empty = [&](std::size_t row) {
    return std::all_of(first, last, [&](const Laid& column) { return column.cells[row - 1].empty(); });
  };
  while (rows > 1 && is_empty(rows - 1)) --rows;
  for (std::size_t row = 1; row < rows; ++row) {
    std::string text = to_the_left(names[row], name_width);
    for (const Laid* column = first; column != last; ++column)
      text += "  " + to_the_right(column->cells[row - 1], column->width);
    out << without_end(text) << '\n';
  }
}

}  // namespace

void print_grid(std::ostream& out, const std::vector<std::string>& names, const std::vector<GridColumn>& columns,
                const Page& page) {
  std::vector<Laid> all;
  for (const GridColumn& column : columns) all.push_back(laid(column));
  const auto room = static_cast<std::size_t>(page.width);
  std::size_t name_width = 0;
  for (const std::string& name : names) name_width = std::max(name_width, code_points(name));
  // Names give way where all columns then fit, but stay names.
  constexpr std::size_t shortest_name = 24;
  std::size_t figures = 0;
  for (const Laid& column : all) figures += 2 + column.width;
  if (name_width + figures > room && figures + shortest_name <= room)
    name_width = room - figures;
  else
    name_width = std::min(name_width, room / 2);
  const Laid* const end = all.data() + all.size();
  for (const Laid* first = all.data(); first != end;) {
    const Laid* last = first;
    for (std::size_t used = name_width; last != end && (last == first || used + 2 + last->width <= room); ++last)
      used += 2 + last->width;
    if (first != all.data()) out << '\n';
    print_block(out, names, name_width, first, last, page);
    first = last;
  }
}

}  // namespace findings
