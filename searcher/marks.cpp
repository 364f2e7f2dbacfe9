#include "searcher/marks.h"

#include <algorithm>

#include "schema/tokens.h"

namespace findings {

Marker::Marker(const Searcher& searcher, const Question& question, const Lexicon& lexicon)
    : searcher_(searcher),
      finder_(question.expression, lexicon),
      conditions_(searcher, question, finder_.conditions()),
      phrases_(finder_.places(), searcher),
      stemmer_("english") {
  for (const Place& place : finder_.places())
    for (const std::string& term : place.terms) {
      has_stems_ = has_stems_ || term[0] == 'Z';
      const std::size_t first = term.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
      if (first != term.npos) firsts_.set(static_cast<unsigned char>(term[first]));
    }
}

std::vector<Match> Marker::mark(std::uint32_t row, const std::string& text) {
  const std::vector<Place>& places = finder_.places();
  if (places.empty()) return {};
  std::vector<StretchFinder::Positions> at(places.size());
  const IndexedWords words = indexed_words(text);
  for (std::uint32_t i = 0; i < words.words.size(); ++i) {
    const std::string& word = words.words[i];
    if (!firsts_[static_cast<unsigned char>(word[0])]) continue;
    const std::string stem = has_stems_ ? 'Z' + stemmer_(word) : "";
    for (std::size_t p = 0; p < places.size(); ++p) {
      const Place& place = places[p];
      const bool here = place.prefix ? word.starts_with(place.terms[0])
                                     : std::any_of(place.terms.begin(), place.terms.end(),
                                                   [&](const std::string& t) { return t == word || t == stem; });
      if (here) at[p].push_back(i);
    }
  }
  if (!phrases_.empty()) {
    Text kept;
    searcher_.texts().read(row, kept);
    phrases_.add(kept.phrases, at);
    for (StretchFinder::Positions& place : at) std::sort(place.begin(), place.end());
  }

  std::vector<Stretch> stretches;
  finder_.find(
      at, [&](std::size_t condition) { return conditions_.hold(condition, row); }, stretches);
  if (stretches.empty()) return {};

  const std::vector<Match> spans = spans_.of(text, words);
  std::vector<Match> matches;
  for (const Stretch& stretch : stretches) {
    if (stretch.last >= spans.size()) break;
    const Match &first = spans[stretch.first], &last = spans[stretch.last];
    matches.push_back({first.start, last.start + last.length - first.start});
  }
  return matches;
}

}  // namespace findings
