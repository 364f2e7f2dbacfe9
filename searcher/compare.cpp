#include "searcher/compare.h"

#include "schema/error.h"
#include "searcher/asides.h"
#include "searcher/deadline.h"
#include "searcher/question_text.h"

namespace findings {
namespace {

ComparedSlice slice_of(const Searcher& searcher, const Question& asked) {
  ComparedSlice slice{asked};
  slice.leaves_out_kinds = !names_kind(asked);
  if (slice.leaves_out_kinds) slice.question = without_asides(asked, searcher);
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
