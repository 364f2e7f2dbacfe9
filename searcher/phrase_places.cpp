#include "searcher/phrase_places.h"

#include "schema/index_document.h"

namespace findings {
namespace {

/// A phrase by its unit and in how many words it stands there.
std::uint64_t phrase_key(UnitId unit, std::uint32_t words) { return std::uint64_t{unit} << 32 | words; }

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

}  // namespace

PhrasePlaces::PhrasePlaces(const std::vector<Place>& places, const Searcher& searcher) {
  for (std::uint32_t place = 0; place < places.size(); ++place)
    for (const std::string& term : places[place].terms)
      if (term.starts_with(phrase_prefix))
        for (const std::uint64_t phrase : phrases_of(term, searcher.texts())) places_[phrase].push_back(place);
}

void PhrasePlaces::add(const std::vector<PhraseAt>& phrases, std::vector<StretchFinder::Positions>& at) const {
  for (const PhraseAt& phrase : phrases)
    if (const auto places = places_.find(phrase_key(phrase.unit, phrase.words)); places != places_.end())
      for (const std::uint32_t place : places->second) at[place].push_back(phrase.first);
}

}  // namespace findings
