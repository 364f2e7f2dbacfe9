// The shape of a real index in figures: which words how often, how reports are cut into sections and paragraphs, how
// long those are, which of them repeat others. No text: of the real words only those that the findings of many reports
// use: no names.
//
// bench/shape.txt, a line each:
//   word TEXT PARAGRAPHS OCCURRENCES        a word in findings of at least ten reports
//   rare PARAGRAPHS OCCURRENCES WORDS       so many other words are as frequent as that
//   heading NAME                            from 0; a heading that no profile names is "Heading 7"
//   report FRAMEWORK AUTHORITY YEAR DAYS OVERALL OUTCOME
//                                           the authority as a number; days from inspection to publication; "-" is none
//   : AREA GRADE FROM KIND HEADING,HEADING LENGTH LENGTH=GROUP ...
//                                           neighbours that stand alike, each by its words; those of a group say the
//                                           same
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "schema/report.h"

namespace findings::bench {

struct WordShape {
  std::string text;  // "" for a rare one
  double paragraphs = 0, occurrences = 0;
  std::size_t words = 1;  // that are as frequent
};

struct ParagraphShape {
  std::size_t words = 0;
  std::optional<std::size_t> group;  // paragraphs of a group say the same
};

struct RunShape {
  std::string area;
  std::optional<Grade> grade;
  GradeFrom from = GradeFrom::none;
  Kind kind = Kind::finding;
  std::vector<std::size_t> headings;  // from the top
  std::vector<ParagraphShape> paragraphs;
};

struct ReportShape {
  std::string framework;
  std::size_t authority = 0;
  int year = 0, days = 0;
  std::optional<Grade> overall;
  std::optional<std::string> outcome;
  std::vector<RunShape> runs;
};

struct Shape {
  std::vector<WordShape> words;
  std::vector<std::string> headings;
  std::vector<ReportShape> reports;
};

/// The shape of the generation at that path.
Shape shape_of(const std::string& generation);

void write(const Shape& shape, std::ostream& out);

/// Throws std::runtime_error where a line is not as above.
Shape read_shape(std::istream& in);

}  // namespace findings::bench
