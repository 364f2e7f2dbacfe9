#include "searcher/measure.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <set>

#include "schema/error.h"
#include "schema/text.h"

namespace findings {
namespace {

struct MeasureRow {
  Measure measure;
  std::string_view describes;
};
constexpr MeasureRow measures[] = {
    {Measure::rate, "Occurrences per 10,000 words"},
    {Measure::share, "Share of reports"},
    {Measure::paragraphs, "Paragraphs"},
    {Measure::reports, "Reports"},
    {Measure::authorities, "Authorities"},
    {Measure::occurrences, "Occurrences"},
};

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return shown(count) + ' ' + (count == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& labels) {
  std::string list;
  for (const std::string& label : labels) list += (list.empty() ? "" : ", ") + label;
  return list;
}

}  // namespace

Measure read_measure(const std::string& name) {
  const auto found = std::find(std::begin(measure_names), std::end(measure_names), name);
  if (found != std::end(measure_names)) return static_cast<Measure>(found - std::begin(measure_names));
  const std::string near = nearest(name, {std::begin(measure_names), std::end(measure_names)});
  throw Error("no measure is called \"" + name + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              "rate, share, paragraphs, reports, authorities or occurrences");
}

std::optional<double> value_of(const MatrixCell& cell, Measure measure) {
  if (cell.slice.counts.paragraphs == 0) return std::nullopt;
  switch (measure) {
    case Measure::rate:
      return cell.rate();
    case Measure::share:
      return cell.share();
    case Measure::paragraphs:
      return static_cast<double>(cell.found.paragraphs);
    case Measure::reports:
      return static_cast<double>(cell.found.reports);
    case Measure::authorities:
      return static_cast<double>(cell.found.authorities);
    case Measure::occurrences:
      return cell.occurrences ? std::optional(static_cast<double>(*cell.occurrences)) : std::nullopt;
  }
  return std::nullopt;
}

void sort_rows(Matrix& matrix, RowOrder order, Measure measure) {
  if (order == RowOrder::trend && !matrix.asked.test) throw Error("an order by trend wants --test");
  const auto key = [&](const MatrixRow& row) {
    if (order == RowOrder::value) return -value_of(row.all, measure).value_or(-1);
    if (order == RowOrder::trend) return row.trend ? -row.trend->z : std::numeric_limits<double>::infinity();
    return 0.0;
  };
  std::stable_sort(matrix.rows.begin(), matrix.rows.end(), [&](const MatrixRow& a, const MatrixRow& b) {
    return order == RowOrder::name ? fold(a.label) < fold(b.label) : key(a) < key(b);
  });
}

bool is_grouped(const Matrix& matrix) {
  std::set<std::string> groups;
  for (std::size_t i = 0; i < matrix.rows.size(); ++i)
    if (i == 0 || matrix.rows[i].group != matrix.rows[i - 1].group)
      if (!groups.insert(matrix.rows[i].group).second) return false;
  return true;
}

std::string shown(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string shown(const MatrixCell& cell, Measure measure) {
  const auto value = value_of(cell, measure);
  if (!value) return "–";
  if (measure == Measure::rate) return fixed(*value, 1);
  if (measure == Measure::share) return fixed(100 * *value, 0) + '%';
  return shown(static_cast<std::size_t>(*value));
}

std::string shown_probability(double probability) { return probability < 0.001 ? "<0.001" : fixed(probability, 3); }

std::string heading_of(const Matrix& matrix, Measure measure) {
  const MatrixQuestion& asked = matrix.asked;
  std::string heading(measures[static_cast<std::size_t>(measure)].describes);
  if (asked.themes.empty() && !asked.text.empty()) {
    heading[0] = static_cast<char>(heading[0] - 'A' + 'a');
    heading = asked.text + ": " + heading;
  }
  return heading + ", by " + (asked.themes.empty() ? asked.rows : "theme") + " and " + asked.columns;
}

std::string slice_of(const Matrix& matrix) {
  std::string text = matrix.asked.themes.empty() ? "" : matrix.asked.text;
  for (const Filter& filter : matrix.slice.filters) text += (text.empty() ? "" : " ") + describe(filter);
  const auto& [counts, words] = matrix.whole;
  return (text.empty() ? "everything" : text) + ": " + counted(counts.paragraphs, "paragraph", "paragraphs") + " in " +
         counted(counts.reports, "report", "reports") + " of " +
         counted(counts.authorities, "authority", "authorities") + ", " + counted(words, "word", "words");
}

std::string test_in_words(const Matrix& matrix) {
  const auto rows = static_cast<std::size_t>(std::count_if(matrix.rows.begin(), matrix.rows.end(),
                                                           [](const MatrixRow& row) { return row.trend.has_value(); }));
  const bool is_by_report = matrix.asked.unit == TrendUnit::report;
  std::string text = "Trend: Cochran-Armitage test of the share of " +
                     std::string(is_by_report ? "reports" : "paragraphs, allowing for their reports (Rao and Scott),") +
                     " over " + listed(matrix.tested) +
                     "; z above 0 where it rises, p two-sided, q the same adjusted for " +
                     counted(rows, "row", "rows") + " by Benjamini and Hochberg.";
  if (!matrix.left_out.empty()) text += " Left out: " + listed(matrix.left_out) + ".";
  if (matrix.reports_in_several_columns > 0)
    text += " " + counted(matrix.reports_in_several_columns, "report stands", "reports stand") +
            " in several of these columns, which the test takes for reports apart.";
  return text;
}

}  // namespace findings
