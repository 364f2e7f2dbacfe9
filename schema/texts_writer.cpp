#include "schema/texts_writer.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include <xapian.h>

#include "schema/texts_format.h"
#include "schema/varint.h"
#include "schema/words.h"

namespace findings {
namespace {

void put(std::string& out, std::string_view text) {
  put_varint(out, text.size());
  out += text;
}

/// `key`: its unit_key. "having" is a form of a stopword.
bool is_unit(const std::string& word, const std::string& key) {
  return word.find_first_of("0123456789") == word.npos && word.size() > 1 && !is_stopword(word) && !is_stopword(key);
}

/// The units of words and phrases, the commoner first.
struct Units {
  std::vector<Unit> all;
  std::vector<UnitId> of_word, of_phrase;                    // by place
  std::vector<std::pair<std::string, UnitId>> further_keys;  // that mean a phrase
};

Units make_units(const std::vector<std::string>& words, const std::vector<std::uint64_t>& word_times,
                 const std::vector<Unit>& phrases, const std::vector<std::uint64_t>& phrase_times,
                 const std::unordered_map<std::string, std::size_t>& alike) {
  struct Growing {
    Unit unit;
    std::uint64_t times = 0, commonest = 0;
  };
  std::vector<Growing> growing;
  for (std::size_t i = 0; i < phrases.size(); ++i) growing.push_back({phrases[i], phrase_times[i]});
  std::unordered_map<std::string, std::size_t> by_key;
  Units units;
  std::vector<std::size_t> place_of_word(words.size(), no_unit);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string key = unit_key({words[i]});
    if (!is_unit(words[i], key)) continue;
    if (const auto phrase = alike.find(key); phrase != alike.end()) continue;
    const auto [at, is_new] = by_key.try_emplace(key, growing.size());
    if (is_new) growing.push_back({{"", std::move(key), 1}});
    Growing& unit = growing[at->second];
    unit.times += word_times[i];
    if (word_times[i] > unit.commonest || (word_times[i] == unit.commonest && words[i] < unit.unit.label))
      unit.commonest = word_times[i], unit.unit.label = words[i];
    place_of_word[i] = at->second;
  }
  std::vector<std::size_t> order(growing.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return growing[a].times != growing[b].times ? growing[a].times > growing[b].times
                                                : growing[a].unit.key < growing[b].unit.key;
  });
  std::vector<UnitId> id_of(growing.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    id_of[order[i]] = static_cast<UnitId>(i);
    units.all.push_back(growing[order[i]].unit);
  }
  for (const std::size_t place : place_of_word) units.of_word.push_back(place == no_unit ? no_unit : id_of[place]);
  for (std::size_t i = 0; i < phrases.size(); ++i) units.of_phrase.push_back(id_of[i]);
  for (const auto& [key, phrase] : alike) units.further_keys.emplace_back(key, id_of[phrase]);
  std::sort(units.further_keys.begin(), units.further_keys.end());
  return units;
}

/// One paragraph as a TextsWriter keeps it, read again.
struct Kept {
  explicit Kept(std::string_view& bytes) {
    const std::uint64_t count = take_varint(bytes);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t code = take_varint(bytes);
      words.push_back(static_cast<WordId>(code / 3));
      gaps.push_back(static_cast<Gap>(code % 3));
    }
    phrases.resize(take_varint(bytes));
    for (PhraseAt& phrase : phrases)
      for (std::uint32_t* number : {&phrase.unit, &phrase.first, &phrase.words})
        *number = static_cast<std::uint32_t>(take_varint(bytes));
  }
  std::vector<WordId> words;
  std::vector<Gap> gaps;
  std::vector<PhraseAt> phrases;
};

}  // namespace

WordId TextsWriter::id_of(const std::string& word) {
  const auto [at, is_new] = ids_.try_emplace(word, static_cast<WordId>(words_.size()));
  if (is_new) words_.push_back(word);
  return at->second;
}

void TextsWriter::add(const std::vector<std::string>& words, const std::vector<Gap>& gaps,
                      const std::vector<PhraseAt>& phrases) {
  std::vector<WordId> ids;
  for (const std::string& word : words) ids.push_back(id_of(word));
  keep(ids, gaps, phrases);
}

void TextsWriter::keep(const std::vector<WordId>& words, const std::vector<Gap>& gaps,
                       const std::vector<PhraseAt>& phrases) {
  const std::size_t before = bytes_.size();
  put_varint(bytes_, words.size());
  for (std::size_t i = 0; i < words.size(); ++i)
    put_varint(bytes_, std::uint64_t{words[i]} * 3 + static_cast<std::uint64_t>(gaps[i]));
  put_varint(bytes_, phrases.size());
  for (const PhraseAt& phrase : phrases)
    for (const std::uint32_t number : {phrase.unit, phrase.first, phrase.words}) put_varint(bytes_, number);
  lengths_.push_back(bytes_.size() - before);
}

void TextsWriter::append(TextsWriter&& next) {
  if (lengths_.empty()) {
    *this = std::move(next);
    return;
  }
  std::vector<WordId> renamed;
  for (const std::string& word : next.words_) renamed.push_back(id_of(word));
  std::string_view bytes = next.bytes_;
  for (std::size_t i = 0; i < next.lengths_.size(); ++i) {
    Kept kept(bytes);
    for (WordId& word : kept.words) word = renamed[word];
    keep(kept.words, kept.gaps, kept.phrases);
  }
}

std::string TextsWriter::bytes(const std::vector<Unit>& phrases,
                               const std::unordered_map<std::string, std::size_t>& alike) const {
  std::vector<std::uint64_t> word_times(words_.size()), phrase_times(phrases.size());
  std::string_view rest = bytes_;
  for (std::size_t i = 0; i < lengths_.size(); ++i) {
    const Kept kept(rest);
    for (const WordId word : kept.words) ++word_times[word];
    for (const PhraseAt& phrase : kept.phrases) ++phrase_times[phrase.unit];
  }
  // The commoner a word, the fewer bytes its number takes.
  std::vector<WordId> order(words_.size()), new_id(words_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](WordId a, WordId b) {
    return word_times[a] != word_times[b] ? word_times[a] > word_times[b] : words_[a] < words_[b];
  });
  for (std::size_t i = 0; i < order.size(); ++i) new_id[order[i]] = static_cast<WordId>(i);
  const Units units = make_units(words_, word_times, phrases, phrase_times, alike);

  std::string dictionary;
  const Xapian::Stem stemmer("english");
  for (const WordId word : order) {
    put(dictionary, words_[word]);
    put(dictionary, stemmer(words_[word]));
    put_varint(dictionary, units.of_word[word] == no_unit ? 0 : std::uint64_t{units.of_word[word]} + 1);
  }
  for (const Unit& unit : units.all) {
    put(dictionary, unit.label);
    put(dictionary, unit.key);
    put_varint(dictionary, unit.words);
  }
  for (const auto& [key, unit] : units.further_keys) {
    put(dictionary, key);
    put_varint(dictionary, unit);
  }
  dictionary.resize(texts_aligned(sizeof(TextsHeader) + dictionary.size()) - sizeof(TextsHeader), '\0');

  std::string texts;
  texts.reserve(bytes_.size());
  std::vector<std::uint64_t> begins{0, 0};
  std::vector<std::uint32_t> lengths{0};
  rest = bytes_;
  for (std::size_t i = 0; i < lengths_.size(); ++i) {
    const Kept kept(rest);
    for (std::size_t w = 0; w < kept.words.size(); ++w) {
      if (w > 0 && kept.gaps[w] != Gap::none)
        put_varint(texts, kept.gaps[w] == Gap::pause ? pause_code : sentence_code);
      put_varint(texts, new_id[kept.words[w]] + first_word_code);
    }
    put_varint(texts, kept.phrases.size());
    std::uint32_t before = 0;
    for (const PhraseAt& phrase : kept.phrases) {
      put_varint(texts, phrase.first - before);
      put_varint(texts, units.of_phrase[phrase.unit]);
      put_varint(texts, phrase.words);
      before = phrase.first;
    }
    begins.push_back(texts.size());
    lengths.push_back(static_cast<std::uint32_t>(kept.words.size()));
  }

  TextsHeader header{};
  std::copy(std::begin(texts_magic), std::end(texts_magic), header.magic);
  header.version = texts_version;
  header.order = texts_byte_order;
  header.documents = static_cast<std::uint32_t>(lengths_.size());
  header.words = static_cast<std::uint32_t>(words_.size());
  header.units = static_cast<std::uint32_t>(units.all.size());
  header.keys = static_cast<std::uint32_t>(units.further_keys.size());
  header.dictionary = dictionary.size();
  header.texts = texts.size();
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  const auto append = [&](const auto& numbers) {
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof numbers[0]);
  };
  bytes += dictionary;
  append(begins);
  append(lengths);
  bytes.resize(texts_aligned(bytes.size()), '\0');
  return bytes + texts;
}

}  // namespace findings
