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

}  // namespace

WordSpans::WordSpans() {
  // An empty database is enough: a snippet is made from the text and the query alone.
  Xapian::Enquire enquire(Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY));
  enquire.set_query(Xapian::Query(Xapian::Query::OP_WILDCARD, "", 1, Xapian::Query::WILDCARD_LIMIT_FIRST));
  every_word_ = enquire.get_mset(0, 0);
}

std::vector<Match> WordSpans::of(const std::string& text) const {
  std::string snippet = every_word_.snippet(text, text.size(), Xapian::Stem(), 0, "\x01", "\x02", "");
  // The snippet leaves out what stands before the first word ("•") and after the last.
  std::string plain;
  std::vector<std::pair<std::size_t, std::size_t>> bytes;  // of each word in `plain`
  plain.reserve(snippet.size());
  for (std::size_t at = 0; at < snippet.size();) {
    const auto begin = snippet.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = std::find_if(begin, snippet.end(), [](char c) { return c == '\x01' || c == '\x02' || c == '&'; });
    plain.append(begin, end);
    at += static_cast<std::size_t>(end - begin);
    if (at == snippet.size()) break;
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
