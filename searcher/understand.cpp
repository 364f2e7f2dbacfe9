#include "searcher/understand.h"

#include <algorithm>

#include "schema/authorities.h"
#include "schema/error.h"
#include "schema/index_document.h"
#include "schema/synonyms.h"
#include "schema/text.h"
#include "schema/texts.h"
#include "schema/words.h"
#include "searcher/expand.h"
#include "searcher/parse.h"
#include "searcher/terms.h"

namespace findings {
namespace {

using Form = Expression::Form;

void merge(std::vector<Filter>& filters, const Field& field, const std::vector<std::string>& values) {
  auto filter = std::find_if(filters.begin(), filters.end(), [&](const Filter& f) { return f.field == field.name; });
  if (filter == filters.end()) filter = filters.insert(filters.end(), {std::string(field.name), {}});
  for (const std::string& value : values)
    if (std::find(filter->values.begin(), filter->values.end(), value) == filter->values.end())
      filter->values.push_back(value);
}

const Field& known_field(const std::string& name) {
  if (const Field* field = field_named(name)) return *field;
  throw Error("no field is called \"" + name + "\"");
}

class Understanding {
 public:
  Understanding(Question& question, const Vocabulary& vocabulary, const Reading& reading)
      : question_(question), vocabulary_(vocabulary), reading_(reading) {}

  /// A filter beside the text.
  void add(const Filter& filter) {
    const Field& field = known_field(filter.field);
    for (const std::string& typed : filter.values) merge(question_.filters, field, values(field, typed));
  }

  /// Filters that the whole question stands under move to Question::filters.
  void take_filters(Expression& whole) {
    if (whole.form == Form::filter) {
      add_typed(question_.filters, whole);
      whole = Expression{};
    } else if (whole.form == Form::all) {
      std::erase_if(whole.parts, [&](Expression& part) {
        if (part.form != Form::filter) return false;
        add_typed(question_.filters, part);
        return true;
      });
      collapse(whole);
    }
  }

  /// What is left below the top: values are looked up, words without letters and stopwords dropped.
  void settle(Expression& expression) {
    if (expression.form == Form::filter) {
      std::vector<Filter> understood;
      add_typed(understood, expression);
      expression.filter = understood.front();
    }
    check_words(expression);
    if (expression.form == Form::phrase) expression.parts = ways_to_say(expression);
    for (Expression& part : expression.parts) settle(part);
    if (expression.form == Form::all) drop_from(expression);
  }

 private:
  std::vector<std::string> values(const Field& field, const std::string& typed) const {
    std::vector<std::string> values = read_value(field, typed, vocabulary_);
    if (field.name == "authority" && reading_.successors)
      for (std::size_t i = 0, typed_ones = values.size(); i < typed_ones; ++i)
        for (std::string& related : related_authorities(values[i])) values.push_back(std::move(related));
    return values;
  }

  /// A filter of the text: a mistake in its value is shown where it stands.
  void add_typed(std::vector<Filter>& filters, const Expression& typed) const {
    const Field& field = known_field(typed.filter.field);
    try {
      merge(filters, field, values(field, typed.filter.values.at(0)));
    } catch (const Error& error) {
      throw QuestionError(error.what(), question_.text, typed.start, typed.length, error.hint());
    }
  }

  /// Where a word has no letter or digit ("&"), it may only be dropped from a list of other words.
  void check_words(const Expression& expression) {
    const auto refuse = [&](const Expression& word) {
      throw QuestionError("there is no word in " + describe(word), question_.text, word.start, word.length);
    };
    if (expression.form == Form::exact || expression.form == Form::wildcard || expression.form == Form::phrase) {
      if (!has_words(expression)) refuse(expression);
      if (expression.form == Form::wildcard && is_several_words(expression))
        throw QuestionError("a * stands only at the end of a single word", question_.text, expression.start,
                            expression.length);
    }
    const bool is_list = expression.form == Form::all;
    for (const Expression& part : expression.parts)
      if (part.form == Form::word && !is_list && !has_words(part)) refuse(part);
    if (expression.form == Form::near || expression.form == Form::adjacent)
      for (const Expression& part : expression.parts)
        if (is_several_words(part))
          throw QuestionError("NEAR and ADJ stand between two single words", question_.text, part.start, part.length);
  }

  /// Terms of the phrase where the index keeps it; else its words side by side.
  std::vector<Expression> ways_to_say(const Expression& phrase) const {
    const std::vector<std::string> words = words_as_typed(phrase.text);
    std::string key = unit_key(words);
    if (std::string alike = vocabulary_.phrase_alike ? vocabulary_.phrase_alike(key) : ""; !alike.empty()) key = alike;
    std::vector<Expression> ways;
    constexpr int most_words = 12;  // of what an abbreviation stands for
    for (int count = 1; count <= most_words; ++count) {
      Expression way{Form::member, phrase_term(static_cast<unsigned>(count), key)};
      way.distance = count;
      if (vocabulary_.has_term && vocabulary_.has_term(way.text)) ways.push_back(std::move(way));
    }
    if (!ways.empty()) return ways;
    Expression side_by_side{Form::adjacent};
    side_by_side.distance = 1;
    for (const std::string& word : words) side_by_side.parts.push_back({Form::inflected, word});
    if (words.size() == 1) return side_by_side.parts;
    return {side_by_side};
  }

  void drop_from(Expression& list) {
    const auto drop = [&](auto&& may_go) {
      std::erase_if(list.parts, [&](const Expression& part) {
        if (part.form != Form::word || !may_go(part)) return false;
        question_.ignored.push_back(part.text);
        return true;
      });
    };
    const Expression& first = list.parts.front();
    if (std::none_of(list.parts.begin(), list.parts.end(),
                     [](const Expression& p) { return p.form != Form::word || has_words(p); }))
      throw QuestionError("there is no word in " + first.text, question_.text, first.start, first.length);
    drop([](const Expression& part) { return !has_words(part); });
    const auto is_dropped = [](const Expression& part) {
      return part.form == Form::word && !part.required && is_stopword(part.text);
    };
    // "not the" has no word left to search for but those two; they are searched for then.
    const bool others_remain = std::any_of(list.parts.begin(), list.parts.end(), [&](const Expression& part) {
      return part.form != Form::none && part.form != Form::filter && part.form != Form::everything && !is_dropped(part);
    });
    if (others_remain) drop(is_dropped);
    collapse(list);
  }

  static void collapse(Expression& list) {
    if (list.parts.empty()) {
      list = Expression{};
    } else if (list.parts.size() == 1) {
      Expression only = std::move(list.parts.front());
      list = std::move(only);
    }
  }

  Question& question_;
  const Vocabulary& vocabulary_;
  const Reading& reading_;
};

}  // namespace

Question understand(std::string_view text, const std::vector<Filter>& filters, const Vocabulary& vocabulary,
                    const Reading& reading) {
  Question question;
  question.text = tidy(text);
  question.reading = reading;
  Understanding understanding(question, vocabulary, reading);
  if (!question.text.empty()) {
    question.expression = parse(question.text);
    understanding.take_filters(question.expression);
    Expression& whole = question.expression;
    if (whole.form == Form::word && !has_words(whole))
      throw QuestionError("there is no word in " + whole.text, question.text, whole.start, whole.length);
    if (!reading.as_written) {
      if (reading.synonyms.empty())
        expand(question, Synonyms::built_in(), vocabulary);
      else
        expand(question, Synonyms::with_file(reading.synonyms), vocabulary);
    }
    understanding.settle(whole);
  }
  for (const Filter& filter : filters) understanding.add(filter);
  if (question.text.empty() && question.filters.empty())
    throw Error("there is nothing to search for", "findings search '*' finds every paragraph");
  const auto place = [](const Filter& filter) { return field_named(filter.field) - fields.data(); };
  std::sort(question.filters.begin(), question.filters.end(),
            [&](const Filter& a, const Filter& b) { return place(a) < place(b); });
  return question;
}

}  // namespace findings
