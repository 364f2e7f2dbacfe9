#include "schema/tokens.h"

#include <algorithm>

#include <xapian.h>

#include "schema/index_document.h"

namespace findings {
namespace {

namespace Unicode = Xapian::Unicode;

/// Letter by letter, as Xapian::Utf8Iterator has them: what is no UTF-8 as Latin-1.
class Letters {
 public:
  explicit Letters(std::string_view text) : text_(text) { look(); }
  bool at_end() const { return at_ == text_.size(); }
  std::size_t byte() const { return at_; }
  unsigned operator*() const { return letter_; }
  Letters& operator++() {
    at_ += size_;
    look();
    return *this;
  }

 private:
  void look() {
    if (at_end()) return;
    letter_ = static_cast<unsigned char>(text_[at_]);
    size_ = 1;
    if (letter_ < 0x80) return;
    Xapian::Utf8Iterator letter(text_.data() + at_, text_.size() - at_);
    letter_ = *letter;
    size_ = text_.size() - at_ - (++letter).left();
  }

  std::string_view text_;
  std::size_t at_ = 0, size_ = 0;
  unsigned letter_ = 0;
};

constexpr unsigned apostrophe = 0x2019;

bool is_wordchar(unsigned c) {
  if (c >= 0x80) return Unicode::is_wordchar(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

unsigned lowered(unsigned c) {
  if (c >= 0x80) return Unicode::tolower(c);
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool is_digit(unsigned c) { return c >= '0' && c <= '9'; }

/// Whether the sign joins two halves of a word: "children's", "AT&T", "1,000". After Xapian's TermGenerator.
bool joins(unsigned before, unsigned sign, unsigned after) {
  if (sign == '\'' || sign == apostrophe || sign == '&') return is_wordchar(after);
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

/// Signs that join no words, to either; beside those of ASCII.
constexpr unsigned plain_signs[] = {0xA0, 0xA3, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x201C, 0x201D, 0x2022, 0x2026};

/// Whether Xapian could cut the text in another way than tokens_of does: initials ("U.K." is one word), "C++", numbers
/// with other marks in them than "1,000" and "1.5", and signs and letters that are rare here.
bool is_odd(std::string_view text) {
  unsigned before = ' ', second_before = ' ';
  for (Letters at(text); !at.at_end(); ++at) {
    const unsigned c = *at;
    if (c >= 0x80) {
      const bool is_letter = c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7;
      const bool is_sign =
          c == apostrophe || std::find(std::begin(plain_signs), std::end(plain_signs), c) != std::end(plain_signs);
      if (!is_letter && !is_sign) return true;
    }
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital && before == '.' && second_before >= 'A' && second_before <= 'Z') return true;
    if ((c == '+' || c == '#') && is_wordchar(before)) return true;
    const bool is_in_number = is_digit(second_before) && is_digit(c);
    if (is_in_number && (before == ';' || before == ':' || before == '\'' || before == '&' || before == apostrophe))
      return true;
    second_before = before;
    before = c;
  }
  return false;
}

/// As Xapian has them.
std::vector<std::string> generated_words(const std::string& text) {
  Xapian::TermGenerator generator;
  generator.set_max_word_length(longest_word);
  generator.index_text(text);
  const Xapian::Document document = generator.get_document();
  std::vector<std::string> words;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position) {
      if (words.size() < *position) words.resize(*position);
      words[*position - 1] = *term;
    }
  return words;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  Between between;
  for (Letters at(text); !at.at_end();) {
    if (!is_wordchar(*at)) {
      between.add(*at);
      ++at;
      continue;
    }
    const bool is_initial = !tokens.empty() && tokens.back().word.size() == 1;
    Token token{"",
                {at.byte(), 0},
                tokens.empty() ? Gap::sentence : between.gap(*at, is_initial),
                !tokens.empty() && between.hyphen && !between.space};
    for (unsigned before = 0; !at.at_end();) {
      if (is_wordchar(*at)) {
        before = *at;
        if (*at < 0x80)
          token.word += static_cast<char>(lowered(*at));
        else
          Unicode::append_utf8(token.word, lowered(*at));
      } else {
        Letters after = at;
        if ((++after).at_end() || !joins(before, *at, *after)) break;
        token.word += *at == apostrophe ? '\'' : static_cast<char>(*at);
      }
      ++at;
    }
    token.at.end = at.byte();
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

IndexedWords indexed_words(const std::string& text) {
  IndexedWords indexed;
  if (!is_odd(text)) {
    bool is_long = false;
    for (Token& token : tokens_of(text)) {
      is_long = is_long || token.word.size() > longest_word;
      indexed.words.push_back(std::move(token.word));
      indexed.gaps.push_back(token.gap);
      indexed.spans.push_back(token.at);
    }
    if (!is_long) return indexed;
  }
  indexed.words = generated_words(text);
  indexed.gaps = gaps_before(indexed.words, text);
  indexed.spans.clear();
  return indexed;
}

}  // namespace findings
