#include "schema/history.h"

#include <algorithm>
#include <map>
#include <sstream>

#include <xapian.h>

#include "schema/check_database.h"
#include "schema/columns.h"
#include "schema/generations.h"
#include "schema/open_database.h"
#include "schema/report_records.h"
#include "schema/shards.h"

namespace findings {

namespace fs = std::filesystem;

namespace {

/// The records by report id, as text without where the file is.
using Records = std::map<std::string, std::string>;

std::optional<Records> records_of(const fs::path& generation) try {
  Records records;
  for (ReportRecord& record : read_records(generation)) {
    record.path.clear();
    record.report.file.clear();
    records[record.report.id] = records_to_json({record});
  }
  return records;
} catch (const std::exception&) {  // damaged, or of another format
  return std::nullopt;
}

ReportChanges change_between(const Records& before, const Records& after) {
  ReportChanges change;
  for (const auto& [id, record] : after) {
    const auto earlier = before.find(id);
    if (earlier == before.end())
      change.added.push_back(id);
    else if (earlier->second != record)
      change.changed.push_back(id);
  }
  for (const auto& [id, record] : before)
    if (!after.contains(id)) change.dropped.push_back(id);
  return change;
}

Generation look_at(const fs::path& path) {
  Generation generation;
  generation.path = path;
  try {
    generation.manifest = read_generation_manifest(path);
  } catch (const std::runtime_error& how) {
    generation.wrong = how.what();
    return generation;
  }
  if (generation.manifest.format > index_format) generation.wrong = "made by a newer findings";
  if (generation.manifest.format < index_format) generation.wrong = "made by an older findings";
  for (const GenerationFile& file : generation.manifest.files) generation.bytes += file.size;
  return generation;
}

}  // namespace

unsigned long Generation::number() const {
  return generation_number(manifest.restored ? fs::path(manifest.restored->from) : path).value_or(0);
}

std::vector<Generation> history(const fs::path& index) {
  std::error_code error;
  const fs::path served = fs::read_symlink(index / "current", error);
  std::vector<Generation> history;
  std::optional<Records> after;
  for (const fs::path& path : generations(index)) {
    Generation generation = look_at(path);
    generation.is_served = !served.empty() && path.filename() == served;
    std::optional<Records> records = records_of(path);
    if (after && records) history.back().change = change_between(*records, *after);
    history.push_back(std::move(generation));
    after = std::move(records);
  }
  if (history.empty())
    throw Error("there is no index at " + index.string(),
                "make one: findings index --index " + index.string() + " PATH...", Exit::no_index);
  return history;
}

const Generation* served_in(const std::vector<Generation>& history) {
  const auto served = std::find_if(history.begin(), history.end(), [](const Generation& one) { return one.is_served; });
  return served == history.end() ? nullptr : &*served;
}

const Generation& named_in(const std::vector<Generation>& history, const std::string& name) {
  for (const Generation& one : history)
    if (one.name() == name) return one;
  throw Error("there is no generation \"" + name + "\"", "findings generations lists what is kept");
}

std::vector<std::string> check_contents(const fs::path& generation) try {
  std::vector<std::string> problems;
  const GenerationManifest manifest = read_generation_manifest(generation);
  const auto expect = [&](const std::string& what, std::size_t found, std::size_t wanted) {
    if (found != wanted)
      problems.push_back(what + " has " + std::to_string(found) + ", the manifest says " + std::to_string(wanted));
  };

  std::vector<std::string> databases{"db"};
  if (const std::size_t shards = shard_count(generation); shards > 0) {
    databases.clear();
    for (std::size_t shard = 1; shard <= shards; ++shard)
      if (fs::exists(generation / shard_name(shard))) databases.push_back(shard_name(shard));
    if (databases.size() < shards) databases.clear();  // the rest is elsewhere: there is nothing to count against
  }
  std::size_t documents = 0;
  for (const std::string& name : databases) {
    std::ostringstream report;
    const fs::path database = generation / name;
    if (check_database(database, report) != 0) problems.push_back(name + " does not hold together");
    documents += open_database(database).get_doccount();
  }
  if (!databases.empty()) expect("the paragraphs of the database: it", documents, manifest.paragraphs);
  expect("the paragraphs of columns: it", Columns(generation / "columns").documents(), manifest.paragraphs);
  const std::vector<ReportRecord> records = read_records(generation);
  expect("the reports of reports.json: it", records.size(), manifest.reports);
  return problems;
} catch (const Xapian::Error& error) {
  return {error.get_description()};
} catch (const std::exception& error) {
  return {error.what()};
}

}  // namespace findings
