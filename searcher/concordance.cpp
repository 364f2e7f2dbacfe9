#include "searcher/concordance.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/deadline.h"
#include "searcher/hits.h"
#include "searcher/index_errors.h"
#include "searcher/occurrences.h"
#include "searcher/order.h"
#include "searcher/partition.h"
#include "searcher/terms.h"
#include "searcher/values.h"

namespace findings {
namespace {

constexpr char centre[] = "centre";
constexpr unsigned farthest = 5;  // words from the occurrence that lines are sorted by

/// "L2" is -2, "r1" is 1; 0 for what is no such key.
int offset_of(std::string_view key) {
  if (key.size() != 2 || key[1] < '1' || key[1] > static_cast<char>('0' + farthest)) return 0;
  const int offset = key[1] - '0';
  return key[0] == 'L' || key[0] == 'l' ? -offset : key[0] == 'R' || key[0] == 'r' ? offset : 0;
}

void check_key(const std::string& key) {
  std::vector<std::string> names = line_fields();
  names.insert(names.begin(), centre);
  if (offset_of(key) != 0 || std::find(names.begin(), names.end(), key) != names.end()) return;
  const std::string near = nearest(key, names);
  std::string list = "keys: L1 to L5, R1 to R5";
  for (const std::string& name : names) list += ", " + name;
  throw Error("no lines are sorted by \"" + key + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              near.empty() ? list : "");
}

/// The place of each of a field's values among the others; the last one of what has none.
std::vector<std::uint32_t> ranks_of(const std::vector<std::string>& values, const std::string& field) {
  std::vector<std::uint32_t> order(values.size()), ranks(values.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto key = [&](std::uint32_t value) {
    const bool is_none = values[value].empty() || values[value] == no_value;
    return std::tuple(is_none, rank_of(field, values[value]).value_or(0), fold(label_of(field, values[value])), value);
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
  return ranks;
}

UnitId unit_named(const std::string& word, const Texts& texts) {
  const UnitId unit = texts.find_unit(unit_key(words_as_typed(word)));
  if (unit == no_unit)
    throw Error("no word that is counted is called \"" + word + "\"",
                "stopwords and numbers are not; `findings concordance QUESTION --collocates` lists words");
  return unit;
}

/// Whether that word stands there, outside of what was found.
bool has_beside(const Text& text, const Texts& texts, const std::vector<Stretch>& found, const Stretch& whole,
                UnitId beside) {
  for (std::uint32_t word = whole.first; word <= whole.last; ++word) {
    const auto is_in = [&](const Stretch& stretch) { return stretch.first <= word && word <= stretch.last; };
    if (texts.unit_of(text.words[word]) == beside && std::none_of(found.begin(), found.end(), is_in)) return true;
  }
  return false;
}

/// Reads lines; of neighbours in one paragraph the paragraph is read once.
class LineReader {
 public:
  explicit LineReader(const Searcher& searcher) : opened_(searcher.open()) {}

  ConcordanceLine read(std::uint32_t docid, const Stretch& occurrence, const Stretch& whole) {
    if (docid != docid_) {
      hit_ = unpack(opened_.documents.document(docid).get_data());
      words_ = spans_.of(hit_.text, indexed_words(hit_.text));
      docid_ = docid;
    }
    if (words_.size() <= whole.last)
      throw Error("the index is damaged: the words of " + hit_.citation + " are not those of its text",
                  "make it again: findings index", Exit::no_index);
    ConcordanceLine line{hit_, {}, "", "", ""};
    const auto end_of = [&](std::size_t word) { return words_[word].start + words_[word].length; };
    line.at = {words_[occurrence.first].start, end_of(occurrence.last) - words_[occurrence.first].start};
    const std::string& text = hit_.text;
    const std::size_t first = byte_at(line.at.start), last = byte_at(line.at.start + line.at.length);
    // Signs that stand at the outermost words are theirs: "(", "?".
    std::size_t begin = byte_at(words_[whole.first].start), end = byte_at(end_of(whole.last));
    while (begin > 0 && text[begin - 1] != ' ') --begin;
    while (end < text.size() && text[end] != ' ') ++end;
    line.left = text.substr(begin, first - begin);
    line.match = text.substr(first, last - first);
    line.right = text.substr(last, end - last);
    return line;
  }

 private:
  std::size_t byte_at(std::size_t point) const {
    std::size_t byte = 0;
    for (; byte < hit_.text.size(); ++byte)
      if ((hit_.text[byte] & 0xC0) != 0x80 && point-- == 0) break;
    return byte;
  }

  Opened opened_;
  WordSpans spans_;
  std::uint32_t docid_ = 0;
  Hit hit_;
  std::vector<Match> words_;
};

}  // namespace

std::vector<std::string> line_fields() {
  std::vector<std::string> names;
  for (const Field& field : fields)
    if (field.facet) names.emplace_back(field.name);
  names.insert(names.end(), {"inspected", "report"});
  return names;
}

/// What places are sorted by: for each a number a key.
class Concordance::Keys {
 public:
  Keys(const Searcher& searcher, const std::vector<std::string>& names, const std::vector<Place>& places)
      : texts_(searcher.texts()), count_(names.size()), numbers_(names.size() * places.size()) {
    for (std::size_t k = 0; k < count_; ++k)
      if (names[k] == centre || offset_of(names[k]) != 0)
        is_word_.push_back(names[k] != centre);
      else
        is_word_.push_back(false), add_field(k, names[k], searcher.columns(), places);
    if (std::any_of(names.begin(), names.end(), [](const auto& name) { return name == centre || offset_of(name); }))
      add_words(names, places);
  }

  bool less(std::uint32_t a, std::uint32_t b) const {
    for (std::size_t k = 0; k < count_; ++k) {
      const std::uint32_t of_a = numbers_[a * count_ + k], of_b = numbers_[b * count_ + k];
      if (of_a == of_b) continue;
      if (!is_word_[k] || of_a == 0 || of_b == 0) return of_a < of_b;
      return texts_.word(of_a - 1) < texts_.word(of_b - 1);
    }
    return a < b;  // the order of the index
  }

 private:
  void add_field(std::size_t k, const std::string& name, const Columns& columns, const std::vector<Place>& places) {
    const Partition partition(columns, name);
    const std::vector<std::uint32_t> ranks = ranks_of(partition.names(), name);
    for (std::size_t i = 0; i < places.size(); ++i) numbers_[i * count_ + k] = ranks[partition.value(places[i].docid)];
  }

  /// One pass over the paragraphs for all keys that are words: 0 where there is none, else a WordId and one.
  void add_words(const std::vector<std::string>& names, const std::vector<Place>& places) {
    Text text;
    std::map<std::vector<WordId>, std::uint32_t> centres;
    std::vector<const std::vector<WordId>*> centre_of(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i == 0 || places[i].docid != places[i - 1].docid) texts_.read(places[i].docid, text);
      const auto& [docid, occurrence, whole] = places[i];
      for (std::size_t k = 0; k < count_; ++k) {
        const int offset = offset_of(names[k]);
        const std::int64_t word =
            offset < 0 ? std::int64_t{occurrence.first} + offset : std::int64_t{occurrence.last} + offset;
        if (offset != 0 && word >= whole.first && word <= whole.last)
          numbers_[i * count_ + k] = text.words[static_cast<std::size_t>(word)] + 1;
        if (names[k] == centre)
          centre_of[i] =
              &centres.try_emplace({text.words.begin() + occurrence.first, text.words.begin() + occurrence.last + 1})
                   .first->first;
      }
    }
    std::vector<std::pair<std::string, std::uint32_t*>> spelt;
    for (auto& [words, rank] : centres) {
      spelt.emplace_back("", &rank);
      for (const WordId word : words) spelt.back().first += texts_.word(word) + ' ';
    }
    std::sort(spelt.begin(), spelt.end());
    for (std::uint32_t i = 0; i < spelt.size(); ++i) *spelt[i].second = i;
    for (std::size_t k = 0; k < count_; ++k)
      if (names[k] == centre)
        for (std::size_t i = 0; i < places.size(); ++i) numbers_[i * count_ + k] = centres.at(*centre_of[i]);
  }

  const Texts& texts_;
  std::size_t count_;
  std::vector<bool> is_word_;
  std::vector<std::uint32_t> numbers_;
};

Concordance::Concordance(const Searcher& searcher, const Question& question, const LinesWanted& wanted)
    : searcher_(searcher) {
  for (const std::string& key : wanted.sort) check_key(key);
  const Deadline deadline(question.deadline);
  find(question, wanted);
  total_ = places_.size();
  if (wanted.sample) draw(*wanted.sample, question.seed);
  lines_ = places_.size();
  sort(wanted, question.offset, question.limit);
}

void Concordance::find(const Question& question, const LinesWanted& wanted) {
  const Texts& texts = searcher_.texts();
  const UnitId beside = wanted.beside.empty() ? no_unit : unit_named(wanted.beside, texts);
  const std::vector<Xapian::docid> found = searcher_.find(question);
  std::vector<Placed> kept;
  for (const Xapian::docid id : found) kept.push_back({0, id});
  if (question.fold_copies) fold_copies(kept, searcher_.columns());

  Tally all(searcher_.columns(), {}), with_lines(searcher_.columns(), {});
  Occurrences occurrences(searcher_, question);
  Text text;
  auto next_kept = kept.begin();
  for (const Xapian::docid id : found) {
    check_deadline();
    all.add(id, 1);
    texts.read(id, text);
    const std::vector<Stretch>& here = occurrences.in(id, text);
    occurrences_ += here.size();
    if (next_kept == kept.end() || next_kept->id != id) continue;
    ++next_kept;
    const std::size_t before = places_.size();
    for (const Stretch& occurrence : here) {
      const Stretch whole = with_context(text, occurrence, wanted.context);
      if (beside == no_unit || has_beside(text, texts, here, whole, beside)) places_.push_back({id, occurrence, whole});
    }
    if (places_.size() > before) with_lines.add(id, 1);
  }
  found_ = all.found();
  with_lines_ = with_lines.found();
}

/// Lines with the smallest hashes of seed, report, place in it and place in the paragraph: reports that come leave the
/// others' lines in the same order.
void Concordance::draw(std::size_t size, std::uint64_t seed) {
  const Order random(searcher_.columns(), Sort::random, seed);
  std::vector<std::pair<std::uint64_t, std::size_t>> drawn;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto of_paragraph = static_cast<std::uint64_t>(random.key(places_[i].docid));
    drawn.emplace_back(mixed(of_paragraph + places_[i].occurrence.first), i);
  }
  if (size < drawn.size()) {
    std::nth_element(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(size), drawn.end());
    drawn.resize(size);
  }
  std::sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<Place> kept;
  for (const auto& [hash, i] : drawn) kept.push_back(places_[i]);
  places_ = std::move(kept);
}

/// Leaves the lines wanted.
void Concordance::sort(const LinesWanted& wanted, std::size_t offset, std::size_t limit) {
  offset = std::min(offset, places_.size());
  const auto first = static_cast<std::ptrdiff_t>(offset);
  const auto last = static_cast<std::ptrdiff_t>(offset + std::min(limit, places_.size() - offset));
  std::vector<std::uint32_t> order(places_.size());
  std::iota(order.begin(), order.end(), 0u);
  if (!wanted.sort.empty()) {
    const Keys keys(searcher_, wanted.sort, places_);
    const auto less = [&](std::uint32_t a, std::uint32_t b) { return keys.less(a, b); };
    if (first > 0) std::nth_element(order.begin(), order.begin() + first, order.end(), less);
    std::partial_sort(order.begin() + first, order.begin() + last, order.end(), less);
  }
  std::vector<Place> page;
  for (auto at = order.begin() + first; at != order.begin() + last; ++at) page.push_back(places_[*at]);
  places_ = std::move(page);
}

void Concordance::each_line(const std::function<void(ConcordanceLine&&)>& use) const {
  reading(searcher_.generation(), [&] {
    LineReader reader(searcher_);
    for (const auto& [docid, occurrence, whole] : places_) use(reader.read(docid, occurrence, whole));
  });
}

}  // namespace findings
