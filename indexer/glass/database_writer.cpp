#include "indexer/glass/database_writer.h"

#include <future>
#include <stdexcept>

#include "indexer/glass/lists.h"
#include "indexer/glass/table_writer.h"

namespace findings::glass {
namespace {

namespace fs = std::filesystem;

// What is no term stands before all terms, under keys that begin so.
constexpr std::string_view metadata_start("\0\xC0", 2), bounds_start("\0\xD0", 2), values_start("\0\xD8", 2),
    lengths_start("\0\xE0", 2);

std::vector<fs::path> each(const std::vector<RunFiles>& runs, fs::path RunFiles::*file) {
  std::vector<fs::path> files;
  for (const RunFiles& run : runs) files.push_back(run.*file);
  return files;
}

std::string number(std::uint64_t value) {
  std::string bytes;
  put_varint(bytes, value);
  return bytes;
}

/// Entries that are cut into chunks, each under a key that ends in its first document.
struct Chunk {
  Docid first, last;
  std::string entries;
};

/// Values of a slot: the first one, and of each other how many documents lie between, and it.
void write_values(MergedLists& values, TableWriter& table) {
  const auto room = TableWriter::room_under(values_start.size() + 10);
  while (values.next()) {
    Chunk chunk{};
    const auto end_chunk = [&] {
      if (chunk.entries.empty()) return;
      std::string key = std::string(values_start) + values.key();
      put_sortable(key, chunk.first);
      table.add(key, chunk.entries);
    };
    values.each([&](Docid docid, std::string_view value) {
      if (chunk.entries.size() + value.size() + 10 > room) {
        end_chunk();
        chunk = {};
      }
      if (chunk.entries.empty())
        chunk.first = docid;
      else
        put_varint(chunk.entries, docid - chunk.last - 1);
      put_string(chunk.entries, value);
      chunk.last = docid;
    });
    end_chunk();
  }
}

/// How many documents have a value in a slot, the least and the greatest of them.
void write_bounds(MergedLists& values, TableWriter& table) {
  while (values.next()) {
    std::string least, greatest;
    bool is_first = true;
    values.each([&](Docid, std::string_view value) {
      if (is_first || value < least) least = value;
      if (is_first || value > greatest) greatest = value;
      is_first = false;
    });
    std::string bounds = number(values.count());
    put_string(bounds, least);
    if (greatest != least) bounds += greatest;
    const std::string slot = values.key() == key_of_slot(0) ? "" : values.key();  // without zeros at its end
    table.add(std::string(bounds_start) + slot, bounds);
  }
}

/// A term's postings: in chunks, the first under the term alone, after how many documents have it and how often.
void write_postings(const std::string& key, MergedLists& postings, bool are_lengths, TableWriter& table) {
  constexpr std::size_t longest_head = 21;  // of the first chunk
  const auto room = TableWriter::room_under(key.size() + 6) - longest_head;
  std::vector<Chunk> chunks;
  std::uint64_t frequency = 0;
  postings.each([&](Docid docid, std::string_view weight) {
    std::string_view rest = weight;
    frequency += take_varint(rest);
    if (chunks.empty() || chunks.back().entries.size() + weight.size() + 5 > room)
      chunks.push_back({docid, docid, {}});
    else
      put_varint(chunks.back().entries, docid - chunks.back().last - 1);
    chunks.back().entries += weight;
    chunks.back().last = docid;
  });
  for (const Chunk& chunk : chunks) {
    const bool is_first = &chunk == &chunks.front(), is_last = &chunk == &chunks.back();
    std::string of_chunk = key, bytes;
    if (is_first) {
      bytes =
          number(are_lengths ? 0 : postings.count()) + number(are_lengths ? 0 : frequency) + number(chunk.first - 1);
    } else {
      if (!are_lengths) of_chunk += '\0';
      put_sortable(of_chunk, chunk.first);
    }
    bytes += is_last ? '1' : '0';
    put_varint(bytes, chunk.last - chunk.first);
    table.add(of_chunk, bytes + chunk.entries);
  }
}

Root write_postlist(const std::vector<RunFiles>& runs, const Facts& facts, const fs::path& file) {
  TableWriter table(file);
  for (const auto& [key, value] : facts.metadata) table.add(std::string(metadata_start) + key, value);
  {
    MergedLists values(each(runs, &RunFiles::values));
    write_bounds(values, table);
  }
  {
    MergedLists values(each(runs, &RunFiles::values));
    write_values(values, table);
  }
  MergedLists postings(each(runs, &RunFiles::postings));
  while (postings.next()) {
    const bool are_lengths = postings.key().empty();
    if (are_lengths && postings.count() != facts.statistics.documents)
      throw std::logic_error("a database is not written of all its documents");
    write_postings(are_lengths ? std::string(lengths_start) : postings.key(), postings, are_lengths, table);
  }
  return table.close();
}

/// Under each term and document, its places.
Root write_positions(const std::vector<RunFiles>& runs, const fs::path& file) {
  MergedLists places(each(runs, &RunFiles::places));
  if (!places.next()) return {};
  TableWriter table(file);
  std::string key;
  do {
    places.each([&](Docid docid, std::string_view of_one) {
      key = places.key();
      key += '\0';
      put_sortable(key, docid);
      table.add(key, of_one);
    });
  } while (places.next());
  return table.close();
}

Root write_data(const std::vector<RunFiles>& runs, const fs::path& file) {
  MergedLists data(each(runs, &RunFiles::data));
  if (!data.next()) return {};
  TableWriter table(file);
  do
    data.each(
        [&](Docid, std::string_view of_one) { table.add(data.key(), of_one.substr(1), of_one[0] == compressed); });
  while (data.next());
  return table.close();
}

/// What the version file says of a table: `least_compressed`: what is longer may be compressed.
std::string of_table(const Root& root, unsigned least_compressed) {
  constexpr unsigned in_order = 2, has_no_file = 1;  // leaves follow each other in the file; entries are to come yet
  std::string bytes = number(root.block);
  bytes += number(root.level << 2 | in_order | (root.blocks == 0 ? has_no_file : 0));
  bytes += number(root.entries);
  bytes += number(TableWriter::block_size >> 11);
  bytes += number(least_compressed);
  std::string free_blocks;  // there are none: the revision, the blocks of the file, where two lists begin and end
  if (root.blocks > 0) free_blocks = number(1) + number(root.blocks) + std::string(4, '\0');
  put_string(bytes, free_blocks);
  return bytes;
}

}  // namespace

void write_database(const std::vector<RunFiles>& runs, const Facts& facts, const fs::path& folder) {
  fs::create_directory(folder);
  auto positions = std::async(std::launch::async, write_positions, std::cref(runs), folder / "position.glass");
  auto data = std::async(std::launch::async, write_data, std::cref(runs), folder / "docdata.glass");
  const Root postlist = write_postlist(runs, facts, folder / "postlist.glass");

  constexpr unsigned never = 0, usual = 18;  // Xapian's own
  std::string version("\x0F\x0DXapian Glass", 14);
  version += std::string("\x04\x6E", 2);  // 2016-03-14: years since 2014, month and day
  version += facts.uuid;
  version += number(1);  // the revision
  version += of_table(postlist, never);
  version += of_table(data.get(), usual);
  // Over the wire Xapian sends a document with all its values, for which it asks the table of term lists: an empty one
  // says that there are none.
  version += of_table(TableWriter(folder / "termlist.glass").close(), usual);
  version += of_table(positions.get(), never);
  version += of_table({}, usual);  // spellings
  version += of_table({}, usual);  // synonyms
  const Statistics& all = facts.statistics;
  for (const std::uint64_t value :
       {std::uint64_t{all.documents}, std::uint64_t{0}, std::uint64_t{all.shortest}, std::uint64_t{all.heaviest},
        std::uint64_t{all.longest - all.heaviest}, std::uint64_t{0}, all.length, std::uint64_t{0}})
    version += number(value);
  FileWriter file(folder / "iamglass");
  file.add(version);
  file.close();
}

}  // namespace findings::glass
