// Bytes as a file, for what reads by path.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/law.h"

namespace findings {

class MemoryFile {
 public:
  explicit MemoryFile(const std::string& bytes) : descriptor_(::memfd_create("bytes", MFD_CLOEXEC)) {
    require(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "there is memory");
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace findings
