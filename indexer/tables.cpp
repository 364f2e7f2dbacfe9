#include "indexer/tables.h"

#include <algorithm>
#include <cmath>

#include "schema/text.h"

namespace findings {
namespace {

struct Cell {
  std::vector<std::size_t> lines;
  std::string text;
  float x0, y0, y1;
  float middle() const { return (y0 + y1) / 2; }
};

void extend(Cell& cell, const std::vector<Line>& lines, std::size_t i) {
  cell.lines.push_back(i);
  cell.text += (cell.text.empty() ? "" : " ") + tidy(lines[i].text);
  cell.y0 = std::min(cell.y0, lines[i].y0);
  cell.y1 = std::max(cell.y1, lines[i].y1);
}

bool is_grade_text(const std::string& text) {
  const std::string folded = fold(text);
  return read_grade(text) || folded == "not judged" || folded == "not inspected";
}

/// "2.1 Adoption performance" -> "Adoption performance"
std::string without_number(const std::string& text) {
  const auto first = text.find_first_not_of("0123456789. ");
  return first == text.npos ? text : text.substr(first);
}

bool is_label(const Framework& framework, const std::string& text) {
  const Words words = words_of(without_number(text));
  for (const JudgementRule& rule : framework.judgements)
    for (const Pattern& pattern : rule.match)
      if (const auto match = pattern.match(words); match && !match->grade) return true;
  for (const HeadingRule& rule : framework.headings)
    if (rule.graded)
      for (const Pattern& pattern : rule.match)
        if (const auto match = pattern.match(words); match && !match->grade) return true;
  return false;
}

/// Grade cells: one line, or two or three in the same column ("Requires / improvement", "to be good" below).
std::vector<Cell> grade_cells(const std::vector<Line>& lines, const std::vector<std::size_t>& order) {
  std::vector<Cell> cells;
  std::vector<bool> used(order.size(), false);
  for (std::size_t a = 0; a < order.size(); ++a) {
    if (used[a]) continue;
    Cell cell{{}, "", lines[order[a]].x0, lines[order[a]].y0, lines[order[a]].y1};
    extend(cell, lines, order[a]);
    if (cell.text.size() > 40) continue;
    std::vector<std::size_t> taken{a};
    std::optional<Cell> best;
    std::vector<std::size_t> best_taken;
    if (is_grade_text(cell.text)) best = cell, best_taken = taken;
    for (std::size_t b = a + 1; b < order.size() && taken.size() < 3; ++b) {
      const Line& next = lines[order[b]];
      if (used[b] || std::abs(next.x0 - cell.x0) > 12 || next.text.size() > 30) continue;
      if (next.y0 - cell.y1 > next.size * 0.8f) break;
      extend(cell, lines, order[b]);
      taken.push_back(b);
      if (is_grade_text(cell.text)) best = cell, best_taken = taken;
    }
    if (!best) continue;
    for (const std::size_t b : best_taken) used[b] = true;
    cells.push_back(*best);
  }
  return cells;
}

}  // namespace

std::vector<TableRow> find_rows(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                                const Framework& framework) {
  std::vector<std::size_t> order;
  for (std::size_t i = begin; i < end; ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lines[a].y0 < lines[b].y0; });

  std::vector<Cell> given = grade_cells(lines, order);
  // A grade that stands alone under a heading at the left margin is no cell.
  float left = 1e9f;
  for (const std::size_t i : order) left = std::min(left, lines[i].x0);
  std::erase_if(given, [&](const Cell& cell) { return cell.x0 < left + 120; });
  if (given.empty()) return {};

  const auto is_grade = [&](std::size_t line) {
    return std::any_of(given.begin(), given.end(), [&](const Cell& one) {
      return std::find(one.lines.begin(), one.lines.end(), line) != one.lines.end();
    });
  };
  std::erase_if(order, is_grade);

  std::vector<Cell> labels;
  for (std::size_t a = 0; a < order.size();) {
    const Line& first = lines[order[a]];
    std::optional<Cell> best;
    std::size_t best_end = a;
    Cell cell{{}, "", first.x0, first.y0, first.y1};
    std::size_t taken = 0;
    for (std::size_t b = a; b < order.size() && taken < 4; ++b) {
      const Line& line = lines[order[b]];
      if (taken > 0 && (line.y0 - cell.y1 > line.size * 1.2f || line.x0 > first.x0 + 60)) break;
      extend(cell, lines, order[b]);
      ++taken;
      if (is_label(framework, cell.text)) best = cell, best_end = b;
    }
    if (best) labels.push_back(*best);
    a = best ? best_end + 1 : a + 1;
  }

  std::vector<TableRow> rows;
  const auto add = [&](const Cell& label, const Cell& grade) {
    rows.push_back({label.lines, grade.lines, label.text, grade.text});
  };
  // The nearest in height, and not farther than a wrapped cell reaches; each grade once.
  std::vector<bool> used(given.size(), false);
  for (const Cell& label : labels) {
    std::size_t best = given.size();
    for (std::size_t g = 0; g < given.size(); ++g) {
      if (used[g] || given[g].x0 <= label.x0) continue;
      const float reach = (label.y1 - label.y0) / 2 + 14;
      if (std::abs(given[g].middle() - label.middle()) > reach) continue;
      if (best == given.size() ||
          std::abs(given[g].middle() - label.middle()) < std::abs(given[best].middle() - label.middle()))
        best = g;
    }
    if (best == given.size()) continue;
    used[best] = true;
    add(label, given[best]);
  }
  return rows;
}

}  // namespace findings
