#include "indexer/glass/table_writer.h"

#include <algorithm>
#include <stdexcept>

namespace findings::glass {
namespace {

// Of the two bytes that say an item's size the upper three bits say what it is.
constexpr unsigned compressed_flag = 0x8000, last_piece_flag = 0x4000, first_piece_flag = 0x2000;

void put_number(std::string& out, std::size_t value, int bytes) {
  for (int byte = bytes - 1; byte >= 0; --byte) out += static_cast<char>(value >> (8 * byte) & 0xFF);
}

void set_number(std::string& block, std::size_t at, std::size_t value, int bytes) {
  for (int byte = bytes - 1; byte >= 0; --byte) block[at++] = static_cast<char>(value >> (8 * byte) & 0xFF);
}

}  // namespace

TableWriter::Block::Block() : bytes(block_size, '\0') {}

void TableWriter::Block::add(std::string_view item) {
  end -= item.size();
  item.copy(bytes.data() + end, item.size());
  set_number(bytes, begin, end, place_size);
  begin += place_size;
}

TableWriter::TableWriter(const std::filesystem::path& file) : out_(file) {
  // Every tree begins with an item without key.
  std::string none;
  put_number(none, first_piece_flag | last_piece_flag, 2);
  put_number(none, 0, 1);
  levels_.front().add(none);
}

void TableWriter::add(std::string_view key, std::string_view tag, bool is_compressed) {
  if (key.empty() || key.size() > 255 || key <= last_key_)
    throw std::logic_error("keys of a table must come in their order, of 1 to 255 bytes");
  const std::size_t most = room_under(key.size());
  unsigned piece = 1;
  for (std::string_view rest = tag;; ++piece) {
    const std::size_t size = std::min(rest.size(), piece == 1 ? most : most - piece_size);
    const bool is_last = size == rest.size();
    add_to_leaf(key, rest.substr(0, size), piece, is_last, is_compressed);
    if (is_last) break;
    rest.remove_prefix(size);
    if (piece == 0xFFFF) throw std::length_error("what stands under a key is too long for a table");
  }
  last_key_ = key;
  ++root_.entries;
}

void TableWriter::add_to_leaf(std::string_view key, std::string_view tag, unsigned piece, bool is_last,
                              bool is_compressed) {
  const std::size_t size = item_head + key.size() + (piece > 1 ? piece_size : 0) + tag.size();
  item_.clear();
  put_number(item_,
             (size - 3) | (is_compressed ? compressed_flag : 0) | (is_last ? last_piece_flag : 0) |
                 (piece == 1 ? first_piece_flag : 0),
             2);
  put_number(item_, key.size(), 1);
  item_ += key;
  if (piece > 1) put_number(item_, piece, piece_size);
  item_ += tag;

  if (!levels_[0].has_room(item_.size())) {
    // What divides two leaves is as much of the key as differs from the one before, with the number of its piece.
    const auto differs = std::mismatch(key.begin(), key.end(), last_key_.begin(), last_key_.end()).first;
    const auto same = static_cast<std::size_t>(differs - key.begin());
    std::string dividing(key.substr(0, piece > 1 ? key.size() : same + 1));
    put_number(dividing, piece, piece_size);
    const std::string key_of_full = std::move(levels_[0].key);
    const std::uint32_t full = write(levels_[0], 0);
    add_above(1, key_of_full, full);
    levels_[0].key = std::move(dividing);
  }
  levels_[0].add(item_);
}

/// `key`: what divides the block from the one before it.
void TableWriter::add_above(std::size_t level, const std::string& key, std::uint32_t block) {
  if (levels_.size() == level) levels_.emplace_back();
  const auto item_with = [&](std::string_view of_key) {
    std::string item;
    put_number(item, block, 4);
    put_number(item, of_key.size() - piece_size, 1);
    item += of_key;
    return item;
  };
  const std::string no_key(piece_size, '\0');
  if (const std::string item = item_with(key.empty() ? no_key : key); levels_[level].has_room(item.size())) {
    levels_[level].add(item);
    return;
  }
  const std::string key_of_full = std::move(levels_[level].key);
  const std::uint32_t full = write(levels_[level], level);
  add_above(level + 1, key_of_full, full);
  levels_[level].key = key;
  levels_[level].add(item_with(no_key));
}

/// The block's number; it is empty then.
std::uint32_t TableWriter::write(Block& block, std::size_t level) {
  set_number(block.bytes, 0, 1, 4);  // the revision
  set_number(block.bytes, 4, level, 1);
  set_number(block.bytes, 5, block.end - block.begin, 2);  // free in one piece, and in all
  set_number(block.bytes, 7, block.end - block.begin, 2);
  set_number(block.bytes, 9, block.begin, 2);
  out_.add(block.bytes);
  std::fill(block.bytes.begin(), block.bytes.end(), '\0');
  block.begin = block_head;
  block.end = block_size;
  return root_.blocks++;
}

Root TableWriter::close() {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const std::string key = std::move(levels_[level].key);
    root_.block = write(levels_[level], level);
    root_.level = static_cast<unsigned>(level);
    if (level + 1 < levels_.size()) add_above(level + 1, key, root_.block);
  }
  out_.close();
  return root_;
}

}  // namespace findings::glass
