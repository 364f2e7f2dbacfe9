#include "schema/generations.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/files.h"
#include "schema/generation_manifest.h"
#include "schema/shards.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

constexpr char new_link_name[] = "current.new";
constexpr std::size_t generations_kept = 3;
constexpr std::chrono::minutes time_to_finish_reading{10};

/// 42 of "gen-000042".
std::optional<unsigned long> number_of(const fs::path& generation) {
  const std::string name = generation.filename();
  if (name.size() < 10 || name.size() > 16 || !name.starts_with("gen-") ||
      name.find_first_not_of("0123456789", 4) != std::string::npos)
    return std::nullopt;
  return std::stoul(name.substr(4));
}

std::string name_of(unsigned long number) {
  const std::string digits = std::to_string(number);
  return "gen-" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

std::string remake_hint(const fs::path& index) {
  return "make it again: findings index --index " + index.string() + " PATH...";
}

DamagedIndex damaged(const fs::path& index, const fs::path& what, const std::string& how) {
  return DamagedIndex("the index is damaged: " + what.string() + ": " + how, remake_hint(index), Exit::no_index);
}

Error no_index_at(const fs::path& index) {
  return Error("there is no index at " + index.string(),
               "make one: findings index --index " + index.string() + " PATH...", Exit::no_index);
}

/// Whether the file must be here, where shards may be elsewhere.
bool is_wanted_here(const fs::path& generation, const GenerationFile& file) {
  const std::size_t shard = shard_of(file);
  return shard == 0 || fs::exists(generation / shard_name(shard));
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
                "run it again when that one has finished; searching goes on meanwhile", Exit::no_index);
  }
  const std::string holder = "process " + std::to_string(::getpid()) + ", since " + time_now() + "\n";
  // Who holds it is a courtesy to the next run: on a full disk the lock is held all the same.
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, holder.data(), holder.size(), 0) < 0) errno = 0;
  return lock;
}

}  // namespace

std::string time_now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

fs::path default_index() {
  const auto set = [](const char* name) -> const char* {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : nullptr;
  };
  if (const char* index = set("FINDINGS_INDEX")) return index;
  if (const char* data = set("XDG_DATA_HOME")) return fs::path(data) / "findings" / "index";
  if (const char* home = set("HOME")) return fs::path(home) / ".local" / "share" / "findings" / "index";
  throw Error("no place is known for the index: HOME is not set", "name one: --index DIR");
}

namespace {

/// What `index` serves now; none of its files but the manifest was looked at.
std::optional<ServedGeneration> served_if_any(const fs::path& index) {
  const fs::path link = index / "current";
  std::error_code error;
  const fs::path target = fs::read_symlink(link, error);
  if (error == std::errc::permission_denied) throw system_error("open", link, error.value());
  if (error == std::errc::invalid_argument)
    throw DamagedIndex("the index is damaged: " + link.string() + " is no link", remake_hint(index), Exit::no_index);
  if (error) return std::nullopt;

  if (!number_of(target) || target.has_parent_path()) throw damaged(index, index / target, "not a generation");
  ServedGeneration served{fs::canonical(index / target, error), {}};
  if (error) throw damaged(index, index / target, "missing");
  try {
    served.manifest = read_generation_manifest(served.path);
  } catch (const std::runtime_error& how) {
    throw damaged(index, index / target, how.what());
  }
  if (served.manifest.format > index_format)
    throw Error("the index " + index.string() + " was made by a newer findings (format " +
                    std::to_string(served.manifest.format) + "; this one reads " + std::to_string(index_format) + ")",
                "use that findings, or make an index of its own for this one: --index DIR", Exit::no_index);
  if (served.manifest.format < index_format)
    throw DamagedIndex("the index " + index.string() + " was made by an older findings", remake_hint(index),
                       Exit::no_index);
  return served;
}

}  // namespace

std::optional<fs::path> current_generation_if_any(const fs::path& index) {
  const auto served = served_if_any(index);
  if (!served) return std::nullopt;
  for (const GenerationFile& file : served->manifest.files)
    if (is_wanted_here(served->path, file))
      if (const std::string wrong = wrong_size(served->path, file); !wrong.empty())
        throw damaged(index, index / served->path.filename(), wrong);
  return served->path;
}

fs::path current_generation(const fs::path& index) {
  if (auto generation = current_generation_if_any(index)) return *generation;
  throw no_index_at(index);
}

ServedGeneration served_generation(const fs::path& index) {
  if (auto served = served_if_any(index)) return *std::move(served);
  throw no_index_at(index);
}

std::string mark_of_current(const fs::path& index) {
  std::error_code error;
  const fs::path target = fs::read_symlink(index / "current", error);
  if (error) return "";
  struct stat facts {};
  if (::stat((index / target / generation_manifest_name).c_str(), &facts) != 0) return target.string();
  return target.string() + " " + std::to_string(facts.st_ino) + " " + std::to_string(facts.st_mtim.tv_sec) + "." +
         std::to_string(facts.st_mtim.tv_nsec);
}

std::vector<fs::path> generations(const fs::path& index) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(index, error))
    if (number_of(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return *number_of(a) > *number_of(b); });
  return found;
}

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
  const auto served = number_of(current);
  std::vector<fs::path> left_over;
  for (const auto& entry : fs::directory_iterator(index_)) {
    const std::string name = entry.path().filename();
    const auto number = number_of(entry.path());
    const bool never_served =
        number && (served ? *number > *served : !fs::exists(entry.path() / generation_manifest_name));
    if (name.starts_with("build-") || name == new_link_name || never_served) left_over.push_back(entry.path());
  }
  for (const fs::path& path : left_over) fs::remove_all(path);
}

fs::path Writer::publish(const std::string& counts_json) try {
  const auto earlier = generations(index_);
  const fs::path generation = index_ / name_of(earlier.empty() ? 1 : *number_of(earlier.front()) + 1);
  write_generation_manifest(build_, counts_json);
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
  remove_old_generations();
  return generation;
} catch (const fs::filesystem_error& error) {
  throw system_error("write", error.path1(), error.code().value());
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

std::vector<std::string> verify(const fs::path& generation, Extent extent) {
  std::vector<std::string> problems;
  GenerationManifest manifest;
  try {
    manifest = read_generation_manifest(generation);
  } catch (const std::runtime_error& how) {
    return {how.what()};
  }
  if (manifest.format != index_format) return {"it has format " + std::to_string(manifest.format)};
  for (const GenerationFile& file : manifest.files) {
    if (extent == Extent::shards_here && !is_wanted_here(generation, file)) continue;
    if (std::string wrong = wrong_content(generation, file); !wrong.empty()) problems.push_back(wrong);
  }
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(generation, error); at != fs::recursive_directory_iterator(); ++at) {
    const std::string name = at->path().lexically_relative(generation);
    const bool is_known = at->is_directory() || name == generation_manifest_name ||
                          std::any_of(manifest.files.begin(), manifest.files.end(),
                                      [&](const GenerationFile& file) { return file.name == name; });
    if (!is_known) problems.push_back(name + " is not in the manifest");
  }
  return problems;
}

}  // namespace findings
