#include "searcher/asides.h"

#include <algorithm>

#include "schema/fields.h"

namespace findings {
namespace {

using Form = Expression::Form;

bool names_kind_in(const Expression& expression) {
  return expression.form == Form::of_kind || (expression.form == Form::filter && expression.filter.field == "kind") ||
         std::any_of(expression.parts.begin(), expression.parts.end(), names_kind_in);
}

}  // namespace

bool is_aside(std::string_view kind) {
  return std::any_of(std::begin(asides), std::end(asides), [&](Kind one) { return kind == to_string(one); });
}

bool names_kind(const Question& question) {
  return filter_on(question, "kind") != nullptr || names_kind_in(question.expression);
}

Question without_asides(Question question, const Searcher& searcher) {
  Filter kinds{"kind", {}};
  for (const std::string& kind : searcher.columns().at("kind").values)
    if (!is_aside(kind)) kinds.values.push_back(kind);
  std::sort(kinds.values.begin(), kinds.values.end());
  const auto place = [](const Filter& filter) { return field_named(filter.field) - fields.data(); };
  auto& filters = question.filters;
  filters.insert(
      std::find_if(filters.begin(), filters.end(), [&](const Filter& filter) { return place(filter) > place(kinds); }),
      std::move(kinds));
  return question;
}

}  // namespace findings
