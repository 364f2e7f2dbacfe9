#include "schema/grade.h"

#include "schema/text.h"

namespace findings {
namespace {

struct Row {
  Grade grade;
  std::string_view name;
  int band;
};
constexpr Row rows[] = {
    {Grade::outstanding, "outstanding", 1},
    {Grade::good, "good", 2},
    {Grade::requires_improvement, "requires improvement", 3},
    {Grade::adequate, "adequate", 3},
    {Grade::inadequate, "inadequate", 4},
};
const Row& row_of(Grade grade) { return rows[static_cast<int>(grade)]; }

}  // namespace

std::string_view to_string(Grade grade) { return row_of(grade).name; }

int band(Grade grade) { return row_of(grade).band; }

std::optional<Grade> read_grade(std::string_view printed) {
  std::string text = fold(printed);
  if (text.starts_with("grade ") && text.size() > 8 && text[6] >= '1' && text[6] <= '4' && text[7] == ' ')
    text.erase(0, 8);
  // "to be good" is the rest of the grade's own name, often on a line of its own.
  if (text == "require improvement" || text == "requires improvement to be good" ||
      text == "require improvement to be good")
    text = "requires improvement";
  for (const Row& row : rows)
    if (row.name == text) return row.grade;
  return std::nullopt;
}

std::string_view to_string(GradeFrom from) {
  constexpr std::string_view names[] = {"none", "section", "enclosing", "overall"};
  return names[static_cast<int>(from)];
}

}  // namespace findings
