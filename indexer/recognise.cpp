#include "indexer/recognise.h"

#include <sstream>

#include "schema/text.h"

namespace findings {
namespace {

constexpr std::size_t longest_title = 8;  // lines; sif titles wrap over five

/// Whether one of the titles matches, and the words its '*' stood for.
std::optional<Pattern::Match> match_title(const Framework& framework, const Words& words) {
  constexpr std::size_t longest_name = 9;  // words: "the Royal Borough of Windsor and Maidenhead", and a little more
  for (const Pattern& title : framework.title)
    if (const auto match = title.match(words); match && match->end - match->begin <= longest_name) return match;
  return std::nullopt;
}

/// The printed words whose folds are words [begin, end) of the folded text.
std::string printed_words(const std::string& text, std::size_t begin, std::size_t end) {
  std::istringstream in{text};
  std::string out;
  std::size_t at = 0;
  for (std::string word; in >> word;) {
    const std::size_t n = words_of(word).size();
    if (n > 0 && at >= begin && at < end) out += (out.empty() ? "" : " ") + word;
    at += n;
  }
  return out;
}

}  // namespace

bool is_title(const Framework& framework, const std::string& text) {
  return match_title(framework, words_of(text)).has_value();
}

const Framework* recognise(const std::vector<Line>& lines, const std::vector<Framework>& among) {
  std::vector<Words> words(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].text.size() < 250) words[i] = words_of(lines[i].text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Words so_far;
    for (std::size_t j = i; j < lines.size() && j < i + longest_title && !words[j].empty(); ++j) {
      so_far.insert(so_far.end(), words[j].begin(), words[j].end());
      for (const Framework& framework : among)
        if (match_title(framework, so_far)) return &framework;
    }
  }
  return nullptr;
}

Title find_title(const std::vector<Block>& blocks, const Framework& framework, std::size_t from) {
  Title title;
  for (std::size_t i = from; i < blocks.size() && !title.found(); ++i) {
    std::string text;
    for (std::size_t j = i; j < blocks.size() && j < i + longest_title && blocks[j].text.size() < 400; ++j) {
      text += (text.empty() ? "" : " ") + blocks[j].text;
      const Words words = words_of(text);
      const auto match = match_title(framework, words);
      if (match) title = {i, j + 1, text, printed_words(text, match->begin, match->end)};
    }
  }
  return title;
}

}  // namespace findings
