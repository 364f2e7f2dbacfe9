#include "schema/texts_writer.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include <xapian.h>

#include "schema/texts_format.h"
#include "schema/varint.h"
#include "schema/words.h"

namespace findings {
namespace {

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
  Words& words = *parts_.back().words;
  const auto [at, is_new] = words.ids.try_emplace(word, static_cast<WordId>(words.all.size()));
  if (is_new) words.all.push_back(word);
  return at->second;
}

void TextsWriter::add(const std::vector<std::string>& words, const std::vector<Gap>& gaps,
                      const std::vector<PhraseAt>& phrases) {
  std::vector<WordId> ids;
  for (const std::string& word : words) ids.push_back(id_of(word));
  add_known(ids, gaps, phrases);
}

void TextsWriter::add_known(const std::vector<WordId>& words, const std::vector<Gap>& gaps,
                            const std::vector<PhraseAt>& phrases) {
  Part& part = parts_.back();
  ++part.paragraphs;
  put_varint(part.bytes, words.size());
  for (std::size_t i = 0; i < words.size(); ++i)
    put_varint(part.bytes, std::uint64_t{words[i]} * 3 + static_cast<std::uint64_t>(gaps[i]));
  put_varint(part.bytes, phrases.size());
  for (const PhraseAt& phrase : phrases)
    for (const std::uint32_t number : {phrase.unit, phrase.first, phrase.words}) put_varint(part.bytes, number);
}

void TextsWriter::append(TextsWriter&& next) {
  for (Part& part : next.parts_) parts_.push_back(std::move(part));
  next.parts_.clear();
}

TextsWriter TextsWriter::take() {
  Part& part = parts_.back();
  TextsWriter taken;
  taken.parts_.back() = std::exchange(part, {part.words, {}, 0});
  return taken;
}

std::string TextsWriter::made(const std::vector<Unit>& phrases,
                              const std::unordered_map<std::string, std::size_t>& alike,
                              const std::function<void(const Part&)>& done_with) const {
  // The words of all parts under one number each.
  std::vector<std::string> words;
  std::unordered_map<const Words*, std::vector<WordId>> renamings;
  std::unordered_map<std::string_view, WordId> ids;
  std::vector<const std::vector<WordId>*> renamed;  // of each part
  for (const Part& part : parts_) {
    const auto [renaming, is_new_list] = renamings.try_emplace(part.words.get());
    if (is_new_list)
      for (const std::string& word : part.words->all) {
        const auto [at, is_new] = ids.try_emplace(word, static_cast<WordId>(words.size()));
        if (is_new) words.push_back(word);
        renaming->second.push_back(at->second);
      }
    renamed.push_back(&renaming->second);
  }
  std::vector<std::uint64_t> word_times(words.size()), phrase_times(phrases.size());
  std::size_t paragraphs = 0, size = 0;
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    paragraphs += parts_[p].paragraphs;
    size += parts_[p].bytes.size();
    for (std::string_view rest = parts_[p].bytes; !rest.empty();) {
      const Kept kept(rest);
      for (const WordId word : kept.words) ++word_times[(*renamed[p])[word]];
      for (const PhraseAt& phrase : kept.phrases) ++phrase_times[phrase.unit];
    }
  }
  // The commoner a word, the fewer bytes its number takes.
  std::vector<WordId> order(words.size()), new_id(words.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](WordId a, WordId b) {
    return word_times[a] != word_times[b] ? word_times[a] > word_times[b] : words[a] < words[b];
  });
  for (std::size_t i = 0; i < order.size(); ++i) new_id[order[i]] = static_cast<WordId>(i);
  const Units units = make_units(words, word_times, phrases, phrase_times, alike);

  std::string dictionary;
  const Xapian::Stem stemmer("english");
  for (const WordId word : order) {
    put_string(dictionary, words[word]);
    put_string(dictionary, stemmer(words[word]));
    put_varint(dictionary, units.of_word[word] == no_unit ? 0 : std::uint64_t{units.of_word[word]} + 1);
  }
  for (const Unit& unit : units.all) {
    put_string(dictionary, unit.label);
    put_string(dictionary, unit.key);
    put_varint(dictionary, unit.words);
  }
  for (const auto& [key, unit] : units.further_keys) {
    put_string(dictionary, key);
    put_varint(dictionary, unit);
  }
  dictionary.resize(texts_aligned(sizeof(TextsHeader) + dictionary.size()) - sizeof(TextsHeader), '\0');

  std::string texts;
  texts.reserve(size + dictionary.size() + paragraphs * 12 + 4096);  // with what comes before them

  std::vector<std::uint64_t> begins{0, 0};
  std::vector<std::uint32_t> lengths{0};
  begins.reserve(paragraphs + 2);
  lengths.reserve(paragraphs + 1);
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (std::string_view rest = parts_[p].bytes; !rest.empty();) {
      const Kept kept(rest);
      for (std::size_t w = 0; w < kept.words.size(); ++w) {
        if (w > 0 && kept.gaps[w] != Gap::none)
          put_varint(texts, kept.gaps[w] == Gap::pause ? pause_code : sentence_code);
        put_varint(texts, new_id[(*renamed[p])[kept.words[w]]] + first_word_code);
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
    done_with(parts_[p]);
  }

  TextsHeader header{};
  std::copy(std::begin(texts_magic), std::end(texts_magic), header.magic);
  header.version = texts_version;
  header.order = texts_byte_order;
  header.documents = static_cast<std::uint32_t>(paragraphs);
  header.words = static_cast<std::uint32_t>(words.size());
  header.units = static_cast<std::uint32_t>(units.all.size());
  header.keys = static_cast<std::uint32_t>(units.further_keys.size());
  header.dictionary = dictionary.size();
  header.texts = texts.size();
  std::string head(reinterpret_cast<const char*>(&header), sizeof header);
  const auto append = [&](const auto& numbers) {
    head.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof numbers[0]);
  };
  head += dictionary;
  append(begins);
  append(lengths);
  head.resize(texts_aligned(head.size()), '\0');
  texts.insert(0, head);
  return texts;
}

std::string TextsWriter::bytes(const std::vector<Unit>& phrases,
                               const std::unordered_map<std::string, std::size_t>& alike) const& {
  return made(phrases, alike, [](const Part&) {});
}

std::string TextsWriter::bytes(const std::vector<Unit>& phrases,
                               const std::unordered_map<std::string, std::size_t>& alike) && {
  return made(phrases, alike, [this](const Part& part) {
    std::string().swap(parts_[static_cast<std::size_t>(&part - parts_.data())].bytes);
  });
}

}  // namespace findings
