#include "searcher/snippet.h"

#include <algorithm>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace findings {
namespace {

// Words whose full stop ends no sentence. ICU's own filter (FilteredBreakIteratorBuilder) looks at ends of words, so
// that "p." joins what follows "stop.".
constexpr std::u16string_view abbreviations[] = {
    u"approx.", u"art.",  u"cf.",  u"ch.",  u"cllr.", u"dr.", u"e.g.", u"eg.",  u"etc.",  u"fig.",   u"i.e.",
    u"ie.",     u"incl.", u"mr.",  u"mrs.", u"ms.",   u"no.", u"nos.", u"p.",   u"para.", u"paras.", u"pp.",
    u"prof.",   u"ref.",  u"reg.", u"rev.", u"sect.", u"st.", u"v.",   u"viz.", u"vs."};

icu::BreakIterator& sentences() {
  static thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode error = U_ZERO_ERROR;  // ICU's own data: never absent
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createSentenceInstance(icu::Locale::getUK(), error));
  }();
  return *iterator;
}

/// Whether what stands before the break is "para. " or the like, or an initial: "J. ". "No." ends a sentence where it
/// is one.
bool is_within_sentence(const icu::UnicodeString& text, int at) {
  int end = at;
  while (end > 0 && u_isUWhiteSpace(text[end - 1])) --end;
  int begin = end;
  while (begin > 0 && (u_isalnum(text[begin - 1]) || text[begin - 1] == u'.')) --begin;
  icu::UnicodeString word = text.tempSubStringBetween(begin, end);
  if (word.length() == 2 && u_isupper(word[0]) && word[1] == u'.') return true;
  word.toLower(icu::Locale::getUK());
  const bool number_follows = at < text.length() && u_isdigit(text[at]);
  if (word == u"no." && !number_follows) return false;
  return std::find(std::begin(abbreviations), std::end(abbreviations),
                   std::u16string_view(word.getBuffer(), static_cast<std::size_t>(word.length()))) !=
         std::end(abbreviations);
}

/// Where sentences begin, in code points, and at last the end of the text.
std::vector<std::size_t> boundaries(const std::string& text) {
  const auto wide = icu::UnicodeString::fromUTF8(text);
  std::vector<int> breaks;
  icu::BreakIterator& iterator = sentences();
  iterator.setText(wide);
  for (int at = iterator.first(); at != icu::BreakIterator::DONE; at = iterator.next())
    if (!is_within_sentence(wide, at) || at == wide.length()) breaks.push_back(at);
  for (int at = wide.indexOf(u'•'); at >= 0; at = wide.indexOf(u'•', at + 1)) breaks.push_back(at);
  std::sort(breaks.begin(), breaks.end());
  breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());

  std::vector<std::size_t> points;
  std::size_t point = 0;
  int before = 0;
  for (const int at : breaks) {
    point += static_cast<std::size_t>(wide.countChar32(before, at - before));
    before = at;
    points.push_back(point);
  }
  return points;
}

}  // namespace

std::vector<Match> sentences_with(const std::vector<Match>& matches, const std::string& text) {
  std::vector<Match> snippet;
  if (matches.empty()) return snippet;
  const std::vector<std::size_t> begins = boundaries(text);
  for (const Match& match : matches) {
    const auto after_begin = std::upper_bound(begins.begin(), begins.end(), match.start);
    const std::size_t begin = *std::prev(after_begin);
    const std::size_t end = *std::lower_bound(after_begin, begins.end(), match.start + match.length);
    if (!snippet.empty() && begin <= snippet.back().start + snippet.back().length)
      snippet.back().length = std::max(snippet.back().length, end - snippet.back().start);
    else
      snippet.push_back({begin, end - begin});
  }
  // The space after a sentence counts as the sentence's.
  std::size_t byte = 0, point = 0;
  for (Match& stretch : snippet) {
    for (; point < stretch.start + stretch.length; ++point) do
        ++byte;
      while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
    if (byte > 0 && text[byte - 1] == ' ') --stretch.length;
  }
  return snippet;
}

std::vector<Sentence> sentences_of(const std::string& text) {
  std::vector<Sentence> sentences;
  const std::vector<std::size_t> begins = boundaries(text);
  std::size_t byte = 0;
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    Sentence sentence{{begins[i], begins[i + 1] - begins[i]}, ""};
    const std::size_t begin = byte;
    for (std::size_t point = begins[i]; point < begins[i + 1]; ++point) do
        ++byte;
      while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
    sentence.text = text.substr(begin, byte - begin);
    if (sentence.text.ends_with(' ')) {
      sentence.text.pop_back();
      --sentence.stretch.length;
    }
    if (!sentence.text.empty()) sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace findings
