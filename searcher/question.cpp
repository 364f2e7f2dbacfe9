#include "searcher/question.h"

#include <algorithm>

namespace findings {
namespace {

using Form = Expression::Form;

bool is_leaf(Form form) { return form == Form::word || form == Form::exact || form == Form::wildcard; }

/// What may stand after "improvement:" without brackets.
bool is_single(const Expression& part) { return is_leaf(part.form) && !part.required; }

bool needs_quotes(const std::string& value) { return value.find_first_of(" ()\"") != value.npos; }

std::string join(const std::vector<Expression>& parts, const std::string& by) {
  std::string text;
  for (const Expression& part : parts) {
    const bool bracketed = part.form == Form::all || part.form == Form::any || part.form == Form::also;
    const std::string described = describe(part);
    text += (text.empty() ? "" : by) + (bracketed ? '(' + described + ')' : described);
  }
  return text;
}

void collect_words(const Expression& expression, std::vector<const Expression*>& words) {
  if (expression.form == Form::none) return;
  const bool is_whole =
      expression.form == Form::also || expression.form == Form::heading || expression.form == Form::phrase;
  if (is_leaf(expression.form) || is_whole) words.push_back(&expression);
  if (is_whole) return;
  for (const Expression& part : expression.parts) collect_words(part, words);
}

}  // namespace

std::string describe(const Filter& filter) {
  std::string text;
  for (const std::string& value : filter.values) {
    if (!text.empty()) text += " OR ";
    text += filter.field + ':' + (needs_quotes(value) ? '"' + value + '"' : value);
  }
  return text;
}

std::string describe(const Expression& expression) {
  const auto distance = '/' + std::to_string(expression.distance) + ' ';
  switch (expression.form) {
    case Form::everything:
      return "*";
    case Form::word:
    case Form::inflected:
      return (expression.required ? "+" : "") + expression.text;
    case Form::exact:
      return '"' + expression.text + '"';
    case Form::wildcard:
      return expression.text + '*';
    case Form::near:
      return join(expression.parts, " NEAR" + distance);
    case Form::adjacent:
      return join(expression.parts, " ADJ" + distance);
    case Form::filter: {
      const std::string text = describe(expression.filter);
      return expression.filter.values.size() > 1 ? '(' + text + ')' : text;
    }
    case Form::all:
      return join(expression.parts, " AND ");
    case Form::any:
      return join(expression.parts, " OR ");
    case Form::none:
      return "NOT " + join(expression.parts, "");
    case Form::also:
      return join(expression.parts, " OR ");
    case Form::heading:
      return "heading:" + join(expression.parts, "");
    case Form::of_kind:
      return expression.text + ':' +
             (is_single(expression.parts[0]) ? join(expression.parts, "") : '(' + describe(expression.parts[0]) + ')');
    case Form::phrase:
      return "phrase:" + (needs_quotes(expression.text) ? '"' + expression.text + '"' : expression.text);
    case Form::meant:
    case Form::member:
      return describe(expression.parts.front());
  }
  return "";
}

const Filter* filter_on(const Question& question, std::string_view field) {
  const auto found = std::find_if(question.filters.begin(), question.filters.end(),
                                  [&](const Filter& filter) { return filter.field == field; });
  return found == question.filters.end() ? nullptr : &*found;
}

std::vector<const Expression*> wanted_words(const Expression& expression) {
  std::vector<const Expression*> words;
  collect_words(expression, words);
  return words;
}

Question without_filter(Question question, std::string_view field) {
  std::erase_if(question.filters, [&](const Filter& filter) { return filter.field == field; });
  return question;
}

}  // namespace findings
