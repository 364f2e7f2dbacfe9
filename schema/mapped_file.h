// A file of a generation, mapped read-only: the tables of columns, texts and places are used where they lie.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "schema/error.h"

namespace findings {

class MappedFile {
 public:
  /// Throws Error (Exit::no_index) where it is missing or cannot be read.
  explicit MappedFile(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return {static_cast<const char*>(map_), size_}; }

 private:
  void* map_ = nullptr;
  std::size_t size_ = 0;
};

/// What to throw where such a file is not what was written.
Error damaged_file(const std::filesystem::path& file, const std::string& how);

}  // namespace findings
