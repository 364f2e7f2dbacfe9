#include "indexer/glass/lists.h"

#include <algorithm>

namespace findings::glass {

void ListsWriter::begin(std::string_view key) {
  key_ = key;
  entries_.clear();
  count_ = 0;
  last_ = 0;
}

void ListsWriter::add(Docid docid, std::string_view bytes) {
  put_varint(entries_, docid - last_);
  put_string(entries_, bytes);
  last_ = docid;
  ++count_;
}

void ListsWriter::end() {
  std::string head;
  put_string(head, key_);
  put_varint(head, count_);
  put_varint(head, entries_.size());
  out_.add(head);
  out_.add(entries_);
}

bool MergedLists::Source::next() {
  pass();
  constexpr std::size_t longest_head = 300;  // a key has 255 bytes at most
  const std::string_view at_hand = file.at_least(longest_head);
  if (at_hand.empty()) return false;
  std::string_view rest = at_hand;
  const auto key_size = static_cast<std::size_t>(take_varint(rest));
  key = rest.substr(0, key_size);
  rest.remove_prefix(key_size);
  count = take_varint(rest);
  size = static_cast<std::size_t>(take_varint(rest));
  file.skip(at_hand.size() - rest.size());
  return true;
}

std::string_view MergedLists::Source::entries() {
  const std::string_view at_hand = file.at_least(size);
  if (at_hand.size() < size) throw std::out_of_range("a list does not end");
  return at_hand.substr(0, size);
}

MergedLists::MergedLists(const std::vector<std::filesystem::path>& files) {
  constexpr std::size_t room = 1 << 24, fewest = 1 << 12, most = 1 << 16;  // bytes at hand of all, and of each
  const std::size_t at_a_time = std::clamp(room / std::max<std::size_t>(files.size(), 1), fewest, most);
  for (const std::filesystem::path& file : files) sources_.push_back({FileReader(file, at_a_time), {}});
  for (std::size_t i = 0; i < sources_.size(); ++i) having_.push_back(i);
}

bool MergedLists::next() {
  const auto comes_after = [&](std::size_t a, std::size_t b) {
    const int order = sources_[a].key.compare(sources_[b].key);
    return order != 0 ? order > 0 : a > b;
  };
  for (const std::size_t i : having_)
    if (sources_[i].next()) {
      waiting_.push_back(i);
      std::push_heap(waiting_.begin(), waiting_.end(), comes_after);
    }
  having_.clear();
  if (waiting_.empty()) return false;
  key_ = sources_[waiting_.front()].key;
  count_ = 0;
  while (!waiting_.empty() && sources_[waiting_.front()].key == key_) {
    std::pop_heap(waiting_.begin(), waiting_.end(), comes_after);
    having_.push_back(waiting_.back());
    count_ += sources_[waiting_.back()].count;
    waiting_.pop_back();
  }
  return true;
}

}  // namespace findings::glass
