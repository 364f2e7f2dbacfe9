#include "indexer/write_databases.h"

#include <algorithm>
#include <future>
#include <memory>
#include <set>
#include <thread>

#include <sys/resource.h>

#include "indexer/cores.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/lists.h"
#include "indexer/write_words.h"
#include "schema/digest.h"
#include "schema/fields.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "schema/index_document.h"
#include "schema/open_database.h"
#include "schema/row_slot.h"
#include "schema/shards.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

/// Cuts the records into neighbouring ones of about as many paragraphs each: enough for all cores to end at the same
/// time, none so large that sorting it leaves the processor's cache, nor so many that merging them takes long.
std::vector<Records> shares(const Records& records, std::size_t paragraphs) {
  constexpr std::size_t fewest = 500, most = 4'000;  // paragraphs of a share
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t size = std::clamp(paragraphs / (4 * cores), fewest, most);
  std::vector<Records> all(1);
  std::size_t before = 0;
  for (const ReportRecord* record : records) {
    if (before >= size * all.size()) all.emplace_back();
    all.back().push_back(record);
    before += record->report.paragraphs.size();
  }
  return all;
}

/// Documents of one shard that follow each other.
struct Part {
  std::uint32_t shard;  // from 0
  glass::RunFiles files;
  glass::Statistics statistics;
};

/// What is written of a share.
struct WrittenShare {
  std::vector<Part> parts;  // of each shard that it has documents of
  TextsWriter texts;
};

/// `first`: the docid of the share's first document in each shard.
WrittenShare write_share(const Records& records, const Together& together, const std::vector<glass::Docid>& first,
                         Documents& documents, const fs::path& folder) {
  std::vector<glass::Run> runs;
  for (const glass::Docid docid : first) runs.emplace_back(documents.terms(), docid);
  for (const ReportRecord* record : records) {
    auto [shard, row] = together.sharding.of(record);
    for (const Paragraph& paragraph : record->report.paragraphs) {
      const auto values = settled_values(record->report, paragraph, together);
      glass::Document document = documents.make(record->report, paragraph, values);
      if (runs.size() > 1) document.values.emplace(row_slot, slot_of_row(row++));
      runs[shard].add(document);
    }
  }
  WrittenShare written{{}, documents.take_texts()};
  fs::create_directory(folder);
  for (std::uint32_t shard = 0; shard < runs.size(); ++shard) {
    if (runs[shard].empty()) continue;
    const fs::path of_shard = folder / shard_name(shard + 1);
    written.parts.push_back({shard, glass::Run::files(of_shard), runs[shard].write(of_shard)});
  }
  return written;
}

/// Writes the shares on all cores, each into a folder of its own.
std::vector<WrittenShare> write_shares(const std::vector<Records>& all, const Together& together,
                                       const fs::path& folder) {
  std::vector<std::vector<glass::Docid>> first(all.size());
  std::vector<glass::Docid> next(together.sharding.shards(), 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    first[i] = next;
    for (const ReportRecord* record : all[i])
      next[together.sharding.of(record).shard] += static_cast<glass::Docid>(record->report.paragraphs.size());
  }
  std::vector<WrittenShare> written(all.size());
  on_all_cores(all.size(), [&] {
    return [&, documents = std::make_shared<Documents>(together)](std::size_t i) {
      written[i] = write_share(all[i], together, first[i], *documents, folder / std::to_string(i));
    };
  });
  return written;
}

/// For that many files that are open at once.
void allow_descriptors(std::size_t files) {
  const rlim_t wanted = 256 + files;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void write_databases(const Records& records, const Together& together, std::size_t paragraphs, const std::string& id,
                     const fs::path& build) {
  const fs::path growing = build / "growing";
  fs::create_directory(growing);
  const std::uint32_t shards = together.sharding.shards();
  const std::vector<Records> all = shares(records, paragraphs);
  allow_descriptors((shards + 3) * all.size());  // of lists that are merged: of all shards for words, of one beside it
  std::vector<WrittenShare> written = write_shares(all, together, growing);
  auto writing_texts = std::async(std::launch::async, [&] {
    TextsWriter texts;
    for (WrittenShare& share : written) texts.append(std::move(share.texts));
    write_file(build / "texts", std::move(texts).bytes(together.phrases.units, together.phrases.alike));
  });

  std::vector<std::vector<glass::RunFiles>> runs(shards);
  std::vector<glass::Statistics> statistics(shards);
  std::vector<fs::path> all_postings;
  for (const WrittenShare& share : written)
    for (const auto& [shard, files, of_part] : share.parts) {
      runs[shard].push_back(files);
      statistics[shard] += of_part;
      all_postings.push_back(files.postings);
    }

  auto writing_words = std::async(std::launch::async, [&] {
    std::set<std::string> versions;
    for (const ReportRecord* record : records)
      if (!record->reading_version.empty()) versions.insert(record->reading_version);
    std::string all_versions;
    for (const std::string& version : versions) all_versions += (all_versions.empty() ? "" : " ") + version;
    const fs::path words = growing / "words";
    glass::MergedLists postings(all_postings);
    write_words(postings, {together.abbreviations.meanings, together.phrases, together.headings, all_versions, id},
                words);
    open_database(words).compact((build / "words").string());
  });
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    const std::string name = shards == 1 ? "db" : shard_name(shard + 1);
    glass::Facts facts{statistics[shard], {{build_key, id}, {"format", std::to_string(index_format)}}, {}};
    facts.uuid = sha256(id + name).substr(0, 16);  // the same for the same documents
    glass::write_database(runs[shard], facts, build / name);
  }
  writing_words.get();
  writing_texts.get();
  fs::remove_all(growing);
}

}  // namespace findings
