#include "searcher/word_spans.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "schema/index_document.h"

namespace findings {
namespace {

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

/// Of the term that Xapian makes of a word: it has "'" for "\u2019".
std::size_t term_length(std::string_view word) {
  constexpr std::string_view apostrophe = "\u2019";
  std::size_t length = word.size();
  for (std::size_t at = 0; (at = word.find(apostrophe, at)) != word.npos; at += apostrophe.size())
    length -= apostrophe.size() - 1;
  return length;
}

Xapian::MSet match_every_word() {
  // An empty database is enough: a snippet is made from the text and the query alone.
  Xapian::Enquire enquire(Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY));
  enquire.set_query(Xapian::Query(Xapian::Query::OP_WILDCARD, "", 1, Xapian::Query::WILDCARD_LIMIT_FIRST));
  return enquire.get_mset(0, 0);
}

}  // namespace

std::vector<Span> WordSpans::spans_by_xapian(const std::string& text) {
  if (!every_word_) every_word_ = match_every_word();
  std::string snippet = every_word_->snippet(text, text.size(), Xapian::Stem(), 0, "\x01", "\x02", "");
  // The snippet leaves out what stands before the first word ("•") and after the last.
  std::string plain;
  std::vector<Span> spans;  // in `plain`
  plain.reserve(snippet.size());
  for (std::size_t at = 0; at < snippet.size();) {
    const auto begin = snippet.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = std::find_if(begin, snippet.end(), [](char c) { return c == '\x01' || c == '\x02' || c == '&'; });
    plain.append(begin, end);
    at += static_cast<std::size_t>(end - begin);
    if (at == snippet.size()) break;
    if (snippet[at] == '\x01' || snippet[at] == '\x02') {
      if (snippet[at++] == '\x01')
        spans.push_back({plain.size(), 0});
      else
        spans.back().end = plain.size();
    } else {
      plain += unescaped(snippet, at);
    }
  }
  const std::size_t shift = text.find(plain);
  if (shift == text.npos) return {};
  std::vector<Span> words;
  for (const auto& [begin, end] : spans) {
    if (end == 0) continue;  // too long for Xapian, and the last
    std::string_view word = std::string_view(plain).substr(begin, end - begin);
    // A word too long for Xapian is marked together with the next one: "<long> next".
    word.remove_prefix(word.rfind(' ') + 1);
    if (term_length(word) <= longest_word) words.push_back({shift + end - word.size(), shift + end});
  }
  return words;
}

std::vector<Match> WordSpans::of(const std::string& text, const IndexedWords& words) {
  std::vector<Match> matches;
  std::size_t byte = 0, points = 0;
  const auto points_before = [&](std::size_t end) {
    for (; byte < end; ++byte) points += (text[byte] & 0xC0) != 0x80;
    return points;
  };
  const bool is_known = words.spans.size() == words.words.size();
  for (const auto& [begin, end] : is_known ? words.spans : spans_by_xapian(text)) {
    const std::size_t start = points_before(begin);
    matches.push_back({start, points_before(end) - start});
  }
  return matches;
}

}  // namespace findings
