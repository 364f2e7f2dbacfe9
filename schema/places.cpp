#include "schema/places.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

// The file, all numbers 32 bits in the machine's order: Header, documents of each shard, a ShardDocument for each row,
// and of each shard the rows of its documents.

namespace findings {
namespace {

constexpr char magic[8] = {'F', 'I', 'N', 'D', 'P', 'L', 'C', '\n'};
constexpr std::uint32_t places_version = 1, byte_order = 0x01020304;

struct Header {
  char magic[8];
  std::uint32_t version, order, documents, shards;
};
static_assert(std::has_unique_object_representations_v<Header> &&
              std::has_unique_object_representations_v<ShardDocument>);

template <typename Number>
void append(std::string& bytes, std::span<const Number> numbers) {
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes());
}

}  // namespace

std::string places_bytes(std::span<const std::uint32_t> shard_of_row, std::uint32_t shards) {
  std::vector<std::vector<std::uint32_t>> rows(shards);
  std::vector<ShardDocument> places;
  for (std::uint32_t row = 1; row <= shard_of_row.size(); ++row) {
    const std::uint32_t shard = shard_of_row[row - 1];
    if (shard >= shards) throw std::invalid_argument("a row is in a shard that is not there");
    rows[shard].push_back(row);
    places.push_back({shard, static_cast<std::uint32_t>(rows[shard].size())});
  }
  Header header{{}, places_version, byte_order, static_cast<std::uint32_t>(places.size()), shards};
  std::copy(std::begin(magic), std::end(magic), header.magic);
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  for (const auto& of_shard : rows) {
    const auto count = static_cast<std::uint32_t>(of_shard.size());
    bytes.append(reinterpret_cast<const char*>(&count), sizeof count);
  }
  append(bytes, std::span<const ShardDocument>(places));
  for (const auto& of_shard : rows) append(bytes, std::span<const std::uint32_t>(of_shard));
  return bytes;
}

Places::Places(const std::filesystem::path& file) : file_(file) {
  const std::string_view bytes = file_.bytes();
  Header header{};
  if (bytes.size() < sizeof header) throw damaged_file(file, "too short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (!std::equal(std::begin(magic), std::end(magic), header.magic)) throw damaged_file(file, "not a file of places");
  if (header.version != places_version || header.order != byte_order)
    throw damaged_file(file, "of another version or another machine");
  const std::size_t numbers = std::size_t{header.shards} + 3 * std::size_t{header.documents};
  if (bytes.size() != sizeof header + numbers * sizeof(std::uint32_t))
    throw damaged_file(file, "its size is not what it says");

  const auto* counts = reinterpret_cast<const std::uint32_t*>(bytes.data() + sizeof header);
  places_ = {reinterpret_cast<const ShardDocument*>(counts + header.shards), header.documents};
  const auto* rows = counts + header.shards + 2 * std::size_t{header.documents};
  std::size_t left = header.documents;
  for (std::uint32_t shard = 0; shard < header.shards; ++shard) {
    if (counts[shard] > left) throw damaged_file(file, "its shards are larger than all");
    rows_.emplace_back(rows, counts[shard]);
    for (std::uint32_t before = 0; const std::uint32_t row : rows_.back()) {
      if (row <= before || row > header.documents) throw damaged_file(file, "its rows do not ascend");
      before = row;
    }
    rows += counts[shard];
    left -= counts[shard];
  }
  if (left != 0) throw damaged_file(file, "its shards are smaller than all");
}

ShardDocument Places::place_of(std::uint32_t row) const {
  if (row == 0 || row > places_.size()) throw std::out_of_range("no such row");
  const ShardDocument place = places_[row - 1];
  if (place.shard >= rows_.size() || place.docid == 0 || place.docid > rows_[place.shard].size() ||
      rows_[place.shard][place.docid - 1] != row)
    throw std::out_of_range("a row is nowhere");
  return place;
}

}  // namespace findings
