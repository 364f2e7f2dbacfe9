#include "indexer/readings.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "indexer/find_files.h"
#include "indexer/read_report.h"
#include "schema/digest.h"
#include "schema/files.h"
#include "schema/report_json.h"

namespace findings {

namespace fs = std::filesystem;

using Json = nlohmann::ordered_json;

ReadingCache::ReadingCache(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw system_error("make", folder_, error.value());
}

fs::path ReadingCache::file_of(const std::string& digest, const std::string& version) const {
  return folder_ / (digest + "-" + version + ".json");
}

bool ReadingCache::has(const std::string& digest, const std::string& version) const {
  std::error_code error;
  return fs::is_regular_file(file_of(digest, version), error);
}

std::optional<Report> ReadingCache::find(const std::string& digest, const std::string& version) const {
  if (!has(digest, version)) return std::nullopt;
  try {
    Report report = report_from_json(Json::parse(read_file(file_of(digest, version))));
    for (const Paragraph& paragraph : report.paragraphs)
      if (paragraph.section >= report.sections.size()) return std::nullopt;
    return report;
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void ReadingCache::keep(const std::string& digest, const std::string& version, const Report& report) const {
  replace_file(file_of(digest, version), to_json(report).dump(-1, ' ', false, Json::error_handler_t::replace));
}

void ReadingCache::remove_all_but(const std::set<std::pair<std::string, std::string>>& pairs) const {
  std::set<fs::path> wanted;
  for (const auto& [digest, version] : pairs) wanted.insert(file_of(digest, version));
  std::vector<fs::path> unwanted;
  std::error_code error;
  for (auto at = fs::directory_iterator(folder_, error); !error && at != fs::directory_iterator(); at.increment(error))
    if (!wanted.contains(at->path())) unwanted.push_back(at->path());
  for (const fs::path& file : unwanted) fs::remove(file, error);
}

namespace {

/// The readings of one run, filled from many threads.
class Run {
 public:
  Run(const std::vector<fs::path>& files, const Reader& reader, const ReadingCache* cache, const Progress& progress)
      : reader_(reader), cache_(cache), progress_(progress) {
    for (const fs::path& file : files) readings_.files.push_back({file, "", ""});
  }

  Readings done() && {
    const std::size_t count = std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()),
                                                    readings_.files.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
    }
    if (stopped_by_) std::rethrow_exception(stopped_by_);
    for (ReadFile& file : readings_.files)
      if (!file.digest.empty() && !readings_.reports.contains(file.digest)) file.reason = reasons_.at(file.digest);
    return std::move(readings_);
  }

 private:
  void work() {
    for (std::size_t next = next_++; next < readings_.files.size(); next = next_++) {
      try {
        read(readings_.files[next]);
      } catch (...) {  // the disk is full, or there is no memory: not the file's fault
        const std::lock_guard guard(mutex_);
        if (!stopped_by_) stopped_by_ = std::current_exception();
        next_ = readings_.files.size();
        return;
      }
      const std::lock_guard guard(mutex_);
      ++finished_;
      if (progress_) progress_(finished_, readings_.files.size());
    }
  }

  void read(ReadFile& file) {
    std::string bytes;
    try {
      bytes = read_regular_file(file.path);
    } catch (const Unreadable& why) {
      file.reason = why.what();
      return;
    }
    file.digest = sha256(bytes);
    {
      const std::lock_guard guard(mutex_);
      if (!begun_.insert(file.digest).second) return;  // the same content is being read
    }
    std::optional<Report> report;
    if (cache_ != nullptr) report = cache_->find(file.digest, reader_.version);
    if (!report) {
      try {
        report = reader_.read(file.path, bytes);
      } catch (const Unreadable& why) {
        fail(file.digest, why.what());
        return;
      } catch (const std::bad_alloc&) {
        fail(file.digest, "it takes more memory than there is");
        return;
      } catch (const std::exception& why) {
        fail(file.digest, std::string("reading it failed: ") + why.what());
        return;
      }
      if (cache_ != nullptr) cache_->keep(file.digest, reader_.version, *report);
    }
    const std::lock_guard guard(mutex_);
    readings_.reports.emplace(file.digest, std::move(*report));
  }

  void fail(const std::string& digest, const std::string& reason) {
    const std::lock_guard guard(mutex_);
    reasons_[digest] = reason;
  }

  const Reader& reader_;
  const ReadingCache* cache_;
  const Progress& progress_;
  Readings readings_;
  std::unordered_map<std::string, std::string> reasons_;  // by digest
  std::set<std::string> begun_;
  std::atomic<std::size_t> next_ = 0;
  std::size_t finished_ = 0;
  std::exception_ptr stopped_by_;
  std::mutex mutex_;
};

}  // namespace

Readings read_files(const std::vector<fs::path>& files, const Reader& reader, const ReadingCache* cache,
                    const Progress& progress) {
  return Run(files, reader, cache, progress).done();
}

}  // namespace findings
