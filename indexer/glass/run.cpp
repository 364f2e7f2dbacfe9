#include "indexer/glass/run.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

#include <libdeflate.h>

#include "indexer/glass/lists.h"

namespace findings::glass {
namespace {

/// What stands in the table of documents' data, after a byte that says whether it is compressed: raw deflate, where
/// that is shorter. libdeflate makes it somewhat shorter than zlib in less than half the time.
class Compressor {
 public:
  Compressor() : compressor_(::libdeflate_alloc_compressor(1)) {
    if (compressor_ == nullptr) throw std::bad_alloc();
  }
  ~Compressor() { ::libdeflate_free_compressor(compressor_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  std::string operator()(const std::string& data) {
    std::string out(data.size(), compressed);
    const std::size_t size =  // 0: it is no shorter
        ::libdeflate_deflate_compress(compressor_, data.data(), data.size(), out.data() + 1, out.size() - 1);
    if (size == 0) return as_it_is + data;
    out.resize(1 + size);
    return out;
  }

 private:
  libdeflate_compressor* compressor_;
};

}  // namespace

TermId Terms::id_of(const std::string& term) {
  const auto [at, is_new] = ids_.try_emplace(term, static_cast<TermId>(terms_.size()));
  if (is_new) terms_.push_back(&at->first);
  return at->second;
}

Statistics& Statistics::operator+=(const Statistics& other) {
  if (shortest == 0 || (other.shortest > 0 && other.shortest < shortest)) shortest = other.shortest;
  longest = std::max(longest, other.longest);
  heaviest = std::max(heaviest, other.heaviest);
  documents += other.documents;
  length += other.length;
  return *this;
}

RunFiles Run::files(const std::filesystem::path& folder) {
  return {folder / "postings", folder / "places", folder / "values", folder / "data"};
}

void Run::add(const Document& document) {
  const Docid docid = next_++;
  sorted_ = document.occurrences;
  std::sort(sorted_.begin(), sorted_.end(),
            [](const auto& a, const auto& b) { return a.term != b.term ? a.term < b.term : a.place < b.place; });
  std::uint32_t length = 0;
  for (auto at = sorted_.begin(); at != sorted_.end();) {
    Posting posting{at->term, docid, 0, static_cast<std::uint32_t>(places_.size()), 0};
    places_of_one_.clear();
    for (; at != sorted_.end() && at->term == posting.term; ++at) {
      posting.weight += at->weight;
      if (at->place > 0) places_of_one_.push_back(at->place);
    }
    if (!places_of_one_.empty()) put_places(places_, places_of_one_);
    posting.places_size = static_cast<std::uint32_t>(places_.size()) - posting.places;
    length += posting.weight;
    statistics_.heaviest = std::max(statistics_.heaviest, posting.weight);
    postings_.push_back(posting);
  }
  for (const std::string& term : document.own_terms) own_terms_.emplace_back(term, docid);
  for (const auto& [slot, value] : document.values) {
    if (slot >= 128) throw std::logic_error("values are kept in slots 0 to 127");
    values_[slot].emplace_back(docid, value);
  }
  if (!document.data.empty()) data_.emplace_back(docid, document.data);
  lengths_.emplace_back(docid, length);
  Statistics of_one;
  of_one.documents = 1, of_one.shortest = of_one.longest = length, of_one.length = length;
  statistics_ += of_one;
}

Statistics Run::write(const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder);
  const RunFiles to = files(folder);
  write_postings(to);
  write_values(to.values);
  write_data(to.data);
  return statistics_;
}

void Run::write_postings(const RunFiles& to) {
  // Postings by term, by counting: where each term's begin, then each into its place.
  std::vector<std::uint32_t> ends(terms_.size());
  for (const Posting& posting : postings_) ++ends[posting.term];
  std::vector<TermId> used;
  for (TermId term = 0; term < ends.size(); ++term)
    if (ends[term] > 0) used.push_back(term);
  std::sort(used.begin(), used.end(), [&](TermId a, TermId b) { return terms_[a] < terms_[b]; });
  std::uint32_t begin = 0;
  for (std::uint32_t& end : ends) end = std::exchange(begin, begin + end);
  std::vector<std::uint32_t> by_term(postings_.size());
  for (std::uint32_t i = 0; i < postings_.size(); ++i) by_term[ends[postings_[i].term]++] = i;
  std::sort(own_terms_.begin(), own_terms_.end());

  ListsWriter postings(to.postings), places(to.places);
  std::string bytes;
  const auto weight = [&](std::uint32_t value) -> const std::string& {
    bytes.clear();
    put_varint(bytes, value);
    return bytes;
  };
  if (!lengths_.empty()) {
    postings.begin("");  // as Xapian has it: no term, and lengths in the place of weights
    for (const auto& [docid, length] : lengths_) postings.add(docid, weight(length));
    postings.end();
  }
  auto own = own_terms_.begin();
  const auto add_own_before = [&](const std::string* term) {
    while (own != own_terms_.end() && (!term || own->first < *term)) {
      const std::string& name = own->first;
      postings.begin(name);
      for (; own != own_terms_.end() && own->first == name; ++own) postings.add(own->second, weight(0));
      postings.end();
    }
  };
  for (const TermId term : used) {
    add_own_before(&terms_[term]);
    const std::uint32_t end = ends[term];
    const std::uint32_t first = term == 0 ? 0 : ends[term - 1];
    postings.begin(terms_[term]);
    bool has_places = false;
    for (std::uint32_t i = first; i < end; ++i) {
      const Posting& posting = postings_[by_term[i]];
      postings.add(posting.docid, weight(posting.weight));
      has_places = has_places || posting.places_size > 0;
    }
    postings.end();
    if (!has_places) continue;
    places.begin(terms_[term]);
    for (std::uint32_t i = first; i < end; ++i) {
      const Posting& posting = postings_[by_term[i]];
      if (posting.places_size > 0)
        places.add(posting.docid, std::string_view(places_).substr(posting.places, posting.places_size));
    }
    places.end();
  }
  add_own_before(nullptr);
  postings.close();
  places.close();
}

void Run::write_values(const std::filesystem::path& file) const {
  ListsWriter values(file);
  for (const auto& [slot, of_slot] : values_) {
    values.begin(key_of_slot(slot));
    for (const auto& [docid, value] : of_slot) values.add(docid, value);
    values.end();
  }
  values.close();
}

void Run::write_data(const std::filesystem::path& file) const {
  ListsWriter data(file);
  Compressor compress;
  for (const auto& [docid, of_one] : data_) {
    std::string key;
    put_sortable(key, docid);
    data.begin(key);
    data.add(docid, compress(of_one));
    data.end();
  }
  data.close();
}

}  // namespace findings::glass
