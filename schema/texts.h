// The words of every paragraph in their order, kept beside the index as numbers: what themes, rates, concordances and
// collocates are counted from. A pass over all of a million paragraphs takes a fraction of a second; reading as many
// texts out of Xapian would take minutes.
//
// What is counted as one is a unit: a word in all its plurals and tenses, or a phrase of two to four words
// (indexer/phrases.h) with the abbreviations and spellings that stand for it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

using WordId = std::uint32_t;  // places in Texts' lists of words and units; the commoner, the smaller
using UnitId = std::uint32_t;
inline constexpr UnitId no_unit = std::numeric_limits<UnitId>::max();

/// What stands before a word: nothing but spaces and joining signs, a mark that no phrase crosses, the end of a
/// sentence (or a list item's sign).
enum class Gap : std::uint8_t { none, pause, sentence };

struct PhraseAt {
  UnitId unit;
  std::uint32_t first;  // place in Text::words
  std::uint32_t words;  // one where an abbreviation stands for the phrase
  friend bool operator==(const PhraseAt&, const PhraseAt&) = default;
};

/// One paragraph. Word i stands at Xapian's position i + 1.
struct Text {
  std::vector<WordId> words;
  std::vector<Gap> gaps;          // before each word; of the first: sentence
  std::vector<PhraseAt> phrases;  // by where they begin, shorter ones first; they may overlap
};

/// A word or phrase that is counted. Stopwords, single letters and what has a digit are no units.
struct Unit {
  std::string label;   // its commonest form as it stands in texts, in small letters: "care plans"
  std::string key;     // as unit_key: a phrase holds another whose key is part of its own, between spaces
  unsigned words = 1;  // of the key
};

/// What the forms of words have in common (form_key, schema/words.h), parted by spaces: "care plan".
/// `words` as Xapian's terms have them: in small letters.
std::string unit_key(const std::vector<std::string>& words);

/// Read-only, mapped; safe to read from many threads.
class Texts {
 public:
  explicit Texts(const std::filesystem::path& file);  // throws Error (Exit::no_index) where it is damaged
  explicit Texts(std::string bytes);                  // as TextsWriter made them
  ~Texts();
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;

  std::size_t documents() const;

  /// The words of a paragraph, by its docid, into `text`, whose room is used again. No such docid: std::out_of_range.
  void read(std::uint32_t docid, Text& text) const;
  /// How many words it has.
  std::size_t words_in(std::uint32_t docid) const;

  std::size_t word_count() const;            // different ones
  const std::string& word(WordId id) const;  // as Xapian's terms have it: in small letters
  const std::string& stem(WordId id) const;  // by Xapian's stemmer for English
  UnitId unit_of(WordId id) const;           // no_unit for what is none

  /// Words by how they are written: all of that stem, that begin so (in the order of ids), the one itself.
  std::vector<WordId> words_with_stem(std::string_view stem) const;
  std::vector<WordId> words_beginning(std::string_view prefix) const;
  std::optional<WordId> find_word(std::string_view word) const;

  std::size_t unit_count() const;
  const Unit& unit(UnitId id) const;
  /// The unit of that key; no_unit where there is none.
  UnitId find_unit(std::string_view key) const;

 private:
  struct Contents;
  std::unique_ptr<Contents> contents_;
};

}  // namespace findings
