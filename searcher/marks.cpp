#include "searcher/marks.h"

#include <algorithm>
#include <set>

#include "schema/index_document.h"
#include "searcher/values.h"

namespace findings {
namespace {

constexpr std::size_t longest_word = 62;  // bytes; the indexer leaves longer ones out, and they take no position

/// What MSet::snippet escapes.
char unescaped(std::string_view snippet, std::size_t& at) {
  for (const auto& [entity, character] :
       {std::pair<std::string_view, char>{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}})
    if (snippet.substr(at).starts_with(entity)) {
      at += entity.size();
      return character;
    }
  return snippet[at++];
}

}  // namespace

Marker::Marker(const Expression& expression, const Xapian::Database& database)
    : finder_(expression, database, StretchFinder::From::index), stemmer_("english") {
  for (const Place& place : finder_.places())
    for (const std::string& term : place.terms) {
      has_stems_ = has_stems_ || term[0] == 'Z';
      const std::size_t first = term.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
      if (first != term.npos) firsts_.set(static_cast<unsigned char>(term[first]));
    }
  // An empty database is enough: a snippet is made from the text and the query alone.
  Xapian::Enquire enquire(Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY));
  enquire.set_query(Xapian::Query(Xapian::Query::OP_WILDCARD, "", 1, Xapian::Query::WILDCARD_LIMIT_FIRST));
  every_word_ = enquire.get_mset(0, 0);
}

std::vector<Match> Marker::mark(const Xapian::Document& document, const std::string& text) const {
  const std::vector<Place>& places = finder_.places();
  if (places.empty()) return {};
  std::vector<StretchFinder::Positions> at(places.size());
  std::set<std::string> facts;  // terms that are no words

  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string word = *term;
    if (word.starts_with('X')) facts.insert(word);
    const bool of_heading = word.starts_with(heading_prefix), is_fact = word.starts_with('X');
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

  const std::vector<Match> words = words_of(text);
  std::vector<Match> matches;
  for (const Stretch& stretch : stretches) {
    if (stretch.last > words.size()) break;
    const Match &first = words[stretch.first - 1], &last = words[stretch.last - 1];
    matches.push_back({first.start, last.start + last.length - first.start});
  }
  return matches;
}

std::vector<Match> Marker::words_of(const std::string& text) const {
  std::string snippet = every_word_.snippet(text, text.size(), Xapian::Stem(), 0, "\x01", "\x02", "");
  // The snippet leaves out what stands before the first word ("•") and after the last.
  std::string plain;
  std::vector<std::pair<std::size_t, std::size_t>> bytes;  // of each word in `plain`
  for (std::size_t at = 0; at < snippet.size();) {
    if (snippet[at] == '\x01' || snippet[at] == '\x02') {
      if (snippet[at++] == '\x01')
        bytes.push_back({plain.size(), 0});
      else
        bytes.back().second = plain.size();
    } else {
      plain += unescaped(snippet, at);
    }
  }
  std::erase_if(bytes, [](const auto& word) { return word.second == 0; });  // too long for Xapian, and the last
  const std::size_t shift = text.find(plain);
  if (shift == text.npos) return {};

  std::vector<Match> words;
  std::size_t byte = 0, points = 0;
  const auto points_before = [&](std::size_t end) {
    for (; byte < end; ++byte) points += (text[byte] & 0xC0) != 0x80;
    return points;
  };
  for (auto [begin, end] : bytes) {
    // A word too long for Xapian is marked together with the next one: "<long> next".
    while (const std::size_t gap = std::string_view(plain).substr(begin, end - begin).find(' ') + 1) begin += gap;
    if (end - begin > longest_word) continue;
    const std::size_t start = points_before(shift + begin);
    words.push_back({start, points_before(shift + end) - start});
  }
  return words;
}

}  // namespace findings
