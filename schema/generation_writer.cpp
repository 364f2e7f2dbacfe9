// The writing half of schema/generations.h.
#include <cerrno>
#include <chrono>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/files.h"
#include "schema/generation_manifest.h"
#include "schema/generations.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

constexpr char new_link_name[] = "current.new";
constexpr std::size_t generations_kept = 4;  // the one that is served, and three to go back to
constexpr std::chrono::minutes time_to_finish_reading{10};

std::string generation_name(unsigned long number) {
  const std::string digits = std::to_string(number);
  return "gen-" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

void sync_all(const fs::path& generation) {
  for (const auto& entry : fs::recursive_directory_iterator(generation)) sync_to_disk(entry.path());
  sync_to_disk(generation);
}

void rename_to(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw system_error("write", to, errno);
}

std::string holder_of(int lock) {
  char text[256];
  const ssize_t size = ::pread(lock, text, sizeof text, 0);
  std::string holder(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  return holder.substr(0, holder.find('\n'));
}

/// Open-file-description locks end with the process however it ends, and are not shared by threads of one process.
int take_lock(const fs::path& index) {
  const fs::path file = index / "lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock < 0) throw system_error("write", file, errno);
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (::fcntl(lock, F_OFD_SETLK, &whole) != 0) {
    const int error = errno;
    const std::string holder = holder_of(lock);
    ::close(lock);
    if (error != EAGAIN && error != EACCES) throw system_error("lock", file, error);
    throw Error("another run is writing the index " + index.string() + (holder.empty() ? "" : ": " + holder),
                "run it again when that one has finished; searching goes on meanwhile", Exit::busy);
  }
  const std::string holder = "process " + std::to_string(::getpid()) + ", since " + time_now() + "\n";
  // Who holds it is a courtesy to the next run: on a full disk the lock is held all the same.
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, holder.data(), holder.size(), 0) < 0) errno = 0;
  return lock;
}

}  // namespace

Writer::Writer(fs::path index) : index_(std::move(index)) {
  std::error_code error;
  fs::create_directories(index_, error);
  if (error) throw system_error("make", index_, error.value());
  index_ = fs::canonical(index_);
  lock_ = take_lock(index_);
  try {
    remove_left_overs();
    build_ = index_ / ("build-" + std::to_string(::getpid()));
    if (::mkdir(build_.c_str(), 0777) != 0) throw system_error("make", build_, errno);
  } catch (const fs::filesystem_error& failure) {
    ::close(lock_);
    throw system_error("remove", failure.path1(), failure.code().value());
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

Writer::~Writer() {
  std::error_code ignored;
  if (!build_.empty()) fs::remove_all(build_, ignored);
  if (::ftruncate(lock_, 0) != 0) errno = 0;
  ::close(lock_);
}

void Writer::remove_left_overs() const {
  // A run killed between its two renames leaves a generation that was never current.
  const fs::path current = fs::is_symlink(index_ / "current") ? fs::read_symlink(index_ / "current") : fs::path();
  const auto served = generation_number(current);
  std::vector<fs::path> left_over;
  for (const auto& entry : fs::directory_iterator(index_)) {
    const std::string name = entry.path().filename();
    const auto number = generation_number(entry.path());
    const bool never_served =
        number && (served ? *number > *served : !fs::exists(entry.path() / generation_manifest_name));
    if (name.starts_with("build-") || name == new_link_name || never_served) left_over.push_back(entry.path());
  }
  for (const fs::path& path : left_over) fs::remove_all(path);
}

fs::path Writer::publish(const std::string& counts_json) try {
  write_generation_manifest(build_, counts_json);
  const fs::path generation = put_into_place();
  remove_old_generations();
  return generation;
} catch (const fs::filesystem_error& error) {
  throw system_error("write", error.path1(), error.code().value());
}

fs::path Writer::restore(const fs::path& generation) try {
  for (auto at = fs::recursive_directory_iterator(generation); at != fs::recursive_directory_iterator(); ++at) {
    const fs::path copy = build_ / at->path().lexically_relative(generation);
    if (at->is_directory()) {
      fs::create_directory(copy);
    } else if (at->path().filename() != generation_manifest_name) {
      std::error_code error;
      fs::create_hard_link(at->path(), copy, error);
      if (error) fs::copy_file(at->path(), copy);  // some file systems have no links
    }
  }
  write_restored_manifest(build_, generation);
  return put_into_place();
} catch (const fs::filesystem_error& error) {
  throw system_error("write", error.path1(), error.code().value());
}

fs::path Writer::put_into_place() {
  const auto earlier = generations(index_);
  const fs::path generation = index_ / generation_name(earlier.empty() ? 1 : *generation_number(earlier.front()) + 1);
  sync_all(build_);
  sync_to_disk(index_);
  rename_to(build_, generation);
  try {
    sync_to_disk(index_);
    const fs::path link = index_ / new_link_name;
    if (::symlink(generation.filename().c_str(), link.c_str()) != 0) throw system_error("write", link, errno);
    rename_to(link, index_ / "current");
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove(index_ / new_link_name, ignored);
    fs::remove_all(generation, ignored);
    throw;
  }
  build_.clear();
  sync_to_disk(index_);
  return generation;
}

void Writer::remove_old_generations() const {
  const auto all = generations(index_);
  bool is_out_of_use = false;  // replaced long ago, and so was every one before it
  std::error_code error;
  for (std::size_t i = generations_kept; i < all.size(); ++i) {
    const auto replaced = fs::last_write_time(all[i - 1] / generation_manifest_name, error);
    if (!error && fs::file_time_type::clock::now() - replaced > time_to_finish_reading) is_out_of_use = true;
    if (is_out_of_use) fs::remove_all(all[i], error);
  }
}

}  // namespace findings
