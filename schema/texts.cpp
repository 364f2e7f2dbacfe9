#include "schema/texts.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

#include "schema/mapped_file.h"
#include "schema/texts_format.h"
#include "schema/varint.h"
#include "schema/words.h"

namespace findings {
namespace {

std::string take_text(std::string_view& bytes) {
  const std::uint64_t size = take_varint(bytes);
  if (size > bytes.size()) throw std::out_of_range("the dictionary ends early");
  std::string text(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return text;
}

/// Takes a number that stands for one of `count` things.
std::uint32_t take_below(std::string_view& bytes, std::uint64_t count, const char* what) {
  const std::uint64_t number = take_varint(bytes);
  if (number >= count) throw std::out_of_range(what);
  return static_cast<std::uint32_t>(number);
}

}  // namespace

std::string unit_key(const std::vector<std::string>& words) {
  std::string key;
  for (const std::string& word : words) key += (key.empty() ? "" : " ") + form_key(word);
  return key;
}

struct Texts::Contents {
  std::string name, made;
  std::optional<MappedFile> file;

  TextsHeader header{};
  std::vector<std::string> words, stems;
  std::vector<UnitId> units_of_words;
  std::vector<Unit> units;
  const std::uint64_t* begins = nullptr;
  const std::uint32_t* lengths = nullptr;
  std::string_view texts;

  std::vector<std::pair<std::string, UnitId>> further_keys;
  mutable std::once_flag sorted;
  mutable std::vector<WordId> by_word;  // in the order of letters
  mutable std::unordered_map<std::string_view, std::vector<WordId>> by_stem;
  mutable std::unordered_map<std::string_view, UnitId> by_key;

  void read(std::string_view bytes) {
    if (bytes.size() < sizeof header) throw std::out_of_range("too short");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (!std::equal(std::begin(texts_magic), std::end(texts_magic), header.magic))
      throw std::out_of_range("not a file of texts");
    if (header.version != texts_version || header.order != texts_byte_order)
      throw std::out_of_range("of another version or another machine");
    const std::size_t tables = sizeof header + header.dictionary;
    const std::size_t documents = header.documents;
    const std::size_t tables_end =
        texts_aligned(tables + (documents + 2) * sizeof(std::uint64_t) + (documents + 1) * sizeof(std::uint32_t));
    if (header.dictionary > bytes.size() || tables % texts_alignment != 0 || tables_end > bytes.size() ||
        bytes.size() - tables_end != header.texts)
      throw std::out_of_range("its size is not what it says");
    begins = reinterpret_cast<const std::uint64_t*>(bytes.data() + tables);
    lengths = reinterpret_cast<const std::uint32_t*>(begins + documents + 2);
    texts = bytes.substr(tables_end);
    if (!std::is_sorted(begins, begins + documents + 2) || begins[1] != 0 || begins[documents + 1] != texts.size())
      throw std::out_of_range("its paragraphs are not where it says");
    read_dictionary(bytes.substr(sizeof header, header.dictionary));
  }

  void read_dictionary(std::string_view rest) {
    for (const std::uint64_t count : {header.words, header.units, header.keys})
      if (count > rest.size()) throw std::out_of_range("the dictionary ends early");  // each takes a byte or more
    for (std::uint32_t i = 0; i < header.words; ++i) {
      words.push_back(take_text(rest));
      stems.push_back(take_text(rest));
      units_of_words.push_back(take_below(rest, std::uint64_t{header.units} + 1, "a word has no such unit") - 1);
    }
    for (std::uint32_t i = 0; i < header.units; ++i) {
      Unit unit{take_text(rest), take_text(rest)};
      unit.words = static_cast<unsigned>(take_below(rest, 256, "a unit has too many words"));
      units.push_back(std::move(unit));
    }
    for (std::uint32_t i = 0; i < header.keys; ++i) {
      std::string key = take_text(rest);
      further_keys.emplace_back(std::move(key), take_below(rest, header.units, "a key has no such unit"));
    }
  }

  /// What looking words up needs; counting does not.
  void sort() const {
    std::call_once(sorted, [&] {
      for (WordId id = 0; id < words.size(); ++id) by_word.push_back(id), by_stem[stems[id]].push_back(id);
      std::sort(by_word.begin(), by_word.end(), [&](WordId a, WordId b) { return words[a] < words[b]; });
      for (UnitId id = 0; id < units.size(); ++id) by_key.emplace(units[id].key, id);
      for (const auto& [key, unit] : further_keys) by_key.emplace(key, unit);
    });
  }
};

Texts::Texts(const std::filesystem::path& file) : contents_(std::make_unique<Contents>()) {
  contents_->name = file.string();
  contents_->file.emplace(file);
  try {
    contents_->read(contents_->file->bytes());
  } catch (const std::out_of_range& how) {
    throw damaged_file(contents_->name, how.what());
  }
}

Texts::Texts(std::string bytes) : contents_(std::make_unique<Contents>()) {
  contents_->made = std::move(bytes);
  contents_->read(contents_->made);
}

Texts::~Texts() = default;

std::size_t Texts::documents() const { return contents_->header.documents; }

void Texts::read(std::uint32_t docid, Text& text) const {
  const Contents& all = *contents_;
  if (docid == 0 || docid > all.header.documents) throw std::out_of_range("no such paragraph");
  text.words.clear();
  text.gaps.clear();
  text.phrases.clear();
  std::string_view rest = all.texts.substr(all.begins[docid], all.begins[docid + 1] - all.begins[docid]);
  try {
    Gap gap = Gap::sentence;
    for (const std::uint32_t count = all.lengths[docid]; text.words.size() < count;) {
      const std::uint64_t code = take_varint(rest);
      if (code < first_word_code) {
        gap = code == pause_code ? Gap::pause : Gap::sentence;
        continue;
      }
      if (code - first_word_code >= all.words.size()) throw std::out_of_range("there is no such word");
      text.words.push_back(static_cast<WordId>(code - first_word_code));
      text.gaps.push_back(gap);
      gap = Gap::none;
    }
    std::uint64_t first = 0;
    for (std::uint64_t left = take_varint(rest); left > 0; --left) {
      first += take_below(rest, text.words.size(), "a phrase begins behind the end");
      const UnitId unit = take_below(rest, all.units.size(), "there is no such phrase");
      const std::uint32_t words = take_below(rest, text.words.size() + 1, "a phrase is too long");
      if (first + words > text.words.size()) throw std::out_of_range("a phrase ends behind the end");
      text.phrases.push_back({unit, static_cast<std::uint32_t>(first), words});
    }
  } catch (const std::out_of_range& how) {
    throw damaged_file(all.name, how.what());
  }
}

std::size_t Texts::words_in(std::uint32_t docid) const {
  if (docid > contents_->header.documents) throw std::out_of_range("no such paragraph");
  return contents_->lengths[docid];
}

std::size_t Texts::word_count() const { return contents_->words.size(); }
const std::string& Texts::word(WordId id) const { return contents_->words.at(id); }
const std::string& Texts::stem(WordId id) const { return contents_->stems.at(id); }
UnitId Texts::unit_of(WordId id) const { return contents_->units_of_words[id]; }
std::size_t Texts::unit_count() const { return contents_->units.size(); }
const Unit& Texts::unit(UnitId id) const { return contents_->units.at(id); }

std::vector<WordId> Texts::words_with_stem(std::string_view stem) const {
  contents_->sort();
  const auto found = contents_->by_stem.find(stem);
  return found == contents_->by_stem.end() ? std::vector<WordId>{} : found->second;
}

std::vector<WordId> Texts::words_beginning(std::string_view prefix) const {
  contents_->sort();
  const auto& words = contents_->words;
  auto at = std::lower_bound(contents_->by_word.begin(), contents_->by_word.end(), prefix,
                             [&](WordId id, std::string_view wanted) { return words[id] < wanted; });
  std::vector<WordId> found;
  for (; at != contents_->by_word.end() && words[*at].starts_with(prefix); ++at) found.push_back(*at);
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<WordId> Texts::find_word(std::string_view word) const {
  contents_->sort();
  const auto& words = contents_->words;
  const auto at = std::lower_bound(contents_->by_word.begin(), contents_->by_word.end(), word,
                                   [&](WordId id, std::string_view wanted) { return words[id] < wanted; });
  return at != contents_->by_word.end() && words[*at] == word ? std::optional(*at) : std::nullopt;
}

UnitId Texts::find_unit(std::string_view key) const {
  contents_->sort();
  const auto found = contents_->by_key.find(key);
  return found == contents_->by_key.end() ? no_unit : found->second;
}

}  // namespace findings
