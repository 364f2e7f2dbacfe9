#include "searcher/occurrences.h"

#include <algorithm>

#include "schema/index_document.h"
#include "searcher/index_errors.h"

namespace findings {
namespace {

/// The words that one of the place's terms means.
std::vector<WordId> words_of(const Place& place, const std::string& term, const Texts& texts) {
  if (place.prefix) return texts.words_beginning(term);
  if (term.starts_with('Z')) return texts.words_with_stem(term.substr(1));
  const auto word = texts.find_word(term);
  return word ? std::vector{*word} : std::vector<WordId>{};
}

StretchFinder finder_of(const Searcher& searcher, const Question& question) {
  return reading(searcher.generation(), [&] { return StretchFinder(question.expression, searcher.lexicon()); });
}

}  // namespace

Occurrences::Occurrences(const Searcher& searcher, const Question& question)
    : finder_(finder_of(searcher, question)),
      conditions_(searcher, question, finder_.conditions()),
      phrases_(finder_.places(), searcher),
      group_of_word_(searcher.texts().word_count()),
      groups_(1) {
  const std::vector<Place>& places = finder_.places();
  at_.resize(places.size());
  for (std::uint32_t place = 0; place < places.size(); ++place) add(place, places[place], searcher.texts());
}

void Occurrences::add(std::uint32_t place, const Place& sought, const Texts& texts) {
  std::vector<WordId> words;
  for (const std::string& term : sought.terms) {
    if (term.starts_with(phrase_prefix)) continue;
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
  if (!phrases_.empty()) phrases_.add(text.phrases, at_);
  finder_.find(
      at_, [&](std::size_t condition) { return conditions_.hold(condition, docid); }, stretches_);
  return stretches_;
}

}  // namespace findings
