// Themes, or the values of a field, against the values of another: how much of each slice of the reports says it.
//
// A slice is what the filters let through, in one column (and in one row where rows are values); every figure has it
// below the line, and every cell has the question that opens exactly what it counts.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "searcher/searcher.h"
#include "searcher/statistics.h"
#include "searcher/theme_list.h"

namespace findings {

/// What says something or does not, in a test of trend. Of paragraphs the reports they stand in are allowed for
/// (effective_trial): where every report says it somewhere, only they tell how much.
enum class TrendUnit { report, paragraph };

struct MatrixQuestion {
  std::vector<NamedTheme> themes;  // the rows; where there are none they are the values of the field `rows`
  std::string rows, columns;       // fields
  std::string text;                // narrows the slice where rows are themes; is what is counted where they are values
  std::vector<Filter> filters;     // beside the text, as typed
  Reading reading;
  std::size_t limit = 1000;  // rows that are values: in their own order, or those with most paragraphs found
  bool test = false;         // whether shares, of reports or of paragraphs, rise or fall over the columns
  TrendUnit unit = TrendUnit::report;
  std::chrono::milliseconds deadline = std::chrono::seconds(1);  // milliseconds::max(): none
};

/// What there is to say something: of a column, or of a row in it.
struct MatrixSlice {
  Counts counts;
  std::size_t words = 0;
};

struct MatrixCell {
  Counts found;
  /// How often the question's words occur in what is found; nothing where it has none, as in "*".
  std::optional<std::size_t> occurrences;
  MatrixSlice slice;

  std::optional<double> rate() const;   // occurrences per 10,000 words of the slice
  std::optional<double> share() const;  // of the slice's reports, those found
  Interval interval() const;            // of the share (wilson_interval)
};

struct MatrixColumn {
  std::string value, label;
  MatrixSlice slice;  // of all rows together
};

struct MatrixRow {
  std::string value, label;  // of a theme both its name
  std::string group;         // of a theme the heading it stands under in its list
  std::string query;         // what is counted
  Question question;         // how it was understood
  std::vector<MatrixCell> cells;
  MatrixCell all;  // over all columns; reports and authorities are less than the sum where they stand in several
  std::optional<Trend> trend;  // nothing where all columns say it alike: nowhere, or in every report
  double adjusted_p = 1;       // for the number of rows that have a trend (benjamini_hochberg)
};

struct Matrix {
  MatrixQuestion asked;
  Question slice;  // the filters, and where rows are themes the text
  MatrixSlice whole;
  std::vector<MatrixColumn> columns;  // in their field's order, or those with most paragraphs first
  std::vector<MatrixRow> rows;
  std::size_t total_rows = 0;                  // before `limit`
  std::vector<std::string> tested;             // labels of the columns that took part in the test
  std::vector<std::string> left_out;           // and of those that could not: "Not graded"
  std::size_t reports_in_several_columns = 0;  // of those that took part
};

/// Counts it. Throws Error for what is no field of rows or columns, for a text or theme with a filter of its own on a
/// field of the matrix, for too many columns, and for a test over columns that have no order.
Matrix make_matrix(const Searcher& searcher, const MatrixQuestion& asked);

/// The question that finds exactly what a cell counts: `findings search TEXT --field value ...`, read as the matrix was
/// but without successors, which are named.
struct CellQuestion {
  std::string text;
  std::vector<Filter> filters;
};
CellQuestion question_of(const Matrix& matrix, const MatrixRow& row, const MatrixColumn& column);

}  // namespace findings
