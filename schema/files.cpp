#include "schema/files.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace findings {

namespace fs = std::filesystem;

const std::string disk_full_hint = "free some space and run it again; what was indexed before is still served";

namespace {

/// An open file, closed in the end.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags, const char* doing) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (fd_ < 0) throw system_error(doing, path, errno);
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::string_view bytes, const fs::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error("write", file, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Error system_error(const std::string& doing, const fs::path& path, int error) {
  std::string hint;
  if (error == ENOSPC || error == EDQUOT) hint = disk_full_hint;
  if (error == EACCES || error == EPERM || error == EROFS) hint = "see who may use it: ls -ld '" + path.string() + "'";
  return Error("cannot " + doing + " " + path.string() + ": " + std::strerror(error), hint, Exit::no_index);
}

std::string read_file(const fs::path& file) {
  const Descriptor in(file, O_RDONLY, "open");
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) throw system_error("read", file, errno);
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(status.st_size));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(in.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw system_error("read", file, errno);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
}

void write_file(const fs::path& file, std::string_view bytes) {
  const Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC, "write");
  write_all(out.get(), bytes, file);
  if (::fsync(out.get()) != 0) throw system_error("write", file, errno);
}

void replace_file(const fs::path& file, std::string_view bytes) {
  fs::path beside = file;
  beside += ".new-" + std::to_string(::gettid());
  try {
    const Descriptor out(beside, O_WRONLY | O_CREAT | O_TRUNC, "write");
    write_all(out.get(), bytes, beside);
  } catch (const Error&) {
    ::unlink(beside.c_str());
    throw;
  }
  if (::rename(beside.c_str(), file.c_str()) != 0) {
    const int error = errno;
    ::unlink(beside.c_str());
    throw system_error("write", file, error);
  }
}

void sync_to_disk(const fs::path& file_or_folder) {
  const Descriptor open(file_or_folder, O_RDONLY, "sync");
  if (::fsync(open.get()) != 0) throw system_error("sync", file_or_folder, errno);
}

std::optional<std::filesystem::path> program_beside(const std::string& name) {
  std::error_code none;
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
  for (const auto& place : {here / name, here / "../libexec/findings" / name})
    if (::access(place.c_str(), X_OK) == 0) return place;
  return std::nullopt;
}

}  // namespace findings
