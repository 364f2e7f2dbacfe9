// Sorted lists on disk: a key, and under it bytes of one document after the other. Each part of the reports makes its
// own; merged, they are what a table of the database says of all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/glass/packing.h"
#include "schema/files.h"

namespace findings::glass {

// What the lists of a run are of, beside terms.
inline constexpr char compressed = 'z', as_it_is = '=';  // the first byte of a document's data
inline std::string key_of_slot(std::uint32_t slot) { return std::string(1, static_cast<char>(slot)); }

class ListsWriter {
 public:
  explicit ListsWriter(const std::filesystem::path& file) : out_(file) {}

  /// `key`: not before the last one.
  void begin(std::string_view key);

  /// `docid`: above those before it under this key.
  void add(Docid docid, std::string_view bytes);
  void end();

  void close() { out_.close(); }

 private:
  FileWriter out_;
  std::string key_, entries_;
  std::uint64_t count_ = 0;
  Docid last_ = 0;
};

class MergedLists {
 public:
  /// Each file's documents come after those of the files before it, but where nothing but counts is asked for.
  explicit MergedLists(const std::vector<std::filesystem::path>& files);

  /// To the next key in order; false at the end.
  bool next();

  const std::string& key() const { return key_; }
  std::uint64_t count() const { return count_; }  // entries under it

  /// Calls `with(docid, bytes)` for each of them; once a key. Throws std::out_of_range where a file ends early.
  template <typename With>
  void each(const With& with) {
    for (const std::size_t i : having_) {
      Source& source = sources_[i];
      std::string_view entries = source.entries();
      Docid docid = 0;
      while (!entries.empty()) {
        docid += static_cast<Docid>(take_varint(entries));
        const auto size = static_cast<std::size_t>(take_varint(entries));
        if (size > entries.size()) throw std::out_of_range("an entry of a list does not end");
        with(docid, entries.substr(0, size));
        entries.remove_prefix(size);
      }
      source.pass();
    }
  }

 private:
  struct Source {
    FileReader file;
    std::string key;
    std::uint64_t count = 0;
    std::size_t size = 0;  // of the entries in bytes, which come next in the file

    bool next();
    void pass() { file.skip(std::exchange(size, 0)); }
    std::string_view entries();
  };

  std::vector<Source> sources_;
  std::vector<std::size_t> waiting_;  // a heap of sources by their keys
  std::vector<std::size_t> having_;   // the key, in their order
  std::string key_;
  std::uint64_t count_ = 0;
};

}  // namespace findings::glass
