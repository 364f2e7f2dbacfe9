// The words of all reports as numbers, from which phrases are counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/copies.h"
#include "schema/varint.h"

namespace findings {

/// What a word may be in a phrase: nothing, what holds its words together, or one of them.
enum class Role : std::uint8_t { other, connective, content };

class Corpus {
 public:
  using Id = std::uint32_t;
  static constexpr Id nothing = UINT32_MAX;

  struct Word {
    std::string word;
    Role role;
  };

  struct Seen {
    Id times = 0, reports = 0, last_report = nothing;
    void add(Id report) {
      ++times;
      if (last_report != report) ++reports, last_report = report;
    }
  };

  /// Without copies and what Ofsted prints about itself.
  Corpus(const Records& records, const Copies& copies);

  /// use(report, run of words that nothing parts), one after the other.
  template <typename Use>
  void each_run(const Use& use) const {
    std::vector<Id> run;
    for (std::size_t i = 0; i < parts_.size(); ++i)
      for (std::string_view rest = parts_[i]->bytes; !rest.empty();) {
        const Id report = static_cast<Id>(take_varint(rest));
        run.resize(take_varint(rest));
        for (Id& word : run) word = renamed_[i][take_varint(rest)];
        use(report, run);
      }
  }

  const Word& word(Id id) const { return words_[id]; }
  /// Of the word's unit_key.
  Id key_of(Id word) const { return keys_of_words_[word]; }
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
  /// Of neighbouring reports, with numbers of its own.
  class Part {
   public:
    Part(const Records& records, const Copies& copies, std::size_t begin, std::size_t end);

    struct Word {
      std::string word;
      Role role;
      Id times = 0;
    };
    std::vector<Word> words;  // in the order they are met
    std::map<std::pair<Id, Id>, Seen> hyphenated;
    std::string bytes;  // of each run: its report, how many words, and those

   private:
    void add(Id report, const std::string& text);
    std::unordered_map<std::string, Id> ids_;
  };
  void add(const Part& part);

  std::vector<std::optional<Part>> parts_;
  std::vector<std::vector<Id>> renamed_;  // the words of each part
  std::vector<Word> words_;               // in the order they are met in all
  std::vector<Id> keys_of_words_;
  std::unordered_map<std::string, Id> ids_, key_ids_;
  std::vector<std::string> keys_;
  std::vector<Id> times_;  // of each key
  std::map<std::pair<Id, Id>, Seen> hyphenated_;
  std::uint64_t size_ = 0;
};

}  // namespace findings
