#include "indexer/copies.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <set>
#include <unordered_set>

#include "indexer/cores.h"
#include "schema/authorities.h"
#include "schema/text.h"

namespace findings {
namespace {

using Place = std::uint32_t;  // of a paragraph, in the order of the index
using Hash = std::uint64_t;

// Candidates come from MinHash in bands: texts that share a fraction j of their runs of words have a minimum in common
// with probability j, and meet where all minima of a band agree. At 0.8 that fails once in 4,600, at 0.3 twelve in a
// hundred meet for nothing.
constexpr std::size_t bands = 16, minima_a_band = 4, minima = bands * minima_a_band;

constexpr std::size_t run = 3;            // words
constexpr std::size_t most_compared = 8;  // in a bucket, with whoever comes after: bounds the time

// Words that make a different statement of an otherwise equal one. Grades, how many, how often, whether at all.
constexpr std::string_view telling_words[] = {
    "adequate", "all",      "always",     "better",   "both",   "cannot",   "declined", "eight",       "eighteen",
    "eleven",   "every",    "few",        "fifteen",  "fifty",  "five",     "four",     "good",        "half",
    "improve",  "improved", "inadequate", "majority", "many",   "minority", "more",     "most",        "never",
    "nine",     "no",       "none",       "nor",      "not",    "often",    "one",      "outstanding", "poor",
    "rarely",   "require",  "requires",   "seven",    "six",    "sixteen",  "some",     "sometimes",   "ten",
    "third",    "thirty",   "three",      "twelve",   "twenty", "two",      "weak",     "without",     "worse"};

/// Well-known and good enough: Steele and others' splitmix64.
constexpr Hash mixed(Hash x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

constexpr Hash hash_of(std::string_view text) {
  Hash hash = 0xCBF29CE484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return mixed(hash);
}

constexpr auto factors = [] {
  std::array<Hash, minima> odd{};
  for (std::size_t i = 0; i < minima; ++i) odd[i] = mixed(i) | 1;
  return odd;
}();

/// A paragraph's text as copies are compared.
struct Text {
  std::string folded;
  std::size_t words = 0;
  std::vector<Hash> runs;  // of words; sorted, no repeats
  Hash facts = 0;          // of the words that carry a fact, in any order
};

void read_runs(Text& text) {
  std::vector<Hash> words;
  for (std::size_t at = 0; at < text.folded.size();) {
    const std::size_t end = std::min(text.folded.find(' ', at), text.folded.size());
    words.push_back(hash_of(std::string_view(text.folded).substr(at, end - at)));
    at = end + 1;
  }
  text.words = words.size();
  for (std::size_t i = 0; i + run <= words.size(); ++i)
    text.runs.push_back(mixed(mixed(words[i] + 1) ^ mixed(words[i + 1] + 2) ^ mixed(words[i + 2] + 3)));
  std::sort(text.runs.begin(), text.runs.end());
  text.runs.erase(std::unique(text.runs.begin(), text.runs.end()), text.runs.end());
}

/// The words of authorities' names and those that tell, in small letters.
const std::unordered_set<Hash>& known_words() {
  static const std::unordered_set<Hash> words = [] {
    std::unordered_set<Hash> all;
    for (const std::string_view word : telling_words) all.insert(hash_of(word));
    for (const Authority& authority : authorities())
      for (std::size_t at = 0; at < authority.name.size();) {
        const std::size_t end = std::min(authority.name.find(' ', at), authority.name.size());
        const std::string word = fold(std::string_view(authority.name).substr(at, end - at));
        if (word != "and" && word != "of" && word != "the") all.insert(hash_of(word));
        at = end + 1;
      }
    return all;
  }();
  return words;
}

/// Words with a digit, words that tell, and names: capitals within a sentence, and authorities' anywhere.
Hash facts_of(std::string_view text) {
  Hash facts = 0;
  bool begins_sentence = true;
  for (std::size_t at = 0; at < text.size();) {
    const auto is_of_word = [&](std::size_t i) {
      const auto c = static_cast<unsigned char>(text[i]);
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC3 && c < 0xE2);
    };
    if (!is_of_word(at)) {
      if (text[at] != ' ') begins_sentence = text[at] != ',' && text[at] != '-' && text[at] != '/';
      ++at;
      continue;
    }
    std::string word;
    bool has_digit = false;
    const bool capital = text[at] >= 'A' && text[at] <= 'Z';
    for (; at < text.size() && (is_of_word(at) || static_cast<unsigned char>(text[at]) >= 0x80); ++at) {
      if (text[at] == '\xE2') break;  // a quote or a dash
      word += text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] - 'A' + 'a') : text[at];
      has_digit = has_digit || (text[at] >= '0' && text[at] <= '9');
    }
    const Hash hash = hash_of(word);
    if (has_digit || (capital && !begins_sentence) || known_words().contains(hash)) facts += mixed(hash);
    begins_sentence = false;
  }
  return facts;
}

Text read(const Paragraph& paragraph) {
  Text text{fold(paragraph.text)};
  read_runs(text);
  if (text.words >= statement) text.facts = facts_of(paragraph.text);
  return text;
}

bool say_the_same(const Text& a, const Text& b) {
  if (a.folded == b.folded) return true;
  if (a.words < statement || b.words < statement || a.facts != b.facts) return false;
  std::size_t both = 0;
  for (auto x = a.runs.begin(), y = b.runs.begin(); x != a.runs.end() && y != b.runs.end();) {
    both += *x == *y;
    const bool next_x = *x <= *y, next_y = *y <= *x;
    x += next_x;
    y += next_y;
  }
  return static_cast<double>(both) >= near_copy * static_cast<double>(a.runs.size() + b.runs.size() - both);
}

/// Where paragraphs could meet their copies: in each band by half of a key, and the place.
class Keys {
 public:
  explicit Keys(std::size_t paragraphs) {
    for (auto& band : bands_) band.reserve(paragraphs);
  }

  void add(Place place, const Text& text, const Report& report, Kind kind) {
    if (text.words >= statement) {
      put(0, hash_of(text.folded), place);
      std::array<std::uint32_t, minima> least;
      least.fill(std::numeric_limits<std::uint32_t>::max());
      for (const Hash one : text.runs)
        for (std::size_t i = 0; i < minima; ++i)
          least[i] = std::min(least[i], static_cast<std::uint32_t>((one * factors[i]) >> 32));
      for (std::size_t band = 0; band < bands; ++band) {
        Hash key = text.facts;
        for (std::size_t i = 0; i < minima_a_band; ++i) key = mixed(key ^ least[band * minima_a_band + i]);
        put(band + 1, key, place);
      }
    } else if (kind == Kind::boilerplate) {
      put(0, hash_of(text.folded), place);
    } else if (text.words >= fewest_words) {
      put(0, hash_of(text.folded) ^ hash_of(report.id), place);
    }
  }

  std::vector<Hash> take(std::size_t band) { return std::move(bands_[band]); }

 private:
  void put(std::size_t band, Hash key, Place place) { bands_[band].push_back((key & ~Hash{0xFFFFFFFF}) | place); }

  std::array<std::vector<Hash>, bands + 1> bands_;
};

/// The keys of all paragraphs, in parts that all cores share.
std::vector<Keys> keys_of(const Records& records) {
  constexpr std::size_t most = 16;
  const std::size_t count = std::min(most, records.size());
  std::vector<std::size_t> begins{0};  // of each record's places
  for (const ReportRecord* record : records) begins.push_back(begins.back() + record->report.paragraphs.size());
  const auto begin_of = [&](std::size_t part) { return records.size() * part / count; };
  std::vector<Keys> parts;
  for (std::size_t i = 0; i < count; ++i) parts.emplace_back(begins[begin_of(i + 1)] - begins[begin_of(i)]);
  on_all_cores(count, [&] {
    return [&](std::size_t i) {
      for (std::size_t record = begin_of(i); record < begin_of(i + 1); ++record) {
        std::size_t place = begins[record];
        for (const Paragraph& paragraph : records[record]->report.paragraphs)
          parts[i].add(static_cast<Place>(place++), read(paragraph), records[record]->report, paragraph.kind);
      }
    };
  });
  return parts;
}

struct Meeting {
  Place place;
  std::uint32_t bucket;
};

/// The paragraphs that meet in a bucket: all others have no copies.
struct Meetings {
  std::vector<Meeting> all;
  std::uint32_t buckets = 0;
};

Meetings meetings_of(std::vector<Hash> keys) {
  Meetings meetings;
  std::sort(keys.begin(), keys.end());
  for (auto begin = keys.begin(); begin != keys.end();) {
    const auto end = std::find_if(begin, keys.end(), [&](Hash key) { return key >> 32 != *begin >> 32; });
    if (end - begin > 1) {
      for (auto key = begin; key != end; ++key) meetings.all.push_back({static_cast<Place>(*key), meetings.buckets});
      ++meetings.buckets;
    }
    begin = end;
  }
  return meetings;
}

/// Of all bands, by place.
Meetings meetings_of(std::vector<Keys> parts) {
  std::array<Meetings, bands + 1> of_bands;
  on_all_cores(of_bands.size(), [&] {
    return [&](std::size_t band) {
      std::vector<Hash> keys;
      for (Keys& part : parts) {
        const std::vector<Hash> more = part.take(band);
        keys.insert(keys.end(), more.begin(), more.end());
      }
      of_bands[band] = meetings_of(std::move(keys));
    };
  });
  Meetings meetings;
  for (const Meetings& of_band : of_bands) {
    for (const auto& [place, bucket] : of_band.all) meetings.all.push_back({place, meetings.buckets + bucket});
    meetings.buckets += of_band.buckets;
  }
  std::stable_sort(meetings.all.begin(), meetings.all.end(),
                   [](const Meeting& a, const Meeting& b) { return a.place < b.place; });
  return meetings;
}

/// Of a wrapper's paragraph and what it repeats: the later one and the earlier one, by the later.
std::vector<std::pair<Place, Place>> quotations(const Records& records) {
  std::vector<std::pair<Place, Place>> all;
  Place begin = 0;
  for (const ReportRecord* record : records) {
    const std::vector<Paragraph>& paragraphs = record->report.paragraphs;
    for (Place i = 0; i < paragraphs.size(); ++i) {
      if (!paragraphs[i].repeats) continue;
      for (Place j = 0; j < paragraphs.size(); ++j)
        if (paragraphs[j].citation == *paragraphs[i].repeats)
          all.emplace_back(begin + std::max(i, j), begin + std::min(i, j));
    }
    begin += static_cast<Place>(paragraphs.size());
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

Copies find_copies(const Records& records) {
  std::vector<const Paragraph*> paragraphs;
  for (const ReportRecord* record : records)
    for (const Paragraph& paragraph : record->report.paragraphs) paragraphs.push_back(&paragraph);
  const std::size_t size = paragraphs.size();
  const Meetings meetings = meetings_of(keys_of(records));
  const std::vector<std::pair<Place, Place>> quoted = quotations(records);

  std::vector<Place> first_of(size);  // itself where it is no copy of an earlier one
  std::vector<std::vector<Place>> to_compare(meetings.buckets);
  auto meeting = meetings.all.begin();
  auto quotation = quoted.begin();
  for (Place place = 0; place < size; ++place) {
    std::set<Place> met;
    const auto begin = meeting;
    for (; meeting != meetings.all.end() && meeting->place == place; ++meeting)
      met.insert(to_compare[meeting->bucket].begin(), to_compare[meeting->bucket].end());
    first_of[place] = place;
    if (!met.empty()) {
      const Text text = read(*paragraphs[place]);
      const auto same = std::find_if(met.begin(), met.end(),
                                     [&](Place other) { return say_the_same(text, read(*paragraphs[other])); });
      if (same != met.end()) first_of[place] = first_of[*same];
    }
    if (first_of[place] == place)
      for (auto at = begin; at != meeting; ++at)
        if (to_compare[at->bucket].size() < most_compared) to_compare[at->bucket].push_back(place);
    for (; quotation != quoted.end() && quotation->first == place; ++quotation)
      if (first_of[place] == place) first_of[place] = first_of[quotation->second];
  }

  Copies copies;
  for (Place place = 0; place < size; ++place)
    if (const Place first = first_of[place]; first != place)
      for (const Place one : {first, place}) copies[paragraphs[one]] = paragraphs[first]->citation;
  return copies;
}

}  // namespace findings
