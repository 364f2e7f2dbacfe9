#include "indexer/abbreviations.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "schema/text.h"
#include "schema/words.h"

namespace findings {
namespace {

constexpr std::size_t longest_abbreviation = 10, longest_expansion = 120;  // bytes

// An abbreviation may pass these over: "special educational needs and/or disabilities (SEND)".
constexpr std::string_view small_words[] = {"a",  "an", "and", "by", "for", "from", "in",
                                            "of", "on", "or",  "to", "the", "with"};

bool is_small(const std::string& word) {
  return std::find(std::begin(small_words), std::end(small_words), word) != std::end(small_words);
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alphanumeric(char c) { return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// A letter, or a byte of one that is not ASCII; "’" joins the parts of a word like "'".
bool is_word_byte(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return is_alphanumeric(text[at]) || byte == '\'';
  const auto punctuation = [&](std::size_t begin) { return text.substr(begin, 2) == "\xE2\x80"; };
  for (std::size_t begin = at < 2 ? 0 : at - 2; begin <= at; ++begin)
    if (punctuation(begin) && at < begin + 3) return text.substr(begin, 3) == "\u2019";
  return true;
}

/// Length of the apostrophe that stands there; 0 where none does.
std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with('\'')) return 1;
  return text.substr(at).starts_with("\u2019") ? 3 : 0;
}

struct Word {
  std::size_t begin, end;
  std::string folded;
};

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && is_word_byte(text, at)) ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    // Quotes around it are no part of a word.
    std::size_t first = begin, last = at;
    while (const std::size_t quote = apostrophe_at(text, first)) first += quote;
    while (last > first && (text[last - 1] == '\'' || text.substr(first, last - first).ends_with("\u2019")))
      last -= text[last - 1] == '\'' ? 1 : 3;
    std::string folded = last > first ? fold(text.substr(first, last - first)) : "";
    if (!folded.empty()) words.push_back({first, last, std::move(folded)});
  }
  return words;
}

/// "CAMHS" of "CAMHS", "the CAMHS", "‘CAMHS’" and "IROs"; "" of what is no abbreviation.
std::string as_abbreviation(std::string_view printed) {
  if (printed.starts_with("the ")) printed.remove_prefix(4);
  for (const std::string_view quote : {"'", "\"", "\u2018", "\u2019", "\u201C", "\u201D"}) {
    if (printed.starts_with(quote)) printed.remove_prefix(quote.size());
    if (printed.ends_with(quote)) printed.remove_suffix(quote.size());
  }
  if (printed.size() > 2 && printed.ends_with('s') && is_capital(printed[printed.size() - 2])) printed.remove_suffix(1);
  if (printed.size() < 2 || printed.size() > longest_abbreviation || !is_capital(printed[0])) return "";
  if (std::count_if(printed.begin(), printed.end(), is_capital) < 2) return "";
  const bool is_one = std::all_of(printed.begin(), printed.end(),
                                  [](char c) { return is_alphanumeric(c) || c == '-' || c == '/' || c == '&'; });
  return is_one ? std::string(printed) : "";
}

/// Fits letters to words, from the last of both to the first. Returns the word that gives the first letter, or nothing.
/// A word gives its first letter; one that begins "co" may give both, as in SENCO.
std::optional<std::size_t> first_of_fit(const std::string& letters, std::size_t letter, const std::vector<Word>& words,
                                        std::size_t word) {
  const std::string& last = words[word - 1].folded;
  for (const std::size_t given : {std::size_t{1}, std::size_t{2}}) {
    if (given > letter || (given == 2 && !last.starts_with("co"))) continue;
    if (last.substr(0, given) != letters.substr(letter - given, given)) continue;
    if (letter == given) {
      if (!is_small(last)) return word - 1;  // "and Emergency" is not what A&E stands for
    } else if (word > 1) {
      if (const auto first = first_of_fit(letters, letter - given, words, word - 1)) return first;
    }
  }
  const bool is_last_letter = letter == letters.size();
  if (is_small(last) && !is_last_letter && word > 1) return first_of_fit(letters, letter, words, word - 1);
  return std::nullopt;
}

/// What the abbreviation stands for, when `words` end with it.
std::string expansion_at_end(std::string_view text, const std::string& abbreviation, const std::vector<Word>& words) {
  std::string letters;
  for (const char c : abbreviation)
    if (is_alphanumeric(c)) letters += is_capital(c) ? static_cast<char>(c + 32) : c;
  if (words.empty()) return "";
  const auto first = first_of_fit(letters, letters.size(), words, words.size());
  if (!first || words.size() - *first < 2) return "";
  const std::size_t begin = words[*first].begin;
  if (begin > 0 && text[begin - 1] == '-') return "";  // the rest of "non-accidental"
  return std::string(text.substr(begin, words.back().end - begin));
}

/// Words of a text that end just before `end`, without a full stop, a bracket or the like between them.
std::vector<Word> words_before(std::string_view text, std::size_t end) {
  std::size_t begin = end > longest_expansion ? end - longest_expansion : 0;
  if (const std::size_t stop = text.substr(0, end).find_last_of(".;:()!?"); stop != text.npos && stop + 1 > begin)
    begin = stop + 1;
  while (begin > 0 && begin < end && is_word_byte(text, begin) && is_word_byte(text, begin - 1)) ++begin;
  std::vector<Word> words = words_in(text.substr(begin, end - begin));
  for (Word& word : words) word.begin += begin, word.end += begin;
  return words;
}

/// Whether the text has it as a word of its own; its plural and possessive too.
bool has_abbreviation(std::string_view text, const std::string& abbreviation) {
  for (std::size_t at = text.find(abbreviation); at != text.npos; at = text.find(abbreviation, at + 1)) {
    std::size_t end = at + abbreviation.size();
    if (end < text.size() && text[end] == 's') ++end;
    const bool begins = at == 0 || !is_word_byte(text, at - 1);
    const bool ends = end >= text.size() || !is_alphanumeric(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

/// Without small words: "special educational needs and disabilities" and "... needs and/or disabilities" are one.
std::string content_of(const std::string& expansion) {
  std::string content;
  for (const std::string& word : folded_words(expansion))
    if (!is_small(word)) content += stem_of(word) + ' ';
  return content;
}

/// What one report defines, each abbreviation in one way.
std::vector<Definition> definitions_of(const Report& report) {
  std::map<std::string, std::vector<std::string>> expansions;  // of each abbreviation
  for (const Paragraph& paragraph : report.paragraphs)
    for (auto& [abbreviation, expansion] : definitions_in(paragraph.text))
      expansions[abbreviation].push_back(std::move(expansion));
  std::vector<Definition> definitions;
  for (const auto& [abbreviation, printed] : expansions) {
    std::set<std::string> contents, keys;
    for (const std::string& one : printed) contents.insert(content_of(one));
    if (contents.size() > 1) continue;
    for (const std::string& one : printed)
      if (keys.insert(words_key(one)).second) definitions.emplace_back(abbreviation, one);
  }
  return definitions;
}

/// Stems, remembered: reports say the same words again and again.
class Stems {
 public:
  const std::string& of(const std::string& word) {
    const auto [at, is_new] = known_.try_emplace(word);
    if (is_new) at->second = stem_of(word);
    return at->second;
  }
  std::string key(const std::string& text) {
    std::string key = "-";
    for (const std::string& word : folded_words(text)) key += of(word) + '-';
    return key;
  }

 private:
  std::unordered_map<std::string, std::string> known_;
};

struct Counted {
  std::map<std::string, std::size_t> abbreviations, expansions;  // spellings, with how many reports print them so
  std::size_t reports = 0;
};

std::string commonest(const std::map<std::string, std::size_t>& spellings) {
  return std::max_element(spellings.begin(), spellings.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

/// Of abbreviations that also stand in small letters, and not now and then by mistake: "SAFE", "SEND".
void tell_words(const Records& records, std::vector<Meaning>& meanings) {
  std::unordered_map<std::string, std::size_t> small, as_printed;
  const auto lowered = [](std::string text) {
    for (char& c : text)
      if (is_capital(c)) c = static_cast<char>(c + 32);
    return text;
  };
  for (const Meaning& meaning : meanings) small[lowered(meaning.abbreviation)], as_printed[meaning.abbreviation];
  std::string word;
  for (const ReportRecord* record : records)
    for (const Paragraph& paragraph : record->report.paragraphs)
      for (std::size_t at = 0; at <= paragraph.text.size(); ++at) {
        if (at < paragraph.text.size() && is_alphanumeric(paragraph.text[at])) {
          word += paragraph.text[at];
          continue;
        }
        if (const auto found = small.find(word); found != small.end()) ++found->second;
        if (const auto found = as_printed.find(word); found != as_printed.end()) ++found->second;
        word.clear();
      }
  for (Meaning& meaning : meanings)
    meaning.is_word_too = 4 * small[lowered(meaning.abbreviation)] > as_printed[meaning.abbreviation];
}

}  // namespace

std::vector<Definition> definitions_in(const std::string& text) {
  std::vector<Definition> definitions;
  for (std::size_t open = text.find('('); open != text.npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == text.npos) break;
    const std::string_view inside = std::string_view(text).substr(open + 1, close - open - 1);
    if (std::string abbreviation = as_abbreviation(inside); !abbreviation.empty()) {
      std::string expansion = expansion_at_end(text, abbreviation, words_before(text, open));
      if (!expansion.empty()) definitions.emplace_back(std::move(abbreviation), std::move(expansion));
    } else if (inside.size() <= longest_expansion && inside.find_first_of(".;:(") == inside.npos && open >= 2) {
      std::size_t begin = open - 1;  // of the word before " ("
      while (begin > 0 && text[begin - 1] != ' ') --begin;
      abbreviation = as_abbreviation(std::string_view(text).substr(begin, open - 1 - begin));
      const std::vector<Word> words = words_in(inside);
      if (abbreviation.empty() || words.empty()) continue;
      std::string expansion = expansion_at_end(inside, abbreviation, words);
      if (!expansion.empty() && words.front().begin + expansion.size() == words.back().end)
        definitions.emplace_back(std::move(abbreviation), std::move(expansion));
    }
  }
  return definitions;
}

Abbreviations find_abbreviations(const Records& records) {
  Abbreviations found;
  Stems stems;
  std::map<std::pair<std::string, std::string>, Counted> meanings;  // by the keys of both sides
  for (const ReportRecord* record : records) {
    const std::vector<Definition> definitions = definitions_of(record->report);
    std::vector<std::string> keys, terms;
    for (const auto& [abbreviation, expansion] : definitions) {
      keys.push_back(stems.key(expansion));
      terms.push_back(meaning_term(abbreviation, expansion));
      Counted& meaning = meanings[{words_key(abbreviation), keys.back()}];
      ++meaning.reports;
      ++meaning.abbreviations[abbreviation];
      ++meaning.expansions[expansion];
    }
    if (definitions.empty()) continue;
    for (const Paragraph& paragraph : record->report.paragraphs) {
      const std::string text = stems.key(paragraph.text);
      for (std::size_t i = 0; i < definitions.size(); ++i)
        if (text.find(keys[i]) != text.npos || has_abbreviation(paragraph.text, definitions[i].first))
          found.terms[&paragraph].push_back(terms[i]);
    }
  }

  for (const auto& [keys, counted] : meanings)
    found.meanings.push_back({commonest(counted.abbreviations), commonest(counted.expansions), counted.reports});
  tell_words(records, found.meanings);
  return found;
}

}  // namespace findings
