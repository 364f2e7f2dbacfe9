#include "indexer/index_run.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <xapian.h>

#include <nlohmann/json.hpp>

#include "indexer/apply_facts.h"
#include "indexer/find_files.h"
#include "indexer/manifest.h"
#include "indexer/write.h"
#include "schema/files.h"
#include "schema/generation_manifest.h"
#include "schema/generations.h"
#include "schema/last_run.h"
#include "schema/shards.h"
#include "schema/synonyms.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t greatest_share_to_lose = 5;  // a fifth
constexpr char still_served[] = "what was indexed before is still served";

/// What is indexed before the run.
struct Before {
  std::optional<fs::path> served;  // the current generation, where it is sound
  std::uint32_t shards = 1;
  std::vector<ReportRecord> records;
  std::map<std::string, const ReportRecord*> by_path;
  std::unordered_map<std::string, const ReportRecord*> by_digest;
};

/// Whether the file is surely not there: a folder that cannot be entered proves nothing.
bool is_gone(const fs::path& file) {
  std::error_code error;
  return fs::status(file, error).type() == fs::file_type::not_found;
}

bool is_under(const fs::path& file, const std::vector<fs::path>& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
  });
}

/// Whether the generation was made with the built-in synonyms of now.
bool has_these_members(const fs::path& generation) {
  return Xapian::Database((generation / "words").string()).get_metadata(members_key) == built_in_members();
}

/// Less than a run that failed just now could have wanted.
bool has_no_room(const fs::path& index) {
  std::error_code error;
  const fs::space_info space = fs::space(index, error);
  return !error && space.available < (1u << 20);
}

std::uint32_t shards_of(const fs::path& generation) {
  return std::max(1u, static_cast<std::uint32_t>(shard_count(generation)));
}

/// Of the newest generation that says it: one that is damaged mostly does.
std::uint32_t shards_before(const fs::path& index) {
  for (const fs::path& generation : generations(index)) try {
      return shards_of(generation);
    } catch (const DamagedIndex&) {
    }
  return 1;
}

std::string amount(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

class IndexRun {
 public:
  IndexRun(const IndexOptions& options, const Reader& reader, const Progress& progress)
      : options_(options), reader_(reader), progress_(progress) {}

  IndexOutcome run() {
    for (const fs::path& path : options_.paths) given_.push_back(plain_path(path));
    if (options_.manifest) manifest_ = read_manifest(*options_.manifest);
    FoundFiles found = find_files(given_, options_.index);
    if (!fs::exists(options_.index / "lock")) check_something_is_there(found);  // makes no folder for a slip of the pen

    Writer writer(options_.index);
    cache_.emplace(fs::canonical(options_.index) / "reads");
    look_before();
    check_something_is_there(found);
    tell_what_was_not_found(found);
    add_files_to_read_again(found.files);
    take_readings(read_files(found.files, reader_, &*cache_, progress_));
    keep_the_rest(found.files);
    std::vector<ReportRecord> records = finished_records();
    count(records);
    publish(writer, records);
    remember_what_was_not_read();
    return std::move(outcome_);
  }

 private:
  /// A report on its way into the next generation: as read, nothing applied.
  struct Entry {
    Report report;
    std::string digest, version;
    std::optional<Facts> facts;
  };

  void say(const std::string& message) { outcome_.messages.push_back(message); }
  void say_not_read(const fs::path& path, const std::string& reason) {
    say(path.string() + ": " + reason);
    unread_.push_back({path.string(), reason});
    ++outcome_.failed;
  }

  void look_before() {
    try {
      before_.served = current_generation_if_any(options_.index);
      if (before_.served) {
        if (const auto wrong = verify(*before_.served); !wrong.empty())
          throw DamagedIndex("the index is damaged: " + before_.served->string() + ": " + wrong[0]);
        before_.records = read_records(*before_.served);
        before_.shards = shards_of(*before_.served);
      }
    } catch (const DamagedIndex& damage) {
      before_.served.reset();
      before_.shards = shards_before(options_.index);
      say(std::string(damage.what()) + "; it is made anew");
      take_what_is_whole();
    }
    for (const ReportRecord& record : before_.records) {
      before_.by_path[record.path] = &record;
      before_.by_digest[record.digest] = &record;
    }
  }

  /// Of a damaged index, or one of an older format: the newest list of reports that is as it was written.
  void take_what_is_whole() {
    for (const fs::path& generation : generations(options_.index)) try {
        const GenerationManifest manifest = read_generation_manifest(generation);
        const auto list = std::find_if(manifest.files.begin(), manifest.files.end(),
                                       [](const GenerationFile& file) { return file.name == "reports.json"; });
        if (list == manifest.files.end() || !wrong_content(generation, *list).empty()) continue;
        before_.records = read_records(generation);
        say("what it held is taken from " + generation.filename().string());
        return;
      } catch (const std::runtime_error&) {  // of no use: the next
      }
    say("what it held is not known any more: only what is read now is indexed");
  }

  void check_something_is_there(const FoundFiles& found) const {
    for (const fs::path& path : found.missing) {
      const bool was_indexed = std::any_of(before_.records.begin(), before_.records.end(),
                                           [&](const ReportRecord& record) { return is_under(record.path, {path}); });
      if (!was_indexed) throw Error("there is no file or folder " + path.string());
    }
    if (found.files.empty() && found.not_read.empty() && before_.records.empty())
      throw Error("nothing to index" + (given_.empty() ? std::string() : " in " + given_[0].string()),
                  "files that are read end in .pdf, .txt, .text or .md");
  }

  void tell_what_was_not_found(const FoundFiles& found) {
    for (const NotRead& one : found.not_read) {
      if (one.loses_nothing)
        say(one.path.string() + ": " + one.reason);
      else
        say_not_read(one.path, one.reason);
    }
    if (found.ignored > 0)
      say(amount(found.ignored, "file") + " left out that " + (found.ignored == 1 ? "is" : "are") +
          " not .pdf, .txt, .text or .md");
    for (const ManifestRow& row : manifest_) {
      const bool is_used = std::any_of(found.files.begin(), found.files.end(),
                                       [&](const fs::path& file) { return row_of(manifest_, file) == &row; });
      if (!is_used)
        say(options_.manifest->string() + " line " + std::to_string(row.line) + ": no file was found for " + row.file);
    }
  }

  /// Newer rules, or a lost cache, make files of earlier runs worth reading again, though nobody named them now.
  void add_files_to_read_again(std::vector<fs::path>& files) const {
    for (const ReportRecord& record : before_.records) {
      const bool is_fresh =
          record.reading_version == reader_.version && cache_->has(record.digest, record.reading_version);
      if (!is_fresh && !is_under(record.path, given_) && !is_gone(record.path)) files.emplace_back(record.path);
    }
    std::sort(files.begin(), files.end());
  }

  std::optional<Facts> facts_of(const fs::path& path, const std::string& digest) const {
    if (const ManifestRow* row = row_of(manifest_, path)) return row->facts;
    if (const auto same = before_.by_path.find(path); same != before_.by_path.end()) return same->second->facts;
    if (const auto same = before_.by_digest.find(digest); same != before_.by_digest.end()) return same->second->facts;
    return std::nullopt;
  }

  /// Equal contents are one report, at the first path.
  void take_readings(Readings readings) {
    for (const ReadFile& file : readings.files) {
      if (!file.reason.empty()) {
        say_not_read(file.path, file.reason);
        continue;
      }
      const auto [first, is_new] = path_of_digest_.try_emplace(file.digest, file.path);
      if (!is_new) {
        say(file.path.string() + ": the same content as " + first->second.string() + ", which is indexed");
        duplicates_.insert(file.path);
        continue;
      }
      entries_[file.path] = {std::move(readings.reports.at(file.digest)), file.digest, reader_.version,
                             facts_of(file.path, file.digest)};
    }
  }

  /// Reports of earlier runs that this run did not read: elsewhere, gone, or no longer readable.
  void keep_the_rest(const std::vector<fs::path>& files) {
    for (const ReportRecord& record : before_.records) {
      if (entries_.contains(record.path) || duplicates_.contains(record.path)) continue;
      const bool gone = is_gone(record.path);
      if (const auto found = path_of_digest_.find(record.digest); found != path_of_digest_.end()) {
        if (!gone && record.path < found->second) give_to(record.path, found->second);
        continue;  // else it was moved, or is the later of two
      }
      if (gone && options_.prune && is_under(record.path, given_)) {
        say(record.path + ": gone; its report " + record.report.id + " is removed");
        lose(record);
        continue;
      }
      std::optional<Report> report = cache_->find(record.digest, record.reading_version);
      if (!report) {
        say(record.path + (gone ? ": gone" : ": not readable now") + ", and what was read of it is no longer in " +
            (options_.index / "reads").string() + "; its report " + record.report.id + " leaves the index");
        lose(record);
        continue;
      }
      if (std::binary_search(files.begin(), files.end(), fs::path(record.path)))
        say(record.path + ": the index keeps what was read of it before");
      if (gone && is_under(record.path, given_)) ++outcome_.kept, kept_paths_.insert(record.path);
      path_of_digest_[record.digest] = record.path;
      entries_[record.path] = {std::move(*report), record.digest, record.reading_version,
                               facts_of(record.path, record.digest)};
    }
    if (outcome_.kept > 0)
      say(amount(outcome_.kept, "report") + " kept whose file is gone; --prune removes " +
          (outcome_.kept == 1 ? "it" : "them"));
    refuse_to_shrink();
  }

  /// An earlier run indexed the same content, and its path comes first.
  void give_to(const std::string& first, fs::path& path) {
    say(path.string() + ": the same content as " + first + ", which is indexed");
    Entry entry = std::move(entries_.at(path));
    entries_.erase(path);
    entry.facts = facts_of(first, entry.digest);
    entries_[first] = std::move(entry);
    path = first;
  }

  void lose(const ReportRecord& record) {
    ++outcome_.removed;
    paragraphs_lost_ += record.paragraph_count;
  }

  void refuse_to_shrink() const {
    std::size_t paragraphs = 0;
    for (const ReportRecord& record : before_.records) paragraphs += record.paragraph_count;
    if (options_.allow_shrink || paragraphs_lost_ * greatest_share_to_lose <= paragraphs) return;
    throw Error("this run would take " + amount(outcome_.removed, "report") + " of " +
                    std::to_string(before_.records.size()) + " out of the index, " + std::to_string(paragraphs_lost_) +
                    " of " + amount(paragraphs, "paragraph") + "; nothing was changed",
                "is a folder not mounted? if it is meant: --allow-shrink", Exit::failures);
  }

  /// The records of the next generation in order of their ids, which are made different here.
  std::vector<ReportRecord> finished_records() {
    std::vector<ReportRecord> records;
    std::map<std::string, std::string> path_of_id;
    for (auto& [path, entry] : entries_) {
      ReportRecord record{.report = std::move(entry.report),
                          .path = path,
                          .digest = entry.digest,
                          .reading_version = entry.version,
                          .facts = entry.facts};
      record.paragraph_count = record.report.paragraphs.size();
      apply_facts(record.report, record.facts, path);
      make_id_unique(record, path_of_id);
      records.push_back(std::move(record));
    }
    std::sort(records.begin(), records.end(),
              [](const ReportRecord& a, const ReportRecord& b) { return a.report.id < b.report.id; });
    return records;
  }

  void make_id_unique(ReportRecord& record, std::map<std::string, std::string>& path_of_id) {
    const std::string id = record.report.id;
    std::string free = id;
    for (int copy = 2; path_of_id.contains(free); ++copy) free = id + "~" + std::to_string(copy);
    path_of_id[free] = record.path;
    if (free == id) return;
    rename_report(record.report, free);
    const std::string first = fs::path(path_of_id[id]).filename();
    record.report.warnings.push_back({"same-id", "another report, " + first + ", has the id " + id, ""});
    say(record.path + ": " + first + " has the id " + id + " too; this report is " + free);
  }

  void count(const std::vector<ReportRecord>& records) {
    for (const ReportRecord& record : records) {
      ++outcome_.reports;
      outcome_.paragraphs += record.paragraph_count;
      if (kept_paths_.contains(record.path)) continue;
      const auto at_path = before_.by_path.find(record.path);
      const auto of_digest = before_.by_digest.find(record.digest);
      const ReportRecord* earlier = at_path != before_.by_path.end()       ? at_path->second
                                    : of_digest != before_.by_digest.end() ? of_digest->second
                                                                           : nullptr;
      if (earlier != nullptr && records_to_json({record}) == records_to_json({*earlier})) {
        ++outcome_.unchanged;
        continue;
      }
      ++(earlier == nullptr ? outcome_.added : outcome_.updated);
      for (const Warning& warning : record.report.warnings)  // findings doctor tells of the others
        if (warning.code == "converted" || warning.code == "pdf-note" || warning.code == "no-framework")
          say(record.path + ": " + warning.message);
    }
  }

  void publish(Writer& writer, const std::vector<ReportRecord>& records) {
    const std::uint32_t shards = options_.shards.value_or(before_.shards);
    outcome_.shards = shards;
    if (records.empty() && !before_.served) return;
    // The same records are the same digests read by the same rules, and so the same paragraphs.
    try {
      if (before_.served && read_file(*before_.served / "reports.json") == records_to_json(records) &&
          has_these_members(*before_.served) && before_.shards == shards)
        return;
      const WrittenCounts counts = write_generation(records, writer.build(), shards);
      const nlohmann::ordered_json json{{"reports", counts.reports},
                                        {"paragraphs", counts.paragraphs},
                                        {"not_read", outcome_.failed},
                                        {"shards", counts.shards}};
      writer.publish(json.dump());
    } catch (const Xapian::Error& error) {
      const char* cause = error.get_error_string();
      // What Xapian says when it cannot take back half a commit hides why it wanted to.
      if (cause == nullptr && has_no_room(options_.index)) cause = std::strerror(ENOSPC);
      const bool is_full = cause != nullptr && cause == std::string_view(std::strerror(ENOSPC));
      throw Error("cannot write the index " + options_.index.string() + ": " +
                      (is_full ? std::string(cause)
                               : error.get_msg() + (cause != nullptr ? std::string(" (") + cause + ")" : "")),
                  is_full ? disk_full_hint : still_served, Exit::no_index);
    } catch (const fs::filesystem_error& error) {
      throw system_error("write", error.path1(), error.code().value());
    }
    outcome_.published = true;
    std::set<std::pair<std::string, std::string>> readings;
    for (const ReportRecord& record : records) readings.emplace(record.digest, record.reading_version);
    for (const fs::path& generation : generations(options_.index)) try {  // those it can be gone back to
        for (const ReportRecord& record : read_records(generation))
          readings.emplace(record.digest, record.reading_version);
      } catch (const std::runtime_error&) {  // damaged: nobody goes back to it
      }
    cache_->remove_all_but(readings);
  }

  /// What an earlier run could not read is still so where this run did not look.
  void remember_what_was_not_read() {
    LastRun run{time_now(), {}, unread_};
    for (const fs::path& path : given_) run.paths.push_back(path.string());
    if (const auto earlier = read_last_run(options_.index))
      for (const Unread& one : earlier->unread)
        if (!is_under(one.path, given_) && !entries_.contains(one.path) && !is_gone(one.path) &&
            std::none_of(unread_.begin(), unread_.end(), [&](const Unread& now) { return now.path == one.path; }))
          run.unread.push_back(one);
    try {
      write_last_run(options_.index, run);
    } catch (const Error& error) {  // the index is published by now: the run is done all the same
      say(std::string(error.what()) + "; findings doctor will not know what could not be read");
    }
  }

  const IndexOptions& options_;
  const Reader& reader_;
  const Progress& progress_;
  std::vector<fs::path> given_;
  std::vector<ManifestRow> manifest_;
  std::optional<ReadingCache> cache_;
  Before before_;
  std::map<std::string, Entry> entries_;  // by path: what is first is decided by path, never by the run
  std::unordered_map<std::string, fs::path> path_of_digest_;
  std::set<std::string> duplicates_, kept_paths_;
  std::vector<Unread> unread_;
  std::size_t paragraphs_lost_ = 0;
  IndexOutcome outcome_;
};

}  // namespace

IndexOutcome run_index(const IndexOptions& options, const Reader& reader, const Progress& progress) {
  return IndexRun(options, reader, progress).run();
}

std::string summary_of(const IndexOutcome& outcome) {
  const std::string size = amount(outcome.reports, "report") + ", " + amount(outcome.paragraphs, "paragraph") +
                           (outcome.shards > 1 ? " in " + amount(outcome.shards, "shard") : "");
  std::string summary = "nothing changed: " + size;
  if (outcome.published) {
    summary = "indexed " + size + ": " + std::to_string(outcome.added) + " new, " + std::to_string(outcome.updated) +
              " updated, " + std::to_string(outcome.unchanged) + " unchanged";
    if (outcome.kept > 0) summary += ", " + std::to_string(outcome.kept) + " kept";
    if (outcome.removed > 0) summary += ", " + std::to_string(outcome.removed) + " removed";
  }
  if (outcome.failed > 0) summary += "; could not read " + std::to_string(outcome.failed);
  return summary;
}

}  // namespace findings
