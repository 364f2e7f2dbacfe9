#include "searcher/concordance_rows.h"

#include <array>
#include <cstdio>

#include "schema/error.h"
#include "schema/text.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : by) + part;
  return text;
}

struct LineColumn {
  std::string_view name;
  std::string (*value)(const Hit&);
};

std::string number_or_nothing(int number) { return number == 0 ? "" : std::to_string(number); }

constexpr std::array line_columns{
    LineColumn{"report", [](const Hit& hit) { return hit.report; }},
    LineColumn{"authority", [](const Hit& hit) { return hit.authority; }},
    LineColumn{"region", [](const Hit& hit) { return hit.region; }},
    LineColumn{"title", [](const Hit& hit) { return hit.title; }},
    LineColumn{"framework", [](const Hit& hit) { return hit.framework; }},
    LineColumn{"inspected", [](const Hit& hit) { return hit.inspected; }},
    LineColumn{"year", [](const Hit& hit) { return hit.inspected.substr(0, 4); }},
    LineColumn{"published", [](const Hit& hit) { return hit.published; }},
    LineColumn{"overall", [](const Hit& hit) { return hit.overall; }},
    LineColumn{"outcome", [](const Hit& hit) { return hit.outcome; }},
    LineColumn{"section", [](const Hit& hit) { return joined(hit.section, " > "); }},
    LineColumn{"area", [](const Hit& hit) { return hit.area; }},
    LineColumn{"grade", [](const Hit& hit) { return hit.grade; }},
    LineColumn{"band", [](const Hit& hit) { return number_or_nothing(hit.band); }},
    LineColumn{"kind", [](const Hit& hit) { return hit.kind; }},
    LineColumn{"page", [](const Hit& hit) { return number_or_nothing(hit.page); }},
    LineColumn{"copy_of", [](const Hit& hit) { return hit.copy_of; }},
    LineColumn{"link", [](const Hit& hit) { return page_link(hit); }},
    LineColumn{"text", [](const Hit& hit) { return hit.text; }},
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::string decimal(double number, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, number);
  return text.data();
}

}  // namespace

std::vector<std::string> column_names_of_lines() {
  std::vector<std::string> names;
  for (const LineColumn& column : line_columns) names.emplace_back(column.name);
  return names;
}

std::string column_of(const std::string& name, const Hit& hit) {
  for (const LineColumn& column : line_columns)
    if (column.name == name) return column.value(hit);
  const std::vector<std::string> names = column_names_of_lines();
  const std::string near = nearest(name, names);
  throw Error("no column is called \"" + name + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              near.empty() ? "columns: " + joined(names, ", ") : "");
}

std::vector<std::string> standard_line_columns() {
  return {"authority", "framework", "inspected", "area", "grade", "kind", "page", "copy_of"};
}

std::vector<std::string> line_heading(const std::vector<std::string>& columns) {
  std::vector<std::string> heading{"left", "match", "right", "citation"};
  heading.insert(heading.end(), columns.begin(), columns.end());
  return heading;
}

std::vector<std::string> line_cells(const ConcordanceLine& line, const std::vector<std::string>& columns) {
  std::vector<std::string> cells{trimmed(line.left), line.match, trimmed(line.right), line.hit.citation};
  for (const std::string& column : columns) cells.push_back(column_of(column, line.hit));
  return cells;
}

std::vector<std::string> collocate_heading() {
  return {"word", "log_dice", "g2", "together", "all", "lines", "paragraphs", "reports", "authorities"};
}

std::vector<std::string> collocate_cells(const Collocate& one) {
  return {one.word,
          decimal(one.log_dice, 4),
          decimal(one.g2, 4),
          std::to_string(one.together),
          std::to_string(one.all),
          std::to_string(one.lines),
          std::to_string(one.counts.paragraphs),
          std::to_string(one.counts.reports),
          std::to_string(one.counts.authorities)};
}

}  // namespace findings
