#include "indexer/phrases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include <tsl/hopscotch_map.h>

#include "indexer/cores.h"
#include "indexer/corpus.h"
#include "schema/abbreviations.h"
#include "schema/tokens.h"
#include "schema/words.h"

namespace findings {
namespace {

/// No phrase begins with these: "some children".
constexpr std::string_view determiners[] = {"all",  "any",  "both",  "each",    "every", "few",
                                            "many", "most", "other", "several", "some",  "such"};
constexpr std::size_t most_counted = 4'000'000;  // runs of words; more, and those seen in one report are forgotten

using Id = Corpus::Id;
using Seen = Corpus::Seen;
constexpr Id nothing = Corpus::nothing;
using Run = std::array<Id, longest_phrase>;  // of keys, padded with `nothing`
struct RunHash {
  std::size_t operator()(const Run& run) const {
    std::uint64_t hash = 0;
    for (const Id id : run) hash = (hash ^ id) * 0x9E3779B97F4A7C15, hash ^= hash >> 29;
    return hash;
  }
};

using Counted = tsl::hopscotch_map<Run, Seen, RunHash>;

/// Without those for which it holds.
template <typename Is>
void erase_where(Counted& counted, const Is& is) {
  for (auto at = counted.begin(); at != counted.end();) at = is(at->second) ? counted.erase(at) : std::next(at);
}

bool is_one_of(const auto& list, const std::string& word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

Run run_of(const Corpus& corpus, const Id* words, std::size_t length) {
  Run run;
  run.fill(nothing);
  for (std::size_t i = 0; i < length; ++i) run[i] = corpus.key_of(words[i]);
  return run;
}

Run part_of(const Run& run, std::size_t first, std::size_t length) {
  Run part;
  part.fill(nothing);
  std::copy_n(run.begin() + static_cast<std::ptrdiff_t>(first), length, part.begin());
  return part;
}

/// What was counted of runs, in slices by their first key: as many whatever the number of cores, so that these do not
/// tell which rare runs are forgotten.
constexpr std::size_t slices = 4;
std::size_t slice_of(Id first_key) { return (first_key * 0x9E3779B1u) >> 30; }

/// use(slice, report, words, first): for each word of each run of the corpus, a core passing over it once for all
/// slices that it has.
template <typename Use>
void each_word_on_all_cores(const Corpus& corpus, const Use& use) {
  const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, slices);
  on_all_cores(cores, [&] {
    return [&](std::size_t core) {
      corpus.each_run([&](Id report, const std::vector<Id>& words) {
        for (std::size_t first = 0; first < words.size(); ++first)
          if (const std::size_t slice = slice_of(corpus.key_of(words[first])); slice % cores == core)
            use(slice, report, words, first);
      });
    };
  });
}

class Counts {
 public:
  const Seen* find(const Run& run) const {
    const Counted& slice = slices_[slice_of(run[0])];
    const auto found = slice.find(run);
    return found == slice.end() ? nullptr : &found.value();
  }
  Counted& slice(std::size_t number) { return slices_[number]; }

 private:
  std::array<Counted, slices> slices_;
};
using CountsByLength = std::array<Counts, longest_phrase + 1>;

/// Forgets the runs of one report when there are too many.
class Forgetting {
 public:
  void look_at(Counted& counted) {
    if (counted.size() < most_) return;
    erase_where(counted, [](const Seen& seen) { return seen.reports < 2; });
    most_ = std::max(most_, 2 * counted.size());  // else it would be done again at once
  }

 private:
  std::size_t most_ = most_counted / slices;
};

/// Runs of each length that stand in so many reports, those of three and four words out of such of two and three.
CountsByLength count_runs(const Corpus& corpus, std::size_t fewest_reports) {
  CountsByLength counts;
  for (std::size_t length = 2; length <= longest_phrase; ++length) {
    std::array<Forgetting, slices> forgetting;
    each_word_on_all_cores(corpus, [&](std::size_t slice, Id report, const std::vector<Id>& words, std::size_t first) {
      if (first + length > words.size()) return;
      const Run run = run_of(corpus, &words[first], length);
      if (length > 2 && (!counts[length - 1].find(part_of(run, 0, length - 1)) ||
                         !counts[length - 1].find(part_of(run, 1, length - 1))))
        return;
      Counted& counted = counts[length].slice(slice);
      counted[run].add(report);
      forgetting[slice].look_at(counted);
    });
    for (std::size_t slice = 0; slice < slices; ++slice) {
      Counted& counted = counts[length].slice(slice);
      erase_where(counted, [&](const Seen& seen) { return seen.reports < fewest_reports; });
      counted.rehash(0);  // few are left, and they are looked up often: what is small stays in the processor's cache
    }
  }
  return counts;
}

/// The least of its cuts in two.
double npmi(const Run& run, std::size_t length, const Corpus& corpus, const CountsByLength& counts) {
  const auto share = [&](const Run& part, std::size_t words) {
    const Id times = words == 1 ? corpus.times(part[0]) : counts[words].find(part)->times;
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
    const CountsByLength counted = count_runs(corpus_, fewest);
    Spellings spellings = spellings_of_kept(counted);
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

  /// How often each phrase that sticks together is written in which way.
  Spellings spellings_of_kept(const CountsByLength& counted) const {
    using Written = std::unordered_map<Run, std::size_t, RunHash>;                       // by its words
    std::array<std::unordered_map<Run, std::optional<Written>, RunHash>, slices> found;  // nothing: it does not stick
    each_word_on_all_cores(corpus_, [&](std::size_t slice, Id, const std::vector<Id>& words, std::size_t first) {
      for (std::size_t length = 2; length <= longest_phrase && first + length <= words.size(); ++length) {
        if (!may_be_phrase(&words[first], length)) continue;
        const Run run = run_of(corpus_, &words[first], length);
        if (!counted[length].find(run)) continue;
        const auto [known, is_new] = found[slice].try_emplace(run);
        if (is_new && npmi(run, length, corpus_, counted) >= least_npmi) known->second.emplace();
        if (!known->second) continue;
        Run written;
        written.fill(nothing);
        std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(first), length, written.begin());
        ++(*known->second)[written];
      }
    });
    Spellings spellings;
    for (const auto& slice : found)
      for (const auto& [run, written] : slice)
        if (written)
          for (const auto& [words, times] : *written) spellings[run][spelling(words)] = times;
    return spellings;
  }

  std::string spelling(const Run& words) const {
    std::vector<std::string> written;
    for (const Id word : words)
      if (word != nothing) written.push_back(corpus_.word(word).word);
    return joined(written);
  }

  /// "child sexual" stands nowhere but in "child sexual exploitation".
  static void drop_fragments(Spellings& kept, const CountsByLength& counted) {
    std::vector<Run> fragments;
    for (const auto& [whole, spellings] : kept) {
      const std::size_t length =
          static_cast<std::size_t>(std::find(whole.begin(), whole.end(), nothing) - whole.begin());
      const Id times = counted[length].find(whole)->times;
      for (std::size_t part_length = 2; part_length < length; ++part_length)
        for (std::size_t first = 0; first + part_length <= length; ++first) {
          const Run part = part_of(whole, first, part_length);
          const Seen* counts = counted[part_length].find(part);
          if (counts && times >= most_inside * counts->times) fragments.push_back(part);
        }
    }
    for (const Run& fragment : fragments) kept.erase(fragment);
  }

  bool may_be_phrase(const Id* words, std::size_t length) const {
    const auto is_content = [&](std::size_t i) { return corpus_.word(words[i]).role == Role::content; };
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
