#include "searcher/marks.h"

#include <algorithm>
#include <set>

#include "schema/index_document.h"
#include "searcher/values.h"

namespace findings {

Marker::Marker(const Expression& expression, const Lexicon& lexicon)
    : finder_(expression, lexicon, StretchFinder::From::index), stemmer_("english") {
  for (const Place& place : finder_.places())
    for (const std::string& term : place.terms) {
      has_stems_ = has_stems_ || term[0] == 'Z';
      const std::size_t first = term.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
      if (first != term.npos) firsts_.set(static_cast<unsigned char>(term[first]));
    }
}

std::vector<Match> Marker::mark(const Xapian::Document& document, const std::string& text) const {
  const std::vector<Place>& places = finder_.places();
  if (places.empty()) return {};
  std::vector<StretchFinder::Positions> at(places.size());
  std::set<std::string> facts;  // terms that are no words, where conditions ask for them

  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string word = *term;
    const bool of_heading = word.starts_with(heading_prefix), is_fact = word.starts_with('X');
    if (is_fact && !finder_.conditions().empty()) facts.insert(word);
    if (word.empty() || (word[0] >= 'A' && word[0] <= 'Z' && !of_heading && !is_fact)) continue;  // stems
    const std::size_t first = of_heading ? heading_prefix.size() : 0;
    if (!is_fact && (first == word.size() || !firsts_[static_cast<unsigned char>(word[first])])) continue;
    std::string stem = has_stems_ && !is_fact ? stemmer_(word.substr(first)) : "";
    if (!stem.empty()) stem = (of_heading ? 'Z' + std::string(heading_prefix) : "Z") + stem;
    for (std::size_t p = 0; p < places.size(); ++p) {
      const Place& place = places[p];
      const bool here = place.prefix ? word.starts_with(place.terms[0])
                                     : std::any_of(place.terms.begin(), place.terms.end(),
                                                   [&](const std::string& t) { return t == word || t == stem; });
      if (here) at[p].insert(at[p].end(), term.positionlist_begin(), term.positionlist_end());
    }
  }
  for (StretchFinder::Positions& place : at) std::sort(place.begin(), place.end());

  std::vector<Stretch> stretches;
  const auto holds = [&](std::size_t condition) {
    const Expression& one = finder_.conditions()[condition];
    return one.form == Expression::Form::meant ? facts.contains(one.text) : passes(one.filter, document, facts);
  };
  finder_.find(at, holds, stretches);
  if (stretches.empty()) return {};

  const std::vector<Match> words = words_.of(text);
  std::vector<Match> matches;
  for (const Stretch& stretch : stretches) {
    if (stretch.last > words.size()) break;
    const Match &first = words[stretch.first - 1], &last = words[stretch.last - 1];
    matches.push_back({first.start, last.start + last.length - first.start});
  }
  return matches;
}

}  // namespace findings
