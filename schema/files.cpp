#include "schema/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace findings {

namespace fs = std::filesystem;

const std::string disk_full_hint = "free some space and run it again; what was indexed before is still served";

namespace {

void write_all(int fd, std::string_view bytes, const fs::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error("write", file, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// How many were read; 0 at the end.
std::size_t read_some(int fd, char* buffer, std::size_t size, const fs::path& file) {
  for (;;) {
    const ssize_t got = ::read(fd, buffer, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw system_error("read", file, errno);
  }
}

}  // namespace

Error system_error(const std::string& doing, const fs::path& path, int error) {
  std::string hint;
  if (error == ENOSPC || error == EDQUOT) hint = disk_full_hint;
  if (error == EACCES || error == EPERM || error == EROFS) hint = "see who may use it: ls -ld '" + path.string() + "'";
  return Error("cannot " + doing + " " + path.string() + ": " + std::strerror(error), hint, Exit::no_index);
}

OpenFile::OpenFile(const fs::path& file, int flags, const char* doing)
    : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0666)) {
  if (fd_ < 0) throw system_error(doing, file, errno);
}

OpenFile::~OpenFile() {
  if (fd_ >= 0) ::close(fd_);
}

std::string read_file(const fs::path& file) {
  const OpenFile in(file, O_RDONLY, "open");
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) throw system_error("read", file, errno);
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(status.st_size));
  char buffer[1 << 16];
  while (const std::size_t got = read_some(in.get(), buffer, sizeof buffer, file)) bytes.append(buffer, got);
  return bytes;
}

void write_file(const fs::path& file, std::string_view bytes) {
  const OpenFile out(file, O_WRONLY | O_CREAT | O_TRUNC, "write");
  write_all(out.get(), bytes, file);
  if (::fsync(out.get()) != 0) throw system_error("write", file, errno);
}

FileWriter::FileWriter(const fs::path& file) : file_(file), open_(file, O_WRONLY | O_CREAT | O_TRUNC, "write") {}

void FileWriter::add(std::string_view bytes) {
  constexpr std::size_t most_pending = 1 << 18;
  pending_ += bytes;
  if (pending_.size() < most_pending) return;
  write_all(open_.get(), pending_, file_);
  pending_.clear();
}

void FileWriter::close() {
  write_all(open_.get(), pending_, file_);
  pending_ = std::string();
}

FileReader::FileReader(const fs::path& file, std::size_t at_a_time)
    : file_(file), open_(file, O_RDONLY, "open"), at_a_time_(at_a_time) {}

std::string_view FileReader::at_least(std::size_t bytes) {
  if (buffer_.size() - at_ < bytes) {
    std::string more = buffer_.substr(at_);
    std::size_t filled = more.size();
    more.resize(std::max(bytes, at_a_time_));
    while (filled < bytes) {
      const std::size_t got = read_some(open_.get(), more.data() + filled, more.size() - filled, file_);
      if (got == 0) break;
      filled += got;
    }
    more.resize(filled);
    buffer_ = std::move(more);
    at_ = 0;
  }
  return std::string_view(buffer_).substr(at_);
}

void FileReader::skip(std::size_t bytes) {
  const std::size_t at_hand = buffer_.size() - at_;
  at_ += std::min(bytes, at_hand);
  if (at_ == buffer_.size()) buffer_ = std::string(), at_ = 0;
  if (bytes > at_hand && ::lseek(open_.get(), static_cast<off_t>(bytes - at_hand), SEEK_CUR) < 0)
    throw system_error("read", file_, errno);
}

void replace_file(const fs::path& file, std::string_view bytes) {
  fs::path beside = file;
  beside += ".new-" + std::to_string(::gettid());
  try {
    const OpenFile out(beside, O_WRONLY | O_CREAT | O_TRUNC, "write");
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
  const OpenFile open(file_or_folder, O_RDONLY, "sync");
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
