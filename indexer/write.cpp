#include "indexer/write.h"

#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <thread>
#include <unordered_set>

#include <malloc.h>
#include <sys/resource.h>

#include <xapian.h>

#include "indexer/abbreviations.h"
#include "indexer/copies.h"
#include "indexer/cores.h"
#include "indexer/documents.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/lists.h"
#include "indexer/phrases.h"
#include "indexer/sharding.h"
#include "indexer/spellings.h"
#include "indexer/write_words.h"
#include "schema/authorities.h"
#include "schema/columns.h"
#include "schema/digest.h"
#include "schema/facts.h"
#include "schema/fields.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "schema/index_document.h"
#include "schema/open_database.h"
#include "schema/places.h"
#include "schema/row_slot.h"
#include "schema/shards.h"
#include "schema/texts_writer.h"
#include "schema/words.h"

namespace findings {

namespace {

namespace fs = std::filesystem;

std::string compact_date(const std::optional<Date>& date) {
  std::string text = date ? to_string(*date) : "";
  std::erase(text, '-');
  return text;
}

void add_unless_there(std::vector<std::string>& list, const std::string& value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

/// The section's name after those of the sections it stands in, from the top.
std::vector<std::string> section_names(const Report& report, std::size_t section) {
  std::vector<std::size_t> nested;
  std::optional<std::size_t> at = section;
  while (at && *at < report.sections.size() && nested.size() < report.sections.size()) {
    nested.push_back(*at);
    at = report.sections[*at].parent;
  }
  std::vector<std::string> names;
  for (auto place = nested.rbegin(); place != nested.rend(); ++place) {
    const Section& outer = report.sections[*place];
    add_unless_there(names, section_name(outer));
  }
  return names;
}

std::vector<std::string> values_of(std::string_view field, const Report& report, const Paragraph& paragraph) {
  if (field == "authority") return {report.authority.value_or("")};
  if (field == "area") return {paragraph.area};
  if (field == "section") return section_names(report, paragraph.section);
  if (field == "grade") return {paragraph.grade ? std::string(to_string(*paragraph.grade)) : ""};
  if (field == "band") return {paragraph.grade ? std::to_string(band(*paragraph.grade)) : ""};
  if (field == "framework") return {report.framework.value_or("")};
  if (field == "year") return {report.inspected ? to_string(report.inspected->to).substr(0, 4) : ""};
  if (field == "kind") return {std::string(to_string(paragraph.kind))};
  if (field == "inspected") return {report.inspected ? compact_date(report.inspected->to) : ""};
  if (field == "published") return {compact_date(report.published)};
  if (field == "region") {
    const Authority* authority = report.authority ? find_authority(*report.authority) : nullptr;
    return {authority ? authority->region : ""};
  }
  if (field == "overall") {
    const std::optional<Grade> grade = overall_grade(report);
    return {grade ? std::string(to_string(*grade)) : ""};
  }
  if (field == "outcome") return {report.outcome.value_or("")};
  if (field == "report") return {report.id};
  throw std::logic_error("the indexer does not know the field " + std::string(field));
}

/// The values of a paragraph's fields in the spellings of the index.
std::vector<std::vector<std::string>> settled_values(const Report& report, const Paragraph& paragraph,
                                                     const Together& together) {
  auto values = field_values(report, paragraph);
  together.spellings.settle(values, report, paragraph);
  return values;
}

/// `values`: of each field.
ParagraphFacts row_of(const std::vector<std::vector<std::string>>& values, const std::string& copy_of) {
  ParagraphFacts row;
  for (const std::string& column : column_names())
    if (const Field* field = field_named(column))
      row.push_back(values[static_cast<std::size_t>(field - fields.data())]);
    else
      row.push_back(copy_of.empty() ? std::vector<std::string>{} : std::vector{copy_of});
  return row;
}

/// Cuts the records into neighbouring runs of about as many paragraphs each: enough for all cores to end at the same
/// time, none so large that its database is slow to grow, nor so many that their rare words lie in too many pieces.
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
  fs::path folder;
  glass::Statistics statistics;
};

/// What is written of a share: the documents of each shard.
struct WrittenShare {
  std::vector<Part> shards;
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
  for (glass::Run& run : runs) {
    const fs::path of_shard = folder / shard_name(static_cast<std::uint32_t>(written.shards.size()) + 1);
    written.shards.push_back({of_shard, run.write(of_shard)});
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

std::string records_without_paragraphs(const Records& records) {
  std::vector<ReportRecord> without;
  for (const ReportRecord* record : records) {
    without.push_back(*record);
    without.back().paragraph_count = record->report.paragraphs.size();
    std::vector<Paragraph>().swap(without.back().report.paragraphs);  // clear() would keep the memory
  }
  return records_to_json(without);
}

/// What tells this index from any other: what is in it, and so where each of its paragraphs is.
std::string build_id(const Records& records) {
  std::string digests = sha256(records_without_paragraphs(records));
  for (const ReportRecord* record : records) {
    std::string texts;
    for (const Paragraph& paragraph : record->report.paragraphs)
      texts += paragraph.citation + '\n' + paragraph.text + '\n';
    digests += sha256(texts);
  }
  return sha256(digests);
}

void write_databases(const Records& records, const Together& together, std::size_t paragraphs, const std::string& id,
                     const fs::path& build) {
  const fs::path growing = build / "growing";
  fs::create_directory(growing);
  const std::uint32_t shards = together.sharding.shards();
  const std::vector<Records> all = shares(records, paragraphs);
  allow_descriptors(4 * all.size() * shards);  // of the lists that are merged
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
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      runs[shard].push_back(glass::Run::files(share.shards[shard].folder));
      statistics[shard] += share.shards[shard].statistics;
      all_postings.push_back(runs[shard].back().postings);
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

void write_columns(const Records& records, const Together& together, const fs::path& file) {
  ColumnsWriter columns(column_names());
  for (const ReportRecord* record : records)
    for (const Paragraph& paragraph : record->report.paragraphs) {
      const auto copy_of = together.copies.find(&paragraph);
      columns.add(row_of(settled_values(record->report, paragraph, together),
                         copy_of == together.copies.end() ? "" : copy_of->second));
    }
  columns.write(file);
}

void check_unique(const Records& records) {
  std::unordered_set<std::string> seen;
  for (const ReportRecord* record : records) {
    if (!seen.insert(record->report.id).second)
      throw std::invalid_argument("two reports have the id " + record->report.id);
    for (const Paragraph& paragraph : record->report.paragraphs)
      if (!seen.insert(citation_term(paragraph.citation)).second)
        throw std::invalid_argument("two paragraphs have the citation " + paragraph.citation);
  }
}

}  // namespace

const std::string& section_name(const Section& section) {
  return section.name.empty() && !section.path.empty() ? section.path.back() : section.name;
}

std::vector<std::vector<std::string>> field_values(const Report& report, const Paragraph& paragraph) {
  std::vector<std::vector<std::string>> all;
  for (const Field& field : fields) {
    std::vector<std::string> values = values_of(field.name, report, paragraph);
    std::erase(values, "");
    if (values.empty()) values.emplace_back(field.kind == FieldKind::date ? "" : no_value);
    all.push_back(std::move(values));
  }
  return all;
}

WrittenCounts write_generation(const std::vector<ReportRecord>& reports, const fs::path& build, std::uint32_t shards) {
  if (shards < 1 || shards > most_shards) throw std::invalid_argument("an index has 1 to 64 shards");
  Records records;
  WrittenCounts counts;
  for (const ReportRecord& record : reports) {
    records.push_back(&record);
    counts.paragraphs += record.report.paragraphs.size();
  }
  counts.reports = records.size();
  counts.shards = shards;
  std::sort(records.begin(), records.end(), [](const auto* a, const auto* b) { return a->report.id < b->report.id; });
  check_unique(records);

  auto identifying = std::async(std::launch::async, [&] { return build_id(records); });
  auto finding_abbreviations = std::async(std::launch::async, [&] { return find_abbreviations(records); });
  const Copies copies = find_copies(records);
  const Abbreviations abbreviations = finding_abbreviations.get();
  const Together together{copies,
                          abbreviations,
                          Spellings(records),
                          find_phrases(records, copies, abbreviations),
                          HeadingPaths(records),
                          Sharding(records, shards)};
  ::malloc_trim(0);  // what reading and counting phrases took, and let go of
  auto writing_the_rest = std::async(std::launch::async, [&] {
    write_columns(records, together, build / "columns");
    write_file(build / "reports.json", records_without_paragraphs(records));
  });
  std::string id = identifying.get();
  if (shards > 1) {
    const std::string places = places_bytes(together.sharding.shard_of_row(), shards);
    write_file(build / "places", places);
    id = sha256(id + places);
  }
  write_databases(records, together, counts.paragraphs, id, build);
  writing_the_rest.get();
  return counts;
}

WrittenCounts write_generation(const std::vector<Report>& reports, const fs::path& build, std::uint32_t shards) {
  std::vector<ReportRecord> records;
  for (const Report& report : reports) records.push_back({.report = report});
  return write_generation(records, build, shards);
}

}  // namespace findings
