#include <algorithm>

#include "schema/authorities.h"
#include "schema/error.h"
#include "searcher/facets.h"
#include "searcher/searcher.h"
#include "searcher/terms.h"

namespace findings {
namespace {

using Form = Expression::Form;

struct Replacement {
  std::size_t start, length;
  std::string typed, by;
};

/// What the index has in the place of a word that it does not have; "" where it has the word, in a text or a heading,
/// or nothing near. Xapian alone "corrects" right words too ("care" to "are").
std::string instead_of(const Expression& word, const Lexicon& lexicon) {
  if (is_several_words(word)) return "";
  const Expression exact{Form::exact, word.text};
  const auto leaves = leaves_of(exact, lexicon);
  if (leaves.empty()) return "";
  const std::string itself = leaves[0].places[0].terms[0];
  if (std::any_of(itself.begin(), itself.end(), [](char c) { return c >= '0' && c <= '9'; })) return "";
  for (const Form form : {word.form, Form::heading})
    for (const Leaf& leaf :
         leaves_of(form == Form::heading ? Expression{form, "", {}, 0, false, {word}} : word, lexicon))
      for (const std::string& term : leaf.places[0].terms)
        if (lexicon.has(term)) return "";
  if (lexicon.has(itself)) return "";
  return lexicon.nearest(itself, itself.size() < 5 ? 1 : 2);
}

/// The phrase with words in place of those the index does not have.
std::string mended_phrase(const std::string& text, const Lexicon& lexicon) {
  std::string mended;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    const std::string by = instead_of({Form::exact, word}, lexicon);
    mended += (begin > 0 ? " " : "") + (by.empty() ? word : by);
    begin = end + 1;
  }
  return mended;
}

/// Collects words that the index does not have, with what to write for them: words that nothing is found by.
void find_slips(const Expression& expression, const Lexicon& lexicon, std::vector<Replacement>& replaced) {
  if (expression.form == Form::none || expression.form == Form::also) return;  // what has synonyms is no slip
  std::string by;
  if (expression.form == Form::word) {
    by = instead_of(expression, lexicon);
  } else if (expression.form == Form::exact) {
    by = mended_phrase(expression.text, lexicon);
    by = by == expression.text ? "" : '"' + by + '"';
  }
  if (!by.empty()) replaced.push_back({expression.start, expression.length, expression.text, by});
  if (expression.form != Form::heading)
    for (const Expression& part : expression.parts) find_slips(part, lexicon, replaced);
}

/// "A", "A and B", "A, B and C".
std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i)
    list += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return list;
}

std::string day_after(const std::string& day) {
  const auto date = read_iso_date(day);
  return date ? to_string(Date(std::chrono::sys_days(*date) + std::chrono::days(1))) : day;
}

}  // namespace

std::optional<Suggestion> Searcher::correct(const Question& question, const Opened& opened) const {
  std::vector<Replacement> replaced;
  find_slips(question.expression, opened.lexicon, replaced);
  if (replaced.empty()) return std::nullopt;
  Suggestion suggestion{question.text, {}, {}};
  std::sort(replaced.begin(), replaced.end(), [](const auto& a, const auto& b) { return a.start > b.start; });
  for (const Replacement& one : replaced) {
    suggestion.text.replace(one.start, one.length, one.by);
    suggestion.replaced.insert(suggestion.replaced.begin(), {one.typed, one.by});
  }
  Question corrected;
  try {
    corrected = findings::understand(suggestion.text, question.filters, vocabulary(opened.lexicon), question.reading);
  } catch (const Error&) {
    return std::nullopt;  // a word may have grown past a cap
  }
  corrected.filters = question.filters;
  suggestion.counts = tally(corrected, opened, {}).found();
  if (suggestion.counts.paragraphs == 0) return std::nullopt;
  return suggestion;
}

std::vector<std::string> Searcher::succession_notes(const Question& question, const Opened& opened) const {
  const Filter* chosen = filter_on(question, "authority");
  if (!chosen) return {};
  std::vector<std::string> notes;
  const auto is_chosen = [&](const std::string& name) {
    return std::find(chosen->values.begin(), chosen->values.end(), name) != chosen->values.end();
  };
  const auto add = [&](const std::string& change, std::vector<std::string> names, const std::string& whose) {
    std::erase_if(names, is_chosen);
    Question theirs = without_filter(question, "authority");
    theirs.filters.push_back({"authority", names});
    const std::size_t paragraphs = names.empty() ? 0 : tally(theirs, opened, {}).found().paragraphs;
    if (paragraphs > 0)
      notes.push_back(change + ": " + std::to_string(paragraphs) +
                      (paragraphs == 1 ? " paragraph of " : " paragraphs of ") + whose +
                      (paragraphs == 1 ? " is" : " are") + " not included; --successors includes them");
  };
  for (const Authority& authority : authorities()) {
    if (authority.successors.empty()) continue;
    const std::string change =
        authority.name + " became " + list_of(authority.successors) + " on " + day_after(authority.until);
    if (is_chosen(authority.name))
      add(change, authority.successors, "theirs");
    else if (std::any_of(authority.successors.begin(), authority.successors.end(), is_chosen))
      add(change, {authority.name}, authority.name);
  }
  return notes;
}

Help Searcher::help(const Question& question, const Opened& opened) const {
  Help help;
  for (const Filter& filter : question.filters) {
    const bool is_facet = field_named(filter.field)->facet;
    Question without = without_filter(question, filter.field);
    const Tally found = tally(without, opened, is_facet ? breakdowns_of(filter.field) : std::vector<Breakdown>{});
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
    const Counts anywhere = tally(alone, opened, {}).found();
    alone.filters = question.filters;
    help.words.push_back(
        {word->form == Form::also ? word->text : describe(*word), tally(alone, opened, {}).found(), anywhere});
  }
  return help;
}

}  // namespace findings
