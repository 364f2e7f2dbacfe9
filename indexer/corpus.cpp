#include "indexer/corpus.h"

#include <algorithm>

#include "indexer/cores.h"
#include "schema/tokens.h"
#include "schema/words.h"

namespace findings {
namespace {

constexpr std::string_view connectives[] = {"a",  "an", "and", "at", "by",  "for",  "from", "in",
                                            "of", "on", "or",  "to", "the", "with", "after"};
/// As good as stopwords, which a question may not drop.
constexpr std::string_view function_words[] = {
    "about",  "above",   "across",  "against", "along", "am",    "among", "around", "as",    "because", "before",
    "behind", "below",   "between", "beyond",  "but",   "can",   "could", "during", "he",    "her",     "here",
    "him",    "his",     "however", "if",      "into",  "less",  "may",   "might",  "more",  "must",    "no",
    "nor",    "our",     "out",     "over",    "per",   "shall", "she",   "should", "since", "so",      "than",
    "then",   "through", "towards", "under",   "until", "up",    "upon",  "us",     "very",  "we",      "whether",
    "while",  "will",    "within",  "without", "would", "you",   "your",  "also"};

bool is_one_of(const auto& list, const std::string& word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

Role role_of(const std::string& word) {
  if (is_one_of(connectives, word)) return Role::connective;
  const bool is_content = word.size() > 1 && !is_one_of(function_words, word) &&
                          word.find_first_of("0123456789") == word.npos && !is_stopword(word);
  return is_content ? Role::content : Role::other;
}

}  // namespace

Corpus::Part::Part(const Records& records, const Copies& copies, std::size_t begin, std::size_t end) {
  for (std::size_t report = begin; report < end; ++report)
    for (const Paragraph& paragraph : records[report]->report.paragraphs) {
      if (paragraph.kind == Kind::boilerplate || paragraph.kind == Kind::footnote || paragraph.kind == Kind::about)
        continue;
      const auto copy = copies.find(&paragraph);
      if (copy != copies.end() && copy->second != paragraph.citation) continue;
      add(static_cast<Id>(report), paragraph.text);
    }
}

void Corpus::Part::add(Id report, const std::string& text) {
  std::vector<Id> run;
  const auto close = [&] {
    if (run.size() > 1) {
      put_varint(bytes, report);
      put_varint(bytes, run.size());
      for (const Id word : run) put_varint(bytes, word);
    }
    run.clear();
  };
  Id before = nothing;
  for (const Token& token : tokens_of(text)) {
    if (token.gap != Gap::none) close();
    const auto [at, is_new] = ids_.try_emplace(token.word, static_cast<Id>(words.size()));
    if (is_new) words.push_back({token.word, role_of(token.word)});
    const Id id = at->second;
    ++words[id].times;
    if (token.hyphenated) hyphenated[{before, id}].add(report);
    before = id;
    if (words[id].role == Role::other)
      close();
    else
      run.push_back(id);
  }
  close();
}

Corpus::Corpus(const Records& records, const Copies& copies) {
  constexpr std::size_t parts = 8;
  parts_.resize(std::min(parts, std::max<std::size_t>(records.size(), 1)));
  on_all_cores(parts_.size(), [&] {
    return [&](std::size_t i) {
      parts_[i].emplace(records, copies, records.size() * i / parts_.size(), records.size() * (i + 1) / parts_.size());
    };
  });
  for (const auto& part : parts_) add(*part);
}

void Corpus::add(const Part& part) {
  std::vector<Id>& renamed = renamed_.emplace_back();
  for (const auto& [word, role, times] : part.words) {
    const auto [at, is_new] = ids_.try_emplace(word, static_cast<Id>(words_.size()));
    if (is_new) {
      const auto [key, is_new_key] = key_ids_.try_emplace(unit_key({word}), static_cast<Id>(keys_.size()));
      if (is_new_key) keys_.push_back(key->first), times_.push_back(0);
      words_.push_back({word, role});
      keys_of_words_.push_back(key->second);
    }
    renamed.push_back(at->second);
    times_[keys_of_words_[at->second]] += times;
    size_ += times;
  }
  for (const auto& [words, seen] : part.hyphenated) {
    Seen& all = hyphenated_[{renamed[words.first], renamed[words.second]}];
    all.times += seen.times, all.reports += seen.reports;
  }
}

}  // namespace findings
