#include "indexer/tokens.h"

#include <xapian.h>

namespace findings {
namespace {

using Letter = Xapian::Utf8Iterator;
namespace Unicode = Xapian::Unicode;

constexpr unsigned apostrophe = 0x2019;

bool is_digit(unsigned c) { return c >= '0' && c <= '9'; }

/// Whether the sign joins two halves of a word: "children's", "AT&T", "1,000". After Xapian's TermGenerator.
bool joins(unsigned before, unsigned sign, unsigned after) {
  if (sign == '\'' || sign == apostrophe || sign == '&') return Unicode::is_wordchar(after);
  return (sign == '.' || sign == ',' || sign == ';' || sign == ':') && is_digit(before) && is_digit(after);
}

/// What stands between two words, sign by sign.
struct Between {
  bool pause = false, full_stop = false, list_item = false, space = false;

  void add(unsigned sign) {
    if (Unicode::is_whitespace(sign)) {
      space = true;
    } else if (sign == '.' || sign == '!' || sign == '?') {
      full_stop = true;
    } else if (sign == 0x2022) {
      list_item = true;
    } else if (sign == '-' || sign == 0x2010 || sign == 0x2011) {
      hyphen = true;
    } else if (sign != '\'' && sign != apostrophe && sign != 0x2018) {
      pause = true;
    }
  }

  /// `first`: the letter that comes next; `is_initial`: the word before has one letter, as in "e.g. ".
  Gap gap(unsigned first, bool is_initial) const {
    const bool begins_anew = Unicode::toupper(first) == first || is_digit(first);
    if (list_item || (full_stop && space && begins_anew && !is_initial)) return Gap::sentence;
    return pause || full_stop || (hyphen && space) ? Gap::pause : Gap::none;
  }

  bool hyphen = false;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  Between between;
  for (Letter at(text.data(), text.size()); at != Letter();) {
    if (!Unicode::is_wordchar(*at)) {
      between.add(*at);
      ++at;
      continue;
    }
    const bool is_initial = !tokens.empty() && tokens.back().word.size() == 1;
    Token token{"", tokens.empty() ? Gap::sentence : between.gap(*at, is_initial),
                !tokens.empty() && between.hyphen && !between.space};
    for (unsigned before = 0; at != Letter();) {
      if (Unicode::is_wordchar(*at)) {
        before = *at;
        Unicode::append_utf8(token.word, Unicode::tolower(*at));
      } else {
        Letter after = at;
        if (++after == Letter() || !joins(before, *at, *after)) break;
        token.word += *at == apostrophe ? '\'' : static_cast<char>(*at);
      }
      ++at;
    }
    tokens.push_back(std::move(token));
    between = {};
  }
  return tokens;
}

std::vector<Gap> gaps_before(const std::vector<std::string>& words, std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  std::vector<Gap> gaps;
  constexpr std::size_t farthest = 8;
  std::size_t next = 0;
  for (const std::string& word : words) {
    std::size_t at = next;
    while (at < tokens.size() && at < next + farthest && tokens[at].word != word) ++at;
    const bool is_here = at < tokens.size() && tokens[at].word == word;
    gaps.push_back(is_here && at == next ? tokens[at].gap : Gap::pause);
    if (is_here) next = at + 1;
  }
  if (!gaps.empty()) gaps.front() = Gap::sentence;
  return gaps;
}

}  // namespace findings
