// Files read into reports, on all cores, and remembered by their content, so that making an index again costs
// indexing and no reading.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schema/report.h"

namespace findings {

/// How bytes become a report: `read_report` with its `reading_version`, or what a test puts in its place. `read` is
/// called from many threads, and throws where the bytes cannot be read as a report.
struct Reader {
  std::string version;
  std::function<Report(const std::filesystem::path&, const std::string&)> read;
};

/// Called now and then, from any thread but one at a time.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// INDEX/reads: what was read of a file, named by the digest of its bytes and the rules that read it. A reading that is
/// damaged counts as absent.
class ReadingCache {
 public:
  explicit ReadingCache(std::filesystem::path folder);

  bool has(const std::string& digest, const std::string& version) const;
  std::optional<Report> find(const std::string& digest, const std::string& version) const;
  void keep(const std::string& digest, const std::string& version, const Report& report) const;

  /// Removes what no report of the index was read from. `pairs` are digests and versions.
  void remove_all_but(const std::set<std::pair<std::string, std::string>>& pairs) const;

 private:
  std::filesystem::path file_of(const std::string& digest, const std::string& version) const;

  std::filesystem::path folder_;
};

struct ReadFile {
  std::filesystem::path path;
  std::string digest;  // "" where the file could not be opened
  std::string reason;  // why there is no report of it; "" where there is
};

struct Readings {
  std::vector<ReadFile> files;            // in the order asked for
  std::map<std::string, Report> reports;  // by digest
};

/// Reads the files, each content once; without a cache everything is read and nothing remembered. Failures are kept in
/// memory alone: the next run tries again.
Readings read_files(const std::vector<std::filesystem::path>& files, const Reader& reader, const ReadingCache* cache,
                    const Progress& progress);

}  // namespace findings
