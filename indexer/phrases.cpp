#include "indexer/phrases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "indexer/tokens.h"
#include "schema/abbreviations.h"
#include "schema/varint.h"
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
/// No phrase begins with these: "some children".
constexpr std::string_view determiners[] = {"all",  "any",  "both",  "each",    "every", "few",
                                            "many", "most", "other", "several", "some",  "such"};
constexpr std::size_t most_counted = 4'000'000;  // runs of words; more, and those seen in one report are forgotten

using Id = std::uint32_t;
using Run = std::array<Id, longest_phrase>;  // of keys, padded with `nothing`
constexpr Id nothing = UINT32_MAX;

struct RunHash {
  std::size_t operator()(const Run& run) const {
    std::uint64_t hash = 0;
    for (const Id id : run) hash = (hash ^ id) * 0x9E3779B97F4A7C15, hash ^= hash >> 29;
    return hash;
  }
};

struct Seen {
  Id times = 0, reports = 0, last_report = nothing;
  void add(Id report) {
    ++times;
    if (last_report != report) ++reports, last_report = report;
  }
};
using Counted = std::unordered_map<Run, Seen, RunHash>;

bool is_one_of(const auto& list, const std::string& word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// The words of all paragraphs as numbers.
class Corpus {
 public:
  enum class Role : std::uint8_t { other, connective, content };
  struct Word {
    std::string word;
    Id key;
    Role role;
  };

  Corpus(const Records& records, const Copies& copies) {
    for (Id report = 0; report < records.size(); ++report)
      for (const Paragraph& paragraph : records[report]->report.paragraphs) {
        if (paragraph.kind == Kind::boilerplate || paragraph.kind == Kind::footnote || paragraph.kind == Kind::about)
          continue;
        const auto copy = copies.find(&paragraph);
        if (copy != copies.end() && copy->second != paragraph.citation) continue;
        add(report, paragraph.text);
      }
  }

  /// use(report, run of words that nothing parts), one after the other.
  template <typename Use>
  void each_run(const Use& use) const {
    std::string_view rest = bytes_;
    std::vector<Id> run;
    while (!rest.empty()) {
      const Id report = static_cast<Id>(take_varint(rest));
      run.resize(take_varint(rest));
      for (Id& word : run) word = static_cast<Id>(take_varint(rest));
      use(report, run);
    }
  }

  const Word& word(Id id) const { return words_[id]; }
  const std::string& key(Id id) const { return keys_[id]; }
  Id times(Id key) const { return times_[key]; }
  std::uint64_t size() const { return size_; }
  /// "well-being", by its words.
  const std::map<std::pair<Id, Id>, Seen>& hyphenated() const { return hyphenated_; }
  /// The word written so, or `nothing`.
  Id find(const std::string& word) const {
    const auto found = ids_.find(word);
    return found == ids_.end() ? nothing : found->second;
  }

 private:
  void add(Id report, const std::string& text) {
    std::vector<Id> run;
    const auto close = [&] {
      if (run.size() > 1) {
        put_varint(bytes_, report);
        put_varint(bytes_, run.size());
        for (const Id word : run) put_varint(bytes_, word);
      }
      run.clear();
    };
    Id before = nothing;
    for (const Token& token : tokens_of(text)) {
      if (token.gap != Gap::none) close();
      const Id id = id_of(token.word);
      ++size_;
      ++times_[words_[id].key];
      if (token.hyphenated) hyphenated_[{before, id}].add(report);
      before = id;
      if (words_[id].role == Role::other)
        close();
      else
        run.push_back(id);
    }
    close();
  }

  Id id_of(const std::string& word) {
    const auto [at, is_new] = ids_.try_emplace(word, static_cast<Id>(words_.size()));
    if (is_new) {
      const auto [key, is_new_key] = key_ids_.try_emplace(unit_key({word}), static_cast<Id>(keys_.size()));
      if (is_new_key) keys_.push_back(key->first), times_.push_back(0);
      words_.push_back({word, key->second, role_of(word)});
    }
    return at->second;
  }

  static Role role_of(const std::string& word) {
    if (is_one_of(connectives, word)) return Role::connective;
    const bool is_content = word.size() > 1 && !is_one_of(function_words, word) &&
                            word.find_first_of("0123456789") == word.npos && !is_stopword(word);
    return is_content ? Role::content : Role::other;
  }

  std::vector<Word> words_;
  std::unordered_map<std::string, Id> ids_, key_ids_;
  std::vector<std::string> keys_;
  std::vector<Id> times_;  // of each key
  std::map<std::pair<Id, Id>, Seen> hyphenated_;
  std::string bytes_;
  std::uint64_t size_ = 0;
};

Run run_of(const Corpus& corpus, const Id* words, std::size_t length) {
  Run run;
  run.fill(nothing);
  for (std::size_t i = 0; i < length; ++i) run[i] = corpus.word(words[i]).key;
  return run;
}

Run part_of(const Run& run, std::size_t first, std::size_t length) {
  Run part;
  part.fill(nothing);
  std::copy_n(run.begin() + static_cast<std::ptrdiff_t>(first), length, part.begin());
  return part;
}

void forget_rare(Counted& counted) {
  if (counted.size() >= most_counted) std::erase_if(counted, [](const auto& run) { return run.second.reports < 2; });
}

/// Runs of each length that stand in so many reports, those of three and four words out of such of two and three.
std::array<Counted, longest_phrase + 1> count_runs(const Corpus& corpus, std::size_t fewest_reports) {
  std::array<Counted, longest_phrase + 1> counted;
  for (std::size_t length = 2; length <= longest_phrase; ++length) {
    corpus.each_run([&](Id report, const std::vector<Id>& words) {
      for (std::size_t first = 0; first + length <= words.size(); ++first) {
        const Run run = run_of(corpus, &words[first], length);
        if (length > 2 && (!counted[length - 1].contains(part_of(run, 0, length - 1)) ||
                           !counted[length - 1].contains(part_of(run, 1, length - 1))))
          continue;
        counted[length][run].add(report);
      }
      forget_rare(counted[length]);
    });
    std::erase_if(counted[length], [&](const auto& run) { return run.second.reports < fewest_reports; });
  }
  return counted;
}

/// The least of its cuts in two.
double npmi(const Run& run, std::size_t length, const Corpus& corpus,
            const std::array<Counted, longest_phrase + 1>& counted) {
  const auto share = [&](const Run& part, std::size_t words) {
    const Id times = words == 1 ? corpus.times(part[0]) : counted[words].at(part).times;
    return times / static_cast<double>(corpus.size());
  };
  const double whole = share(run, length);
  double least = 1;
  for (std::size_t cut = 1; cut < length; ++cut) {
    const double apart = share(part_of(run, 0, cut), cut) * share(part_of(run, cut, length - cut), length - cut);
    least = std::min(least, std::log(whole / apart) / -std::log(whole));
  }
  return least;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (Token& token : tokens_of(text)) words.push_back(std::move(token.word));
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> keys_of(const std::vector<std::string>& words) {
  std::vector<std::string> keys;
  for (const std::string& word : words) keys.push_back(unit_key({word}));
  return keys;
}

class Finding {
 public:
  Finding(const Records& records, const Copies& copies) : corpus_(records, copies) {
    constexpr std::size_t few_reports = 20;
    const std::size_t fewest = records.size() < few_reports ? 2 : std::max(fewest_phrase_reports, records.size() / 200);
    const auto counted = count_runs(corpus_, fewest);
    Spellings spellings;  // of each phrase kept
    for (std::size_t length = 2; length <= longest_phrase; ++length)
      corpus_.each_run([&](Id, const std::vector<Id>& words) {
        for (std::size_t first = 0; first + length <= words.size(); ++first) {
          if (!may_be_phrase(&words[first], length)) continue;
          const Run run = run_of(corpus_, &words[first], length);
          if (!counted[length].contains(run)) continue;
          const auto [known, is_new] = sticks_.try_emplace(run, false);
          if (is_new) known->second = npmi(run, length, corpus_, counted) >= least_npmi;
          if (!known->second) continue;
          std::vector<std::string> spelling;
          for (std::size_t i = 0; i < length; ++i) spelling.push_back(corpus_.word(words[first + i]).word);
          ++spellings[run][joined(spelling)];
        }
      });
    drop_fragments(spellings, counted);
    for (const auto& [run, of_run] : spellings) {
      std::vector<std::string> keys;
      for (const Id key : run)
        if (key != nothing) keys.push_back(corpus_.key(key));
      const auto commonest = std::max_element(of_run.begin(), of_run.end(),
                                              [](const auto& a, const auto& b) { return a.second < b.second; });
      add(commonest->first, keys, false);
      if (keys.size() == 2)
        for (const auto& [spelling, times] : of_run) add_closed(spelling);
    }
    for (const auto& [words, seen] : corpus_.hyphenated()) {
      const std::vector<std::string> parts{corpus_.word(words.first).word, corpus_.word(words.second).word};
      if (seen.reports < fewest || corpus_.find(parts[0] + parts[1]) == nothing) continue;
      add(joined(parts), keys_of(parts), false);
      add_closed(joined(parts));
    }
  }

  void add(const Abbreviations& abbreviations) {
    for (const Meaning& meaning : abbreviations.meanings) {
      if (meaning.reports < fewest_phrase_reports || meaning.is_word_too) continue;
      const std::vector<std::string> expansion = words_of(meaning.expansion);
      if (expansion.size() < 2) continue;
      const std::size_t phrase = add(joined(expansion), keys_of(expansion), true);
      // Nobody stems "SGGs".
      std::set<std::vector<std::string>> spellings;
      for (const std::string ending : {"", "s"}) spellings.insert(keys_of(words_of(meaning.abbreviation + ending)));
      for (const auto& keys : spellings)
        found_.ways.push_back({keys, phrase, true, meaning_term(meaning.abbreviation, meaning.expansion)});
    }
  }

  Phrases done() && { return std::move(found_); }

 private:
  using Spellings = std::map<Run, std::map<std::string, std::size_t>>;

  /// "child sexual" stands nowhere but in "child sexual exploitation".
  static void drop_fragments(Spellings& kept, const std::array<Counted, longest_phrase + 1>& counted) {
    std::vector<Run> fragments;
    for (const auto& [whole, spellings] : kept) {
      const std::size_t length =
          static_cast<std::size_t>(std::find(whole.begin(), whole.end(), nothing) - whole.begin());
      const Id times = counted[length].at(whole).times;
      for (std::size_t part_length = 2; part_length < length; ++part_length)
        for (std::size_t first = 0; first + part_length <= length; ++first) {
          const Run part = part_of(whole, first, part_length);
          const auto counts = counted[part_length].find(part);
          if (counts != counted[part_length].end() && times >= most_inside * counts->second.times)
            fragments.push_back(part);
        }
    }
    for (const Run& fragment : fragments) kept.erase(fragment);
  }

  bool may_be_phrase(const Id* words, std::size_t length) const {
    const auto is_content = [&](std::size_t i) { return corpus_.word(words[i]).role == Corpus::Role::content; };
    return is_content(0) && is_content(length - 1) && !is_one_of(determiners, corpus_.word(words[0]).word);
  }

  /// Returns its place; a phrase that is there already is not added again.
  std::size_t add(const std::string& label, const std::vector<std::string>& keys, bool across_pauses) {
    const std::string key = joined(keys);
    const auto [place, is_new] = places_.try_emplace(key, found_.units.size());
    if (is_new) {
      found_.units.push_back({label, key, static_cast<unsigned>(keys.size())});
      found_.ways.push_back({keys, place->second, across_pauses, ""});
    }
    return place->second;
  }

  /// "wellbeing" for the phrase spelt "well being", where it is a word too.
  void add_closed(const std::string& spelling) {
    std::string closed = spelling;
    std::erase(closed, ' ');
    if (corpus_.find(closed) == nothing) return;
    const std::string key = unit_key({closed});
    const std::size_t phrase = places_.at(unit_key(words_of(spelling)));
    if (found_.alike.try_emplace(key, phrase).second) found_.ways.push_back({{key}, phrase, false, ""});
  }

  Corpus corpus_;
  std::unordered_map<Run, bool, RunHash> sticks_;
  std::unordered_map<std::string, std::size_t> places_;
  Phrases found_;
};

}  // namespace

Phrases find_phrases(const Records& records, const Copies& copies, const Abbreviations& abbreviations) {
  Finding finding(records, copies);
  finding.add(abbreviations);
  return std::move(finding).done();
}

}  // namespace findings
