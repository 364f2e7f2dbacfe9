#include "schema/words.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <xapian.h>

#include "schema/resources.h"
#include "schema/text.h"

namespace findings {
namespace {

// A row is one word: its forms that stem apart. '=' before a form: itself alone, because its stem is another word's too
// ("personal" and "person" are one stem, "manned" and "man"). Left out on purpose are pairs where one form would bring
// another word along: found (findings), met (meetings), built (buildings), heard (court hearings), left (leaving care),
// lives (where a child lives).
constexpr std::string_view irregular_words[] = {
    // nouns
    "child children", "woman women", "=man =men", "=person =persons people", "crisis crises",
    "analysis =analyses",  // "analyse" has the stem of "analyses"
    "diagnosis =diagnoses", "criterion criteria", "foot feet", "tooth teeth", "wife wives", "half halves",
    // verbs, in the order of how often reports part them
    "take took taken", "undertake undertook undertaken", "understand understood", "know knew known", "lead led",
    "give gave given", "hold held", "write wrote written", "make made", "see saw seen", "seek sought", "keep kept",
    "become became", "begin began begun", "bring brought", "choose chose chosen", "come came", "deal dealt",
    "draw drew drawn", "drive drove driven", "fall fell fallen", "feel felt", "grow grew grown", "lose lost",
    "pay paid", "rise rose risen", "run ran", "say said", "send sent", "show shown", "speak spoke spoken",
    "spend spent", "teach taught", "tell told", "think thought", "withdraw withdrew withdrawn"};

const Xapian::Stem& stemmer() {
  static thread_local const Xapian::Stem english("english");
  return english;
}

struct Form {
  std::string word;  // itself alone where not empty
  std::string stem;
};
using Forms = std::vector<Form>;

struct Irregular {
  std::vector<Forms> words;
  std::unordered_map<std::string, std::size_t> by_stem, by_word;

  Irregular() {
    for (const std::string_view row : irregular_words) {
      Forms forms;
      for (const std::string& form : split(row)) {
        if (form[0] == '=') {
          forms.push_back({form.substr(1), stemmer()(form.substr(1))});
          by_word[forms.back().word] = words.size();
        } else {
          forms.push_back({"", stemmer()(form)});
          by_stem[forms.back().stem] = words.size();
        }
      }
      words.push_back(std::move(forms));
    }
  }

  const Forms* of(const std::string& word, const std::string& stem) const {
    if (const auto found = by_stem.find(stem); found != by_stem.end()) return &words[found->second];
    const std::string bare = word.ends_with("'s") ? word.substr(0, word.size() - 2) : word;
    const auto found = by_word.find(bare);
    return found == by_word.end() ? nullptr : &words[found->second];
  }

  static std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
      const std::string_view part = text.substr(0, text.find(' '));
      parts.emplace_back(part);
      text.remove_prefix(std::min(part.size() + 1, text.size()));
    }
    return parts;
  }
};

const Irregular& irregular() {
  static const Irregular table;
  return table;
}

bool take_end(std::string& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.resize(text.size() - end.size());
  return true;
}

/// What a word has beyond its stem, without the endings of plurals and tenses: "ful" of "carefully", "" of "caring".
std::string ending_of(std::string word, const std::string& stem) {
  take_end(word, "'s");
  const auto common = std::mismatch(word.begin(), word.end(), stem.begin(), stem.end());
  std::string rest(common.first, word.end());
  const bool has_whole_stem = common.second == stem.end();
  if (!rest.ends_with("ss")) take_end(rest, "s");
  const bool is_tense = take_end(rest, "ing") || take_end(rest, "ed");
  if (is_tense && has_whole_stem && rest.size() == 1 && rest[0] == stem.back()) return "";  // "planned"
  if (!is_tense) take_end(rest, "d");
  take_end(rest, "e");
  if (!take_end(rest, "i")) take_end(rest, "y");
  return rest;
}

/// Where the letter stands that "organise" and "organize" differ in; npos in words without. Shorter ones ("size",
/// "prize") are other words.
std::size_t place_of_spelling(const std::string& word) {
  constexpr std::string_view after[] = {"e", "es", "ed", "er", "ers", "ing", "ation", "ations"};
  for (const std::string_view end : after) {
    const std::size_t place = word.size() - end.size() - 1;
    if (word.size() > end.size() + 5 && word.ends_with(end) && word[place - 1] == 'i' &&
        (word[place] == 's' || word[place] == 'z'))
      return place;
  }
  return word.npos;
}

/// The words of the files, which give each a line, its reason after a '#'.
std::set<std::string, std::less<>> read_stopwords() {
  std::set<std::string, std::less<>> words;
  for (const Resource& file : resources("stopwords/")) {
    std::string_view rest = file.text;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::string word = fold(line.substr(0, line.find('#')));
      if (!word.empty()) words.insert(word);
    }
  }
  return words;
}

}  // namespace

std::vector<std::string> terms_of_other_forms(const std::string& word) {
  const std::string stem = stemmer()(word);
  const Forms* forms = irregular().of(word, stem);
  std::vector<std::string> terms;
  if (!forms) return terms;
  for (const Form& form : *forms) {
    if (form.stem == stem) continue;
    if (form.word.empty())
      terms.push_back('Z' + form.stem);
    else
      terms.insert(terms.end(), {form.word, form.word + "'s"});
  }
  return terms;
}

std::string stem_of(const std::string& word) {
  std::string stem = stemmer()(word);
  const Forms* forms = irregular().of(word, stem);
  return forms ? forms->front().stem : stem;
}

std::string form_key(const std::string& typed) {
  std::string word = typed;
  if (const std::size_t place = place_of_spelling(word); place != word.npos) word[place] = 's';
  const std::string stem = stemmer()(word);
  const Forms* forms = irregular().of(word, stem);
  // Apart from regular words with that stem: "manned" is no form of "man".
  const std::string key = forms ? '=' + forms->front().stem : stem, ending = ending_of(word, stem);
  return ending.empty() ? key : key + '+' + ending;
}

std::string other_spelling(const std::string& word) {
  const std::size_t place = place_of_spelling(word);
  if (place == word.npos) return "";
  std::string other = word;
  other[place] = word[place] == 's' ? 'z' : 's';
  return other;
}

bool is_stopword(std::string_view word) {
  static const auto words = read_stopwords();
  return words.contains(fold(word));
}

std::vector<std::string> folded_words(std::string_view text) { return Irregular::split(fold(text)); }

std::string words_key(std::string_view text) {
  std::string key;
  for (const std::string& word : folded_words(text)) key += (key.empty() ? "" : "-") + stem_of(word);
  return key;
}

}  // namespace findings
