#include "searcher/matrix.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "schema/grade.h"
#include "schema/texts.h"
#include "searcher/deadline.h"
#include "searcher/facets.h"
#include "searcher/matrix_sums.h"
#include "searcher/occurrences.h"
#include "searcher/values.h"

namespace findings {
namespace {

/// More are no picture, and each costs a place in every row.
constexpr std::size_t most_columns = 200;

/// Where a value stands in an order that a trend can be tested over: the band of grades, the year.
std::optional<double> score_of(std::string_view field, const std::string& value) {
  if (field == "grade" || field == "overall") {
    const auto grade = read_grade(value);
    return grade ? std::optional<double>(band(*grade)) : std::nullopt;
  }
  int number = 0;
  if (field != "band" && field != "year") return std::nullopt;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() ? std::optional<double>(number) : std::nullopt;
}

bool names(const std::vector<Filter>& filters, const std::string& field) {
  return std::any_of(filters.begin(), filters.end(), [&](const Filter& filter) { return filter.field == field; });
}

/// That a value in a cell's place and the filters say the same thing, so that both together open the cell.
void check(const Searcher& searcher, const MatrixQuestion& asked) {
  Question fields;
  if (asked.themes.empty()) fields.facets.push_back(asked.rows);
  fields.facets.push_back(asked.columns);
  check_counted(fields);
  const bool has_values = asked.themes.empty();
  if (has_values && asked.rows == asked.columns)
    throw Error("rows and columns are both " + asked.rows, "as in --rows authority --columns year");
  for (const std::string& field : fields.facets) {
    if (field == "section" && names(asked.filters, field))
      throw Error("a matrix of sections takes no filter on section", "a paragraph may stand under several headings");
    if (!asked.text.empty() && names(searcher.understand(asked.text, {}, asked.reading).filters, field))
      throw Error("the question has a filter of its own on " + field + ", as the matrix has",
                  "leave it out, or give it beside: --" + field + " VALUE");
  }
  constexpr std::string_view with_order[] = {"grade", "overall", "band", "year"};
  if (asked.test && std::find(std::begin(with_order), std::end(with_order), asked.columns) == std::end(with_order))
    throw Error("a trend wants columns with an order, and " + asked.columns + " has none",
                "grade, overall, band and year have one");
}

/// The theme within the slice, as one question. Understood where it is wrong: with the place it was read from.
struct Wanted {
  std::string query;
  Question alone, within;
};

std::string within(const std::string& query, const std::string& text) {
  return text.empty() ? query : '(' + query + ") (" + text + ')';
}

Wanted wanted(const Searcher& searcher, const MatrixQuestion& asked, const Question& slice, const NamedTheme& theme) {
  try {
    Wanted wanted{theme.query, searcher.understand(theme.query, {}, asked.reading),
                  searcher.understand(within(theme.query, asked.text), asked.filters, asked.reading)};
    for (const Filter& filter : wanted.alone.filters)
      if (filter.field == asked.columns || names(slice.filters, filter.field))
        throw Error("\"" + theme.name + "\" has a filter of its own on " + filter.field + ", as the matrix has",
                    "leave one of them out");
    return wanted;
  } catch (const Error& error) {
    throw Error(theme.where + ": " + error.what(), error.hint(), error.status());
  }
}

/// Whether the question has words that stand in paragraphs: those of headings do not.
bool has_words(const Question& question) {
  const auto words = wanted_words(question.expression);
  return std::any_of(words.begin(), words.end(),
                     [](const Expression* word) { return word->form != Expression::Form::heading; });
}

/// Places of the values that were found, in their field's own order, else those with most paragraphs first.
template <typename CountOf>
std::vector<std::size_t> ordered(const std::string& field, const Column& column, const CountOf& paragraphs_of,
                                 const std::vector<bool>& present) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < column.values.size(); ++i)
    if (present[i]) places.push_back(i);
  const auto key = [&](std::size_t place) {
    const auto rank = rank_of(field, column.values[place]);
    return std::tuple(rank.value_or(0), rank ? 0 : -static_cast<long>(paragraphs_of(place)),
                      label_of(field, column.values[place]));
  };
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return places;
}

class Making {
 public:
  Making(const Searcher& searcher, const MatrixQuestion& asked)
      : searcher_(searcher), asked_(asked), column_(searcher.columns().at(asked.columns)) {}

  Matrix make() {
    Matrix matrix{.asked = asked_};
    const bool has_themes = !asked_.themes.empty();
    matrix.slice = searcher_.understand(asked_.text.empty() && asked_.filters.empty() ? "*" : asked_.text,
                                        asked_.filters, asked_.reading);
    if (!has_themes) matrix.slice.expression = {};
    const Sums slice = sum_slice(matrix.slice);
    matrix.whole = slice.whole();
    add_columns(slice, matrix);
    if (has_themes) {
      for (const NamedTheme& theme : asked_.themes) add_theme(theme, slice, matrix);
      matrix.total_rows = matrix.rows.size();
    } else {
      add_values(slice, matrix);
    }
    if (asked_.test) adjust(matrix);
    return matrix;
  }

 private:
  std::string rows() const { return asked_.themes.empty() ? asked_.rows : ""; }

  Sums sum_slice(const Question& question) {
    slice_ids_ = searcher_.find(question);
    Sums sums(searcher_.columns(), rows(), asked_.columns);
    if (asked_.test && asked_.unit == TrendUnit::paragraph)
      slice_clusters_.emplace(searcher_.columns(), rows(), asked_.columns);
    const Texts& texts = searcher_.texts();
    for (const Xapian::docid id : slice_ids_) {
      check_deadline();
      sums.add(id, texts.words_in(id));
      if (slice_clusters_) slice_clusters_->add_slice(id);
    }
    return sums;
  }

  /// What is found: its counts, the occurrences of the words of `alone`, and of a test its paragraphs by report.
  struct Found {
    Sums sums;
    std::optional<Clusters> clusters;
  };
  Found sum_found(const Wanted& wanted) const {
    Found found{Sums(searcher_.columns(), rows(), asked_.columns), slice_clusters_};
    Occurrences occurrences(searcher_, wanted.alone);
    Text text;
    for (const Xapian::docid id : searcher_.find(wanted.within)) {
      check_deadline();
      searcher_.texts().read(id, text);
      found.sums.add(id, occurrences.in(id, text).size());
      if (found.clusters) found.clusters->add_found(id);
    }
    return found;
  }

  void add_columns(const Sums& slice, Matrix& matrix) {
    std::vector<bool> present;
    for (std::size_t i = 0; i < column_.values.size(); ++i) present.push_back(slice.column(i).counts.paragraphs > 0);
    places_ = ordered(
        asked_.columns, column_, [&](std::size_t i) { return slice.column(i).counts.paragraphs; }, present);
    if (places_.size() > most_columns)
      throw Error(asked_.columns + " has " + std::to_string(places_.size()) + " values here, and a matrix at most " +
                      std::to_string(most_columns) + " columns",
                  "make " + asked_.columns + " its rows");
    for (const std::size_t place : places_)
      matrix.columns.push_back(
          {column_.values[place], label_of(asked_.columns, column_.values[place]), slice.column(place)});
  }

  static MatrixCell cell_of(const MatrixSlice& found, const MatrixSlice& slice, bool counts_words) {
    return {found.counts, counts_words ? std::optional(found.words) : std::nullopt, slice};
  }

  MatrixRow row_of(const Wanted& wanted, std::size_t r, const Found& found, const Sums& slice) const {
    const bool counts_words = has_words(wanted.alone);
    const Sums& sums = found.sums;
    MatrixRow row{.query = wanted.query, .question = wanted.within};
    for (const std::size_t c : places_) row.cells.push_back(cell_of(sums.cell(r, c), slice.cell(r, c), counts_words));
    row.all = cell_of(sums.row(r), slice.row(r), counts_words);
    if (asked_.test) row.trend = trend_of(row, r, found);
    return row;
  }

  std::optional<Trend> trend_of(const MatrixRow& row, std::size_t r, const Found& found) const {
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const auto score = score_of(asked_.columns, column_.values[places_[i]]);
      const MatrixCell& cell = row.cells[i];
      if (score && found.clusters)
        trials.push_back(effective_trial(*score, found.clusters->in(r, places_[i])));
      else if (score)
        trials.push_back(
            {*score, static_cast<double>(cell.found.reports), static_cast<double>(cell.slice.counts.reports)});
    }
    return cochran_armitage(trials);
  }

  void add_theme(const NamedTheme& theme, const Sums& slice, Matrix& matrix) const {
    const Wanted wanted = findings::wanted(searcher_, asked_, matrix.slice, theme);
    matrix.rows.push_back(row_of(wanted, 0, sum_found(wanted), slice));
    matrix.rows.back().value = matrix.rows.back().label = theme.name;
    matrix.rows.back().group = theme.group;
  }

  void add_values(const Sums& slice, Matrix& matrix) const {
    const std::string text = asked_.text.empty() ? "*" : asked_.text;
    const Question question = searcher_.understand(text, asked_.filters, asked_.reading);
    const Wanted wanted{text, question, question};
    const Found found = sum_found(wanted);
    const Column& values = searcher_.columns().at(asked_.rows);
    std::vector<bool> present;
    for (std::size_t i = 0; i < values.values.size(); ++i) present.push_back(slice.row(i).counts.paragraphs > 0);
    std::vector<std::size_t> places = ordered(
        asked_.rows, values, [&](std::size_t i) { return found.sums.row(i).counts.paragraphs; }, present);
    matrix.total_rows = places.size();
    if (places.size() > asked_.limit) places.resize(asked_.limit);
    for (const std::size_t place : places) {
      matrix.rows.push_back(row_of(wanted, place, found, slice));
      matrix.rows.back().value = values.values[place];
      matrix.rows.back().label = label_of(asked_.rows, values.values[place]);
    }
  }

  void adjust(Matrix& matrix) const {
    for (const MatrixColumn& column : matrix.columns)
      (score_of(asked_.columns, column.value) ? matrix.tested : matrix.left_out).push_back(column.label);
    std::vector<double> probabilities;
    for (const MatrixRow& row : matrix.rows)
      if (row.trend) probabilities.push_back(row.trend->p);
    const std::vector<double> adjusted = benjamini_hochberg(probabilities);
    auto next = adjusted.begin();
    for (MatrixRow& row : matrix.rows)
      if (row.trend) row.adjusted_p = *next++;
    matrix.reports_in_several_columns = reports_in_several();
  }

  /// Reports of the slice with paragraphs in two columns or more that have a score.
  std::size_t reports_in_several() const {
    std::vector<bool> has_score;
    for (const auto& set : column_.sets)
      has_score.push_back(!set.empty() && score_of(asked_.columns, column_.values[set[0]]).has_value());
    const Column& reports = searcher_.columns().at("report");
    std::size_t several = 0;
    std::uint32_t report = 0, code = 0;
    bool is_counted = false;
    for (const Xapian::docid id : slice_ids_) {
      if (!has_score[column_.codes[id]]) continue;
      if (reports.codes[id] != report) {
        report = reports.codes[id], code = column_.codes[id], is_counted = false;
      } else if (column_.codes[id] != code && !is_counted) {
        is_counted = true;
        ++several;
      }
    }
    return several;
  }

  const Searcher& searcher_;
  const MatrixQuestion& asked_;
  const Column& column_;
  std::vector<Xapian::docid> slice_ids_;
  std::optional<Clusters> slice_clusters_;
  std::vector<std::size_t> places_;  // of the columns shown, in the column
};

}  // namespace

std::optional<double> MatrixCell::rate() const {
  if (!occurrences || slice.words == 0) return std::nullopt;
  return 10000.0 * static_cast<double>(*occurrences) / static_cast<double>(slice.words);
}

std::optional<double> MatrixCell::share() const {
  if (slice.counts.reports == 0) return std::nullopt;
  return static_cast<double>(found.reports) / static_cast<double>(slice.counts.reports);
}

Interval MatrixCell::interval() const { return wilson_interval(found.reports, slice.counts.reports); }

Matrix make_matrix(const Searcher& searcher, const MatrixQuestion& asked) {
  const Deadline deadline(asked.deadline);
  check(searcher, asked);
  return Making(searcher, asked).make();
}

CellQuestion question_of(const Matrix& matrix, const MatrixRow& row, const MatrixColumn& column) {
  const MatrixQuestion& asked = matrix.asked;
  const bool has_themes = !asked.themes.empty();
  CellQuestion question{has_themes ? within(row.query, asked.text) : row.query, asked.filters};
  // Named, each one that --successors stands for: a question of them alone is the same in any reading but that.
  if (const Filter* authorities = filter_on(matrix.slice, "authority"); authorities && asked.reading.successors) {
    std::erase_if(question.filters, [](const Filter& filter) { return filter.field == "authority"; });
    question.filters.push_back(*authorities);
  }
  std::erase_if(question.filters, [&](const Filter& filter) {
    return filter.field == asked.columns || (!has_themes && filter.field == asked.rows);
  });
  if (!has_themes) question.filters.push_back({asked.rows, {row.value}});
  question.filters.push_back({asked.columns, {column.value}});
  return question;
}

}  // namespace findings
