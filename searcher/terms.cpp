#include "searcher/terms.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "schema/index_document.h"
#include "schema/text.h"
#include "schema/words.h"
#include "searcher/deadline.h"

namespace findings {
namespace {

using Form = Expression::Form;
using Xapian::Query;

const Xapian::Stem& stemmer() {
  static thread_local const Xapian::Stem english("english");
  return english;
}

/// Small letters, but for "U.K.": only capitals make Xapian see an acronym. Xapian leaves capitalised words unstemmed.
std::string lowered(const std::string& text) {
  if (text.find('.') != text.npos) return text;
  std::string lower;
  for (Xapian::Utf8Iterator letter(text); letter != Xapian::Utf8Iterator(); ++letter)
    Xapian::Unicode::append_utf8(lower, Xapian::Unicode::tolower(*letter));
  return lower;
}

/// `any_form`: stemmed. An exact text of several words is a phrase.
Query parsed(const std::string& text, bool any_form, const Lexicon& lexicon) {
  Xapian::QueryParser parser;
  parser.set_database(lexicon.database());  // it asks which of "11" and "11+" there is
  parser.set_stemmer(stemmer());
  parser.set_stemming_strategy(any_form ? parser.STEM_SOME : parser.STEM_NONE);
  parser.set_default_op(Query::OP_AND);
  return any_form ? parser.parse_query(lowered(text), 0) : parser.parse_query('"' + text + '"', parser.FLAG_PHRASE);
}

void collect_leaves(const Query& query, std::vector<Leaf>& leaves) {
  switch (query.get_type()) {
    case Query::LEAF_TERM:
      leaves.push_back({Leaf::Kind::word, {{{*query.get_terms_begin()}}}});
      break;
    case Query::OP_PHRASE: {
      Leaf phrase{Leaf::Kind::phrase};
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        phrase.places.push_back({{*query.get_subquery(i).get_terms_begin()}});
      phrase.window = static_cast<unsigned>(phrase.places.size());
      leaves.push_back(std::move(phrase));
      break;
    }
    default:
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) collect_leaves(query.get_subquery(i), leaves);
  }
}

std::vector<Leaf> parsed_leaves(const std::string& text, bool any_form, const Lexicon& lexicon) {
  std::vector<Leaf> leaves;
  collect_leaves(parsed(text, any_form, lexicon), leaves);
  return leaves;
}

/// The one term of a single word, as it stands in texts.
std::string whole_word(const std::string& text, const Lexicon& lexicon) {
  const auto leaves = parsed_leaves(text, false, lexicon);
  return leaves.empty() ? "" : leaves.front().places.front().terms.front();
}

/// All words of the index with that stem. A stem begins like its words, but for its last letter: "happi", "happy".
std::vector<std::string> forms_of(const std::string& stem, const Lexicon& lexicon) {
  std::string start = stem;
  if (start.size() > 2 && static_cast<signed char>(start.back()) >= 0) start.pop_back();
  std::vector<std::string> forms;
  for (const Lexicon::Term& term : lexicon.terms_beginning(start))
    if (stemmer()(term.name) == stem) forms.push_back(term.name);
  return forms;
}

void add_unless_there(std::vector<std::string>& terms, const std::string& term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
}

Place near_place(const Expression& word, const Lexicon& lexicon) {
  if (word.form == Form::exact) return {{whole_word(word.text, lexicon)}};
  std::vector<std::string> any_form = parsed_leaves(word.text, true, lexicon).at(0).places.at(0).terms;
  if (any_form[0][0] != 'Z') return {any_form};
  Place place;
  const std::string itself = whole_word(lowered(word.text), lexicon);
  for (const std::string& other : terms_of_other_forms(itself)) any_form.push_back(other);
  if (const std::string other = other_spelling(itself); word.form == Form::inflected && !other.empty())
    any_form.push_back('Z' + stemmer()(other));
  for (const std::string& term : any_form) {
    if (term[0] != 'Z')
      add_unless_there(place.terms, term);
    else
      for (const std::string& form : forms_of(term.substr(1), lexicon)) add_unless_there(place.terms, form);
  }
  add_unless_there(place.terms, itself);
  if (word.form == Form::inflected) {
    const std::string key = form_key(itself);
    std::erase_if(place.terms, [&](const std::string& term) { return form_key(term) != key; });
  }
  return place;
}

Query any_of(std::vector<Query> queries) { return Query(Query::OP_OR, queries.begin(), queries.end()); }

/// Paragraphs under a path of headings that has them all; one weighs about what a word weighs that stands once in a
/// paragraph.
Query of_heading(const std::vector<Leaf>& leaves, const Lexicon& lexicon) {
  std::vector<Query> words;
  double weight = 0;
  for (const Leaf& leaf : leaves) {
    std::size_t most = 1;
    for (const std::string& term : leaf.places.front().terms) most = std::max(most, lexicon.paragraphs_with(term));
    weight += std::log(1.0 + static_cast<double>(lexicon.paragraphs()) / static_cast<double>(most));
    words.push_back(query_of(leaf, lexicon));
  }
  std::vector<Query> paths;
  for (const std::string& path : lexicon.heading_paths(Query(Query::OP_AND, words.begin(), words.end())))
    paths.emplace_back(path);
  auto* source = new Xapian::FixedWeightPostingSource(weight);
  return Query(Query::OP_FILTER, Query(source->release()), any_of(std::move(paths)));
}

/// As Query::MatchAll, which must not be used: it is one object for all threads, its copies are counted without a lock,
/// and a server that was asked for "*" by several at once crashed.
Query every_paragraph() { return Query(std::string()); }

const Lexicon& no_words() {
  static thread_local const Lexicon empty;
  return empty;
}

}  // namespace

std::vector<Leaf> leaves_of(const Expression& expression, const Lexicon& lexicon) {
  switch (expression.form) {
    case Form::word: {
      std::vector<Leaf> leaves = parsed_leaves(expression.text, true, lexicon);
      if (leaves.size() == 1 && leaves[0].kind == Leaf::Kind::word && leaves[0].places[0].terms[0][0] == 'Z')
        for (const std::string& other : terms_of_other_forms(whole_word(lowered(expression.text), lexicon)))
          leaves[0].places[0].terms.push_back(other);
      return leaves;
    }
    case Form::exact:
      return parsed_leaves(expression.text, false, lexicon);
    case Form::wildcard:
      return {{Leaf::Kind::word, {{{whole_word(lowered(expression.text), lexicon)}, true}}}};
    case Form::inflected:
      return {{Leaf::Kind::word, {near_place(expression, lexicon)}}};
    case Form::heading: {
      std::vector<Leaf> leaves = leaves_of(expression.parts.front(), lexicon);
      for (Leaf& leaf : leaves)
        for (Place& place : leaf.places)
          for (std::string& term : place.terms) term.insert(term[0] == 'Z' ? 1 : 0, heading_prefix);
      return leaves;
    }
    case Form::near:
    case Form::adjacent: {
      Leaf leaf{expression.form == Form::near ? Leaf::Kind::near : Leaf::Kind::phrase};
      for (const Expression& part : expression.parts) leaf.places.push_back(near_place(part, lexicon));
      leaf.window = static_cast<unsigned>(expression.distance) + static_cast<unsigned>(leaf.places.size()) - 1;
      return {leaf};
    }
    case Form::member: {
      Leaf leaf{Leaf::Kind::word, {{{expression.text}}}};
      leaf.words = static_cast<unsigned>(expression.distance);
      return {leaf};
    }
    default:
      return {};
  }
}

std::vector<std::string> words_as_typed(const std::string& text) {
  std::vector<std::string> words;
  for (const Leaf& leaf : parsed_leaves(text, false, no_words()))
    for (const Place& place : leaf.places) words.push_back(place.terms.front());
  return words;
}

bool has_words(const Expression& word) {
  return !parsed_leaves(word.text, word.form == Form::word, no_words()).empty();
}

bool is_several_words(const Expression& word) {
  const auto leaves = parsed_leaves(word.text, word.form == Form::word, no_words());
  return leaves.size() > 1 || (leaves.size() == 1 && leaves[0].places.size() > 1);
}

Query query_of(const Leaf& leaf, const Lexicon& lexicon) {
  std::vector<Query> places;
  for (const Place& place : leaf.places) {
    if (place.prefix) {
      // Xapian's OP_WILDCARD would take the commonest of each shard, not of the index.
      const std::vector<std::string> endings = lexicon.commonest_beginning(place.terms.front(), most_endings);
      places.emplace_back(Query::OP_SYNONYM, endings.begin(), endings.end());
      continue;
    }
    std::vector<Query> terms;
    for (const std::string& term : place.terms) terms.emplace_back(term);
    // Forms of a word weigh as one word; beside others Xapian takes nothing but OR.
    places.emplace_back(leaf.kind == Leaf::Kind::word ? Query::OP_SYNONYM : Query::OP_OR, terms.begin(), terms.end());
  }
  if (places.size() == 1) return places.front();
  return Query(leaf.kind == Leaf::Kind::near ? Query::OP_NEAR : Query::OP_PHRASE, places.begin(), places.end(),
               leaf.window);
}

namespace {

/// Of inspections whole years are terms: 2012..2013 over a million paragraphs took 42 ms by their days, 8 by years.
/// Where a range begins or ends within a year all days are read through anyway.
std::vector<Query> of_days(const Field& field, const std::string& value, const Vocabulary& vocabulary) {
  const auto range = read_day_range(value);
  // Paragraphs without a day have an empty slot, which is less than any bound.
  const Query days(Query::OP_VALUE_RANGE, static_cast<Xapian::valueno>(field.slot),
                   range->from ? slot_value(*range->from) : "0", range->to ? slot_value(*range->to) : "9");
  if (field.name != "inspected" || !vocabulary.values) return {days};
  const auto& years = vocabulary.values("year");
  const std::vector<std::string> whole = years_in(value, years);
  const auto is_of = [](const std::string& year, const std::optional<Date>& day) {
    return day && year == slot_value(*day).substr(0, 4);
  };
  std::vector<Query> queries;
  for (const std::string& year : years) {
    if (std::find(whole.begin(), whole.end(), year) != whole.end())
      queries.emplace_back(filter_term(field_named("year")->prefix, year));
    else if (is_of(year, range->from) || is_of(year, range->to))
      return {days};
  }
  return queries;
}

}  // namespace

Query query_of(const Filter& filter, const Vocabulary& vocabulary) {
  const Field* field = field_named(filter.field);
  std::vector<Query> values;
  for (const std::string& value : filter.values) {
    if (field->kind == FieldKind::date) {
      for (Query& days : of_days(*field, value, vocabulary)) values.push_back(std::move(days));
    } else if (field->name == "year") {
      for (const std::string& year : years_in(value, vocabulary.values("year")))
        values.emplace_back(filter_term(field->prefix, year));
    } else if (const auto [area, heading] = split_section(value); field->name == "section" && !area.empty()) {
      const Query in_area(filter_term(field_named("area")->prefix, area));
      const Query under_heading = heading.empty() ? every_paragraph() : Query(filter_term(field->prefix, heading));
      values.push_back(in_area & under_heading);
    } else {
      values.emplace_back(filter_term(field->prefix, value));
    }
  }
  return values.empty() ? Query() : Query(Query::OP_SCALE_WEIGHT, any_of(std::move(values)), 0.0);
}

namespace {

/// A phrase that the index keeps weighs by the words it was typed in: its terms count no occurrences, because they
/// would make a paragraph longer.
Query of_phrase(const Expression& phrase, const Lexicon& lexicon, bool weighed_as_one) {
  std::vector<Query> ways, words;
  for (const Expression& way : phrase.parts)
    for (const Leaf& leaf : leaves_of(way, lexicon)) {
      ways.push_back(query_of(leaf, lexicon));
      if (leaf.places.size() > 1 && !weighed_as_one && !lexicon.of_remote())
        ways.back() = kept_to_deadline(ways.back());
    }
  const Query any_way(weighed_as_one ? Query::OP_OR : Query::OP_SYNONYM, ways.begin(), ways.end());
  if (weighed_as_one || phrase.parts.empty() || phrase.parts.front().form != Form::member) return any_of(ways);
  for (const Leaf& leaf : leaves_of({Form::word, phrase.text}, lexicon)) words.push_back(query_of(leaf, lexicon));
  return Query(Query::OP_AND_MAYBE, Query(Query::OP_SCALE_WEIGHT, any_way, 0.0), any_of(std::move(words)));
}

/// The parts of a conjunction or a disjunction. One that does not weigh is wanted once, however often it was typed: a
/// range of dates looks at every paragraph. A word said twice weighs twice.
class Parts {
 public:
  void add(Query part, bool weighs) {
    if (weighs || seen_.insert(part.get_description()).second) queries_.push_back(std::move(part));
  }
  bool empty() const { return queries_.empty(); }
  Query all() const { return Query(Query::OP_AND, queries_.begin(), queries_.end()); }
  Query any() { return any_of(std::move(queries_)); }

 private:
  std::vector<Query> queries_;
  std::set<std::string> seen_;
};

/// `weighed_as_one`: below an OP_SYNONYM, which takes no sources of our own.
Query build(const Expression& expression, const Lexicon& lexicon, const Vocabulary& vocabulary, bool weighed_as_one) {
  const auto built = [&](const Expression& part) { return build(part, lexicon, vocabulary, weighed_as_one); };
  switch (expression.form) {
    case Form::everything:
      return every_paragraph();
    case Form::filter:
      return query_of(expression.filter, vocabulary);
    case Form::none:
      return Query(Query::OP_AND_NOT, every_paragraph(), built(expression.parts.front()));
    case Form::heading:
      return of_heading(leaves_of(expression, lexicon), lexicon);
    case Form::of_kind:
      return Query(Query::OP_FILTER, built(expression.parts.front()),
                   query_of(Filter{"kind", {expression.text}}, vocabulary));
    case Form::meant:
      return Query(Query::OP_FILTER, built(expression.parts.front()), Query(expression.text));
    case Form::also: {
      std::vector<Query> parts;
      for (const Expression& part : expression.parts) parts.push_back(build(part, lexicon, vocabulary, true));
      // What was typed and what means the same weigh as one word: as a sum of its words, the longest way to say it
      // would come first ("care-experienced young people").
      return Query(Query::OP_SYNONYM, parts.begin(), parts.end());
    }
    case Form::phrase:
      return of_phrase(expression, lexicon, weighed_as_one);
    case Form::any: {
      Parts parts;
      for (const Expression& part : expression.parts) parts.add(built(part), part.form != Form::filter);
      return parts.any();
    }
    case Form::all: {
      Parts wanted, unwanted;
      for (const Expression& part : expression.parts) {
        if (part.form == Form::none)
          unwanted.add(built(part.parts.front()), false);
        else
          wanted.add(built(part), part.form != Form::filter);
      }
      const Query all = wanted.empty() ? every_paragraph() : wanted.all();
      return unwanted.empty() ? all : Query(Query::OP_AND_NOT, all, unwanted.any());
    }
    default: {
      std::vector<Query> leaves;
      for (const Leaf& leaf : leaves_of(expression, lexicon)) {
        leaves.push_back(query_of(leaf, lexicon));
        // Looking for positions is what costs, and it may be that no paragraph is ever found to check the deadline by.
        if (leaf.places.size() > 1 && !weighed_as_one && !lexicon.of_remote())
          leaves.back() = kept_to_deadline(leaves.back());
      }
      return leaves.empty() ? Query() : Query(Query::OP_AND, leaves.begin(), leaves.end());
    }
  }
}

}  // namespace

Query query_of(const Expression& expression, const Lexicon& lexicon, const Vocabulary& vocabulary) {
  return build(expression, lexicon, vocabulary, false);
}

Query query_of(const Question& question, const Lexicon& lexicon, const Vocabulary& vocabulary) {
  const Query words = query_of(question.expression, lexicon, vocabulary);
  if (question.filters.empty()) return words;
  std::vector<Query> filters;
  for (const Filter& filter : question.filters) filters.push_back(query_of(filter, vocabulary));
  return Query(Query::OP_FILTER, words, Query(Query::OP_AND, filters.begin(), filters.end()));
}

}  // namespace findings
