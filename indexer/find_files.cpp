#include "indexer/find_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/read_report.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

constexpr std::array kinds{".pdf", ".txt", ".text", ".md"};
constexpr char not_regular[] = "not a regular file";

bool is_report_kind(const fs::path& file) {
  std::string extension = file.extension();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(kinds.begin(), kinds.end(), extension) != kinds.end();
}

class Search {
 public:
  Search(const fs::path& leave_out, std::size_t most_entries) : most_entries_(most_entries) {
    struct stat status {};
    if (::stat(leave_out.c_str(), &status) == 0) left_out_ = {status.st_dev, status.st_ino};
  }

  void add_given(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
      if (errno == ENOENT || errno == ENOTDIR)
        found_.missing.push_back(path);
      else
        found_.not_read.push_back({path, std::strerror(errno)});
    } else if (S_ISDIR(status.st_mode)) {
      add_folder(path, {status.st_dev, status.st_ino});
    } else if (S_ISREG(status.st_mode)) {
      found_.files.push_back(path);
    } else {
      found_.not_read.push_back({path, not_regular});
    }
  }

  FoundFiles done() && {
    std::sort(found_.files.begin(), found_.files.end());
    found_.files.erase(std::unique(found_.files.begin(), found_.files.end()), found_.files.end());
    return std::move(found_);
  }

 private:
  using Identity = std::pair<dev_t, ino_t>;

  void add_folder(const fs::path& folder, const Identity& identity) {
    if (identity == left_out_ || !visited_.insert(identity).second) return;
    std::error_code error;
    std::set<fs::path> entries;  // a file that is removed and made again while they are listed comes twice
    std::size_t listed = 0;
    for (auto at = fs::directory_iterator(folder, error);
         !error && at != fs::directory_iterator() && listed <= most_entries_; at.increment(error), ++listed)
      entries.insert(at->path());
    if (error) found_.not_read.push_back({folder, std::strerror(error.value())});
    if (listed > most_entries_)
      found_.not_read.push_back(
          {folder, "listed no further than " + std::to_string(most_entries_) +
                       " entries: it has more, or another program makes files in it all the time"});
    for (const fs::path& entry : entries)
      if (!entry.filename().string().starts_with('.')) add_entry(entry);
  }

  void add_entry(const fs::path& entry) {
    struct stat status {};
    if (::stat(entry.c_str(), &status) != 0) {
      const bool is_dead_link = errno == ENOENT;
      if (std::error_code ignored; is_dead_link && !fs::is_symlink(entry, ignored))
        return;  // removed since it was listed
      if (is_report_kind(entry) || errno == ELOOP)
        found_.not_read.push_back({entry, is_dead_link ? "a link to nothing" : std::strerror(errno)});
      else
        ++found_.ignored;
    } else if (S_ISDIR(status.st_mode)) {
      const Identity identity{status.st_dev, status.st_ino};
      if (visited_.contains(identity) && fs::is_symlink(entry))
        found_.not_read.push_back({entry, "a link to a folder that is read anyway", true});
      else
        add_folder(entry, identity);
    } else if (!is_report_kind(entry)) {
      ++found_.ignored;
    } else if (S_ISREG(status.st_mode)) {
      found_.files.push_back(entry);
    } else {
      found_.not_read.push_back({entry, not_regular});
    }
  }

  FoundFiles found_;
  std::size_t most_entries_;
  Identity left_out_{};
  std::set<Identity> visited_;
};

}  // namespace

fs::path plain_path(const fs::path& path) {
  fs::path plain = fs::absolute(path).lexically_normal();
  return plain.has_filename() ? plain : plain.parent_path();  // "reports/" is "reports"
}

FoundFiles find_files(const std::vector<fs::path>& paths, const fs::path& leave_out, std::size_t most) {
  Search search(leave_out, most);
  for (const fs::path& path : paths) search.add_given(plain_path(path));
  return std::move(search).done();
}

std::string read_regular_file(const fs::path& file) {
  const auto close = [](const int* fd) {
    ::close(*fd);
    delete fd;
  };
  const int opened = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (opened < 0) throw Unreadable(errno == ENOENT ? "it vanished during the run" : std::strerror(errno));
  const std::unique_ptr<int, decltype(close)> fd(new int(opened), close);

  struct stat status {};
  if (::fstat(*fd, &status) != 0) throw Unreadable(std::strerror(errno));
  if (!S_ISREG(status.st_mode)) throw Unreadable(not_regular);
  const auto check_size = [](std::uintmax_t size) {
    if (size > largest_file)
      throw Unreadable("it has " + std::to_string(size >> 20) + " MB, and files of up to " +
                       std::to_string(largest_file >> 20) + " MB are read");
  };
  check_size(static_cast<std::uintmax_t>(status.st_size));

  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t got = ::read(*fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Unreadable(std::strerror(errno));
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    check_size(bytes.size());  // it may grow while it is read
  }
}

}  // namespace findings
