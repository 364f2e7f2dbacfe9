// One table of a glass database: keys and what stands under them, in a B-tree that is built from its leaves up, because
// all entries come in the order of their keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "schema/files.h"

namespace findings::glass {

/// Where a table's tree begins, as the database's version file says it of each table.
struct Root {
  std::uint32_t block = 0;
  unsigned level = 0;  // of the root; leaves have 0
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  // in the file; 0: there is no file
};

class TableWriter {
 public:
  static constexpr std::size_t block_size = 8192;

  explicit TableWriter(const std::filesystem::path& file);

  /// `key`: of 1 to 255 bytes, after all before it. `is_compressed`: `tag` is what raw deflate made of it.
  void add(std::string_view key, std::string_view tag, bool is_compressed = false);

  /// How many bytes under a key of that size still lie in one piece, a quarter of a block.
  static constexpr std::size_t room_under(std::size_t key_size) { return longest_item - item_head - key_size; }

  /// Nothing is added from then on. Throws Error where the file cannot be written.
  Root close();

 private:
  static constexpr std::size_t block_head = 11, place_size = 2;  // bytes; of an item in its block
  static constexpr std::size_t longest_item = (block_size - block_head) / 4 - place_size;
  static constexpr std::size_t item_head = 3, piece_size = 2;  // its size and its key's; the number of a later piece

  /// A block that is being filled: places of items from its front, items from its back.
  struct Block {
    Block();
    bool has_room(std::size_t item) const { return end - begin >= item + place_size; }
    void add(std::string_view item);

    std::string bytes;
    std::size_t begin = block_head, end = block_size;
    std::string key;  // what divides it from the block before it, with its piece's number; "": there is none
  };

  void add_to_leaf(std::string_view key, std::string_view tag, unsigned piece, bool is_last, bool is_compressed);
  void add_above(std::size_t level, const std::string& key, std::uint32_t block);
  std::uint32_t write(Block& block, std::size_t level);

  FileWriter out_;
  std::vector<Block> levels_{1};  // the block of each level that is not yet written
  std::string last_key_, item_;
  Root root_;
};

}  // namespace findings::glass
