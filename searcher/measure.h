// What a matrix shows in its cells, and the words around them: the same in text, Markdown and pictures.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searcher/matrix.h"

namespace findings {

enum class Measure { rate, share, paragraphs, reports, authorities, occurrences };
inline constexpr std::string_view measure_names[] = {"rate",    "share",       "paragraphs",
                                                     "reports", "authorities", "occurrences"};

/// "rate" -> Measure::rate. Throws Error, with the nearest name.
Measure read_measure(const std::string& name);

/// Nothing where there is nothing to measure: no words in the slice, or none in the question.
std::optional<double> value_of(const MatrixCell& cell, Measure measure);

/// The order of rows: as they are listed or valued, by name, the largest measure over all columns first, or those that
/// rise most first, which wants a test. Rows that are alike keep their order.
enum class RowOrder { list, name, value, trend };
void sort_rows(Matrix& matrix, RowOrder order, Measure measure);

/// Whether the rows of each group stand together, so that its name can stand above them.
bool is_grouped(const Matrix& matrix);

/// "41.7", "86%", "1,204"; "–" for nothing.
std::string shown(const MatrixCell& cell, Measure measure);
std::string shown(std::size_t count);

/// "0.004", "< 0.001"
std::string shown_probability(double probability);

/// "Occurrences per 10,000 words by theme and grade"; where rows are values with "drift OR delay: " before it.
std::string heading_of(const Matrix& matrix, Measure measure);

/// "area:help-and-protection framework:ilacs; 1,266 paragraphs in 72 reports of 33 authorities, 120,400 words".
std::string slice_of(const Matrix& matrix);

/// The test in a sentence or two: what was tested, over which columns, what could not take part.
std::string test_in_words(const Matrix& matrix);

}  // namespace findings
