#include "searcher/marks.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "schema/index_document.h"
#include "searcher/values.h"

namespace findings {
namespace {

using Form = Expression::Form;

constexpr std::size_t longest_word = 62;  // bytes; the indexer leaves longer ones out, and they take no position

bool is_leaf(Form kind) {
  return kind == Form::word || kind == Form::exact || kind == Form::wildcard || kind == Form::near ||
         kind == Form::adjacent || kind == Form::member || kind == Form::inflected;
}

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

struct Marker::Seen {
  const Xapian::Document& document;
  std::unordered_map<const Leaf*, std::vector<Positions>> positions;  // of each leaf's places
  std::set<std::string> facts;                                        // terms that are no words
};

Marker::Marker(const Expression& expression, const Xapian::Database& database) : stemmer_("english") {
  root_ = compile(expression, database);
  const auto collect = [this](auto&& self, const Node& node) -> void {
    for (const Leaf& leaf : node.leaves) leaves_.push_back(&leaf);
    for (const Node& part : node.parts) self(self, part);
  };
  collect(collect, root_);
  for (const Leaf* leaf : leaves_)
    for (const Place& place : leaf->places)
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

Marker::Node Marker::compile(const Expression& expression, const Xapian::Database& database) {
  Node node{expression.form, expression.filter};
  if (is_leaf(expression.form) || expression.form == Form::heading) {
    node.leaves = leaves_of(expression, database);
    return node;
  }
  if (expression.form == Form::meant) node.term = expression.text;
  if (expression.form == Form::of_kind) node.term = filter_term(field_named("kind")->prefix, expression.text);
  for (const Expression& part : expression.parts) node.parts.push_back(compile(part, database));
  return node;
}

/// Whether it is true of the document; what made it so is added to `found`.
bool Marker::holds(const Node& node, const Seen& seen, std::vector<Stretch>& found) const {
  const auto before = found.size();
  bool all = true, any = false;
  for (const Node& part : node.parts) {
    const bool here = holds(part, seen, found);
    all = all && here;
    any = any || here;
  }
  for (const Leaf& leaf : node.leaves) {
    const auto length = found.size();
    find(leaf, seen.positions.at(&leaf), found);
    all = all && found.size() > length;
  }
  bool is_true = all;
  if (node.form == Form::any || node.form == Form::also || node.form == Form::phrase) is_true = any;
  if (node.form == Form::none) is_true = !all;
  if (node.form == Form::meant) is_true = all && seen.facts.contains(node.term);
  if (node.form == Form::filter) is_true = passes(node.filter, seen.document, seen.facts);
  if (node.form == Form::of_kind) is_true = all && seen.facts.contains(node.term);
  // A heading does not stand in the text.
  if (!is_true || node.form == Form::none || node.form == Form::heading) found.resize(before);
  return is_true;
}

std::vector<Match> Marker::mark(const Xapian::Document& document, const std::string& text) const {
  if (leaves_.empty()) return {};
  Seen seen{document, {}, {}};
  for (const Leaf* leaf : leaves_) seen.positions[leaf].resize(leaf->places.size());

  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string word = *term;
    if (word.starts_with('X')) seen.facts.insert(word);
    const bool of_heading = word.starts_with(heading_prefix), is_fact = word.starts_with('X');
    if (word.empty() || (word[0] >= 'A' && word[0] <= 'Z' && !of_heading && !is_fact)) continue;  // stems
    const std::size_t first = of_heading ? heading_prefix.size() : 0;
    if (!is_fact && (first == word.size() || !firsts_[static_cast<unsigned char>(word[first])])) continue;
    std::string stem = has_stems_ && !is_fact ? stemmer_(word.substr(first)) : "";
    if (!stem.empty()) stem = (of_heading ? 'Z' + std::string(heading_prefix) : "Z") + stem;
    for (const Leaf* leaf : leaves_)
      for (std::size_t p = 0; p < leaf->places.size(); ++p) {
        const Place& place = leaf->places[p];
        const bool here = place.prefix ? word.starts_with(place.terms[0])
                                       : std::any_of(place.terms.begin(), place.terms.end(),
                                                     [&](const std::string& t) { return t == word || t == stem; });
        Positions& positions = seen.positions[leaf][p];
        if (here) positions.insert(positions.end(), term.positionlist_begin(), term.positionlist_end());
      }
  }
  for (auto& [leaf, places] : seen.positions)
    for (Positions& place : places) std::sort(place.begin(), place.end());

  std::vector<Stretch> stretches;
  // The document was found, so the whole is true of it.
  if (root_.form == Form::all)
    for (const Node& part : root_.parts) holds(part, seen, stretches);
  else
    holds(root_, seen, stretches);
  if (stretches.empty()) return {};
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.first < b.first; });

  const std::vector<Match> words = words_of(text);
  std::vector<Match> matches;
  Xapian::termpos covered = 0;  // the last position that is marked
  for (const Stretch& stretch : stretches) {
    if (stretch.last <= covered || stretch.last > words.size()) continue;
    const Match &first = words[stretch.first - 1], &last = words[stretch.last - 1];
    if (stretch.first <= covered)
      matches.back().length = last.start + last.length - matches.back().start;
    else
      matches.push_back({first.start, last.start + last.length - first.start});
    covered = stretch.last;
  }
  return matches;
}

void Marker::find(const Leaf& leaf, const std::vector<Positions>& places, std::vector<Stretch>& found) {
  const auto next = [](const Positions& place, Xapian::termpos from) {
    return std::lower_bound(place.begin(), place.end(), from);
  };
  const bool is_strict = leaf.window == places.size();
  if (leaf.kind == Leaf::Kind::word) {
    for (const Xapian::termpos position : places[0]) found.push_back({position, position + leaf.words - 1});
  } else if (leaf.kind == Leaf::Kind::phrase) {
    for (const Xapian::termpos start : places[0]) {
      Positions chain{start};
      for (std::size_t p = 1; p < places.size(); ++p) {
        const auto position = next(places[p], chain.back() + 1);
        if (position == places[p].end() || *position >= start + leaf.window) break;
        chain.push_back(*position);
      }
      if (chain.size() < places.size()) continue;
      if (is_strict)
        found.push_back({start, chain.back()});
      else
        for (const Xapian::termpos position : chain) found.push_back({position, position});
    }
  } else {
    for (const Positions& first : places)
      for (const Xapian::termpos start : first) {
        std::vector<Stretch> near;
        const bool all_near = std::all_of(places.begin(), places.end(), [&](const Positions& place) {
          const auto begin = next(place, start), end = next(place, start + leaf.window);
          for (auto position = begin; position != end; ++position) near.push_back({*position, *position});
          return begin != end;
        });
        if (all_near) found.insert(found.end(), near.begin(), near.end());
      }
  }
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
