#include <algorithm>

#include "searcher/facets.h"
#include "searcher/searcher.h"
#include "searcher/terms.h"

namespace findings {
namespace {

using Form = Expression::Form;

/// The one word a leaf is, as it stands in texts; "" where it is a phrase or has a sign or digit in it.
std::string single_word(const Expression& leaf) {
  if (leaf.form == Form::wildcard || is_several_words(leaf)) return "";
  const Expression exact{Form::exact, leaf.text};
  const std::string word = leaves_of(exact, Xapian::Database()).at(0).places[0].terms[0];
  const bool has_digit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  return has_digit ? "" : word;
}

bool occurs(const std::string& word, const Expression& leaf, const Xapian::Database& database) {
  if (database.term_exists(word)) return true;
  for (const Leaf& part : leaves_of(leaf, database))
    for (const std::string& term : part.places[0].terms)
      if (database.term_exists(term)) return true;
  return false;
}

struct Replacement {
  std::size_t start, length;
  std::string typed, by;
};

/// Replaces, in the order of the text, words of the tree that the index does not have.
void replace_slips(Expression& expression, const Xapian::Database& database, std::vector<Replacement>& replaced) {
  if (expression.form == Form::none || expression.form == Form::also) return;  // what has synonyms is no slip
  if (expression.form == Form::word || expression.form == Form::exact) {
    const std::string word = single_word(expression);
    // Xapian "corrects" right words too ("care" to "are"): only one that occurs nowhere is ever a slip.
    if (word.empty() || occurs(word, expression, database)) return;
    const std::string near = database.get_spelling_suggestion(word, word.size() < 5 ? 1 : 2);
    if (near.empty()) return;
    const std::string by = expression.form == Form::exact ? '"' + near + '"' : near;
    replaced.push_back({expression.start, expression.length, expression.text, by});
    expression.text = near;
  }
  for (Expression& part : expression.parts) replace_slips(part, database, replaced);
}

}  // namespace

std::optional<Suggestion> Searcher::correct(const Question& question, const Xapian::Database& database) const {
  Question corrected = question;
  std::vector<Replacement> replaced;
  replace_slips(corrected.expression, database, replaced);
  if (replaced.empty()) return std::nullopt;

  Suggestion suggestion{question.text, {}, tally(corrected, database, {}).found()};
  if (suggestion.counts.paragraphs == 0) return std::nullopt;
  std::sort(replaced.begin(), replaced.end(), [](const auto& a, const auto& b) { return a.start > b.start; });
  for (const Replacement& one : replaced) {
    suggestion.text.replace(one.start, one.length, one.by);
    suggestion.replaced.insert(suggestion.replaced.begin(), {one.typed, one.by});
  }
  return suggestion;
}

Help Searcher::help(const Question& question, const Xapian::Database& database) const {
  Help help;
  for (const Filter& filter : question.filters) {
    const bool is_facet = field_named(filter.field)->facet;
    Question without = without_filter(question, filter.field);
    const Tally found = tally(without, database, is_facet ? breakdowns_of(filter.field) : std::vector<Breakdown>{});
    help.without.push_back({filter, found.found(), {}, {}});
    if (is_facet)
      help.without.back().values = facet_of(without, filter.field, found, 0, {"", question.facet_values}).values;
    without.offset = 0;
    without.limit = 3;
    each_hit(without, false, [&](FoundHit&& hit) { help.without.back().citations.push_back(hit.hit.citation); });
  }
  for (const Expression* word : wanted_words(question.expression)) {
    Question alone;
    alone.expression = *word;
    const Counts anywhere = tally(alone, database, {}).found();
    alone.filters = question.filters;
    help.words.push_back(
        {word->form == Form::also ? word->text : describe(*word), tally(alone, database, {}).found(), anywhere});
  }
  return help;
}

}  // namespace findings
