// The grades inspectors give, in one spelling each. Scales are never merged: "adequate" (to 2013) and
// "requires improvement" (since) share a band and nothing else.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace findings {

enum class Grade { outstanding, good, requires_improvement, adequate, inadequate };

inline constexpr std::array grades{Grade::outstanding, Grade::good, Grade::requires_improvement, Grade::adequate,
                                   Grade::inadequate};

/// "requires improvement": the one spelling used in output, filters and the index.
std::string_view to_string(Grade grade);

/// 1 (outstanding) to 4 (inadequate); adequate and requires improvement are both 3.
int band(Grade grade);

/// Reads a grade as reports print it: any case, "requires improvement to be good", "require improvement",
/// "Grade 3 (Adequate)". Nothing else may stand beside it; anything else is no grade.
std::optional<Grade> read_grade(std::string_view printed);

/// Where the grade in force over a paragraph comes from.
enum class GradeFrom { none, section, enclosing, overall };
std::string_view to_string(GradeFrom from);

}  // namespace findings
