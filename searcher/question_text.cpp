#include "searcher/question_text.h"

#include <algorithm>

#include "schema/words.h"

namespace findings {
namespace {

using Form = Expression::Form;

/// Without what words were widened to, and so that no stopword is dropped again.
Expression as_typed(Expression expression) {
  if (expression.form == Form::also) {
    Expression typed{Form::word, expression.text};
    expression.parts.assign(1, typed);
    return expression;
  }
  if (expression.form == Form::word && is_stopword(expression.text)) expression.required = true;
  for (Expression& part : expression.parts) part = as_typed(std::move(part));
  return expression;
}

bool is_list(const Expression& expression) {
  return expression.form == Form::any || expression.form == Form::all || expression.form == Form::also;
}

}  // namespace

std::string question_text(std::string_view narrower, const Question& question) {
  std::string text(narrower);
  const auto add = [&](const std::string& part, bool bracketed) {
    text += (text.empty() ? "" : " ") + (bracketed ? '(' + part + ')' : part);
  };
  const bool has_filters = !question.filters.empty();
  if (question.expression.form != Form::everything)
    add(describe(as_typed(question.expression)), is_list(question.expression) && (has_filters || !narrower.empty()));
  for (const Filter& filter : question.filters) add(describe(filter), filter.values.size() > 1);
  return text.empty() ? "*" : text;
}

std::string question_text(const Question& question) { return question_text("", question); }

Expression whole_expression(const Question& question) {
  Expression whole{Form::all};
  if (question.expression.form != Form::everything) whole.parts.push_back(question.expression);
  for (const Filter& filter : question.filters) {
    whole.parts.emplace_back(Form::filter);
    whole.parts.back().filter = filter;
  }
  if (whole.parts.empty()) return Expression{};
  return whole.parts.size() == 1 ? whole.parts.front() : whole;
}

}  // namespace findings
