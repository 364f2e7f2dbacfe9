#include "searcher/compare.h"

#include <algorithm>

#include "schema/error.h"
#include "schema/fields.h"
#include "searcher/deadline.h"
#include "searcher/question_text.h"

namespace findings {
namespace {

constexpr Kind said_of_the_service[] = {Kind::finding, Kind::improvement, Kind::summary};

bool names_kind(const Expression& expression) {
  if (expression.form == Expression::Form::of_kind) return true;
  if (expression.form == Expression::Form::filter && expression.filter.field == "kind") return true;
  return std::any_of(expression.parts.begin(), expression.parts.end(), names_kind);
}

ComparedSlice slice_of(const Searcher& searcher, const Question& asked) {
  ComparedSlice slice{asked};
  slice.leaves_out_kinds = !filter_on(asked, "kind") && !names_kind(asked.expression);
  if (slice.leaves_out_kinds) {
    Filter kinds{"kind", {}};
    for (const Kind kind : said_of_the_service) kinds.values.emplace_back(to_string(kind));
    const auto place = [](const Filter& filter) { return field_named(filter.field) - fields.data(); };
    auto& filters = slice.question.filters;
    filters.insert(std::find_if(filters.begin(), filters.end(),
                                [&](const Filter& filter) { return place(filter) > place(kinds); }),
                   std::move(kinds));
  }
  slice.text = question_text(slice.question);
  slice.question.limit = 0;
  slice.question.tables = {{"grade", "band"}};
  Results results = searcher.search(slice.question);
  if (results.found.paragraphs == 0)
    throw Error("nothing is found by " + (asked.text.empty() ? "the filters" : '"' + asked.text + '"'),
                "findings search says what would be found without each of its words and filters", Exit::nothing);
  slice.found = results.found;
  slice.notes = std::move(results.notes);
  slice.grades = std::move(results.tables.front().row_values);
  return slice;
}

/// What both find: the words of both, under the filters of both.
Question both_of(const Question& a, const Question& b) {
  Question both;
  both.deadline = a.deadline;
  both.expression = {Expression::Form::all};
  both.expression.parts = {whole_expression(a), whole_expression(b)};
  return both;
}

}  // namespace

SliceComparison compare_slices(const Searcher& searcher, const Question& a, const Question& b, std::size_t themes) {
  const Deadline deadline(a.deadline);
  SliceComparison comparison{slice_of(searcher, a), slice_of(searcher, b)};
  const Question &one = comparison.a.question, &other = comparison.b.question;
  comparison.both = searcher.count(both_of(one, other));
  const ThemesWanted wanted{.limit = themes};
  // What both find counts in the slice alone: of the other something must be left.
  const std::size_t both = comparison.both.paragraphs;
  if (both < comparison.b.found.paragraphs) comparison.a_themes = find_themes(searcher, one, other, wanted);
  if (both < comparison.a.found.paragraphs) comparison.b_themes = find_themes(searcher, other, one, wanted);
  return comparison;
}

}  // namespace findings
