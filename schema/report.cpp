#include "schema/report.h"

namespace findings {

constexpr std::string_view kind_names[] = {"finding", "improvement", "summary", "about", "footnote", "boilerplate"};

std::string_view to_string(Kind kind) { return kind_names[static_cast<int>(kind)]; }

std::optional<Kind> read_kind(std::string_view text) {
  for (int i = 0; i < static_cast<int>(std::size(kind_names)); ++i)
    if (kind_names[i] == text) return static_cast<Kind>(i);
  return std::nullopt;
}

std::optional<Grade> overall_grade(const Report& report) {
  std::optional<Grade> overall;
  for (const Judgement& judgement : report.judgements)
    if (judgement.area == "whole-service" && judgement.grade) overall = judgement.grade;
  return overall;
}

}  // namespace findings
