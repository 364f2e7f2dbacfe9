#include "searcher/occurrences.h"

#include <algorithm>

#include "schema/index_document.h"
#include "searcher/index_errors.h"

namespace findings {
namespace {

/// A phrase by its unit and in how many words it stands there.
std::uint64_t phrase_key(UnitId unit, std::uint32_t words) { return std::uint64_t{unit} << 32 | words; }

/// The words that one of the place's terms means.
std::vector<WordId> words_of(const Place& place, const std::string& term, const Texts& texts) {
  if (place.prefix) return texts.words_beginning(term);
  if (term.starts_with('Z')) return texts.words_with_stem(term.substr(1));
  const auto word = texts.find_word(term);
  return word ? std::vector{*word} : std::vector<WordId>{};
}

/// The phrases of a term "XP2:care plan": one, but for keys so long that the term has a digest instead.
std::vector<std::uint64_t> phrases_of(const std::string& term, const Texts& texts) {
  const std::size_t colon = term.find(':');
  const auto words = static_cast<unsigned>(std::stoul(term.substr(phrase_prefix.size(), colon)));
  const std::string key = term.substr(colon + 1);
  if (const UnitId unit = texts.find_unit(key); unit != no_unit && texts.unit(unit).key == key)
    return {phrase_key(unit, words)};
  std::vector<std::uint64_t> phrases;
  for (UnitId unit = 0; unit < texts.unit_count(); ++unit)
    if (phrase_term(words, texts.unit(unit).key) == term) phrases.push_back(phrase_key(unit, words));
  return phrases;
}

StretchFinder finder_of(const Searcher& searcher, const Question& question) {
  return reading(searcher.generation(),
                 [&] { return StretchFinder(question.expression, searcher.lexicon(), StretchFinder::From::texts); });
}

}  // namespace

Occurrences::Occurrences(const Searcher& searcher, const Question& question)
    : finder_(finder_of(searcher, question)), group_of_word_(searcher.texts().word_count()), groups_(1) {
  const std::vector<Place>& places = finder_.places();
  at_.resize(places.size());
  for (std::uint32_t place = 0; place < places.size(); ++place) add(place, places[place], searcher.texts());

  Question condition = question;
  condition.filters.clear();
  for (const Expression& expression : finder_.conditions()) {
    condition.expression = expression;
    std::vector<bool> holds(searcher.texts().documents() + 1);
    for (const Xapian::docid id : searcher.find(condition)) holds[id] = true;
    conditions_.push_back(std::move(holds));
  }
}

void Occurrences::add(std::uint32_t place, const Place& sought, const Texts& texts) {
  std::vector<WordId> words;
  for (const std::string& term : sought.terms) {
    if (term.starts_with(phrase_prefix)) {
      for (const std::uint64_t phrase : phrases_of(term, texts)) places_of_phrase_[phrase].push_back(place);
      continue;
    }
    const std::vector<WordId> more = words_of(sought, term, texts);
    words.insert(words.end(), more.begin(), more.end());
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const WordId word : words) {
    if (group_of_word_[word] == 0) {
      group_of_word_[word] = static_cast<std::uint32_t>(groups_.size());
      groups_.emplace_back();
    }
    groups_[group_of_word_[word]].push_back(place);
  }
}

const std::vector<Stretch>& Occurrences::in(std::uint32_t docid, const Text& text) {
  for (StretchFinder::Positions& places : at_) places.clear();
  for (std::uint32_t i = 0; i < text.words.size(); ++i)
    if (const std::uint32_t group = group_of_word_[text.words[i]])
      for (const std::uint32_t place : groups_[group]) at_[place].push_back(i);
  if (!places_of_phrase_.empty())
    for (const PhraseAt& phrase : text.phrases)
      if (const auto places = places_of_phrase_.find(phrase_key(phrase.unit, phrase.words));
          places != places_of_phrase_.end())
        for (const std::uint32_t place : places->second) at_[place].push_back(phrase.first);
  finder_.find(
      at_, [&](std::size_t condition) { return conditions_[condition][docid]; }, stretches_);
  return stretches_;
}

}  // namespace findings
