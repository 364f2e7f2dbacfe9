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
  constexpr std::size_t fewest = 500, most = 8'000;  // paragraphs of a share
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

// What costs is Xapian's std::map of what is pending, and the processor's cache: adding 16,960 paragraphs takes 3.5 s
// of processor time with 100 pending, 3.6 with 200, 4.2 with 500, and with 2,000 half as much again.
constexpr std::size_t most_pending = 200;

// Neither synced nor read before it is whole: it is compacted into the generation, and that is synced. Without lists of
// the terms of each paragraph, as its text tells what a question found in it: a tenth of the time, a quarter of the
// size.
constexpr int unsafe_growth = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST;

/// Commits and closes a database that grew so. Over the wire Xapian sends a document with all its values, for which it
/// asks the table of term lists: an empty one, as a database has before its first document, says that there are none.
void end_growth(Xapian::WritableDatabase& database, const fs::path& folder) {
  database.commit();
  database.close();
  write_file(folder / "termlist.glass", "");
}

/// A share's documents of one shard.
fs::path database_of(const fs::path& share, std::uint32_t shard) { return share / shard_name(shard + 1); }

TextsWriter write_share(const Records& records, const Together& together, Documents& documents,
                        const fs::path& folder) {
  struct Growing {
    Xapian::WritableDatabase database;
    std::size_t pending = 0;
  };
  std::vector<Growing> shards;
  const std::uint32_t count = together.sharding.shards();
  fs::create_directory(folder);
  for (std::uint32_t shard = 0; shard < count; ++shard)
    shards.push_back({Xapian::WritableDatabase(database_of(folder, shard).string(), unsafe_growth)});

  for (const ReportRecord* record : records) {
    auto [shard, row] = together.sharding.of(record);
    auto& [database, pending] = shards[shard];
    for (const Paragraph& paragraph : record->report.paragraphs) {
      const auto values = settled_values(record->report, paragraph, together);
      Xapian::Document document = documents.make(record->report, paragraph, values);
      if (count > 1) document.add_value(row_slot, slot_of_row(row++));
      database.add_document(document);
      if (++pending % most_pending == 0) database.commit();
    }
  }
  for (std::uint32_t shard = 0; shard < count; ++shard) end_growth(shards[shard].database, database_of(folder, shard));
  return documents.take_texts();
}

/// For that many databases that are open at once, of up to eight files each.
void allow_descriptors(std::size_t databases) {
  const rlim_t wanted = 256 + 8 * databases;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Writes the shares on all cores, each into a folder of its own. `texts`: takes theirs.
std::vector<fs::path> write_shares(const std::vector<Records>& all, const Together& together, const fs::path& folder,
                                   TextsWriter& texts) {
  std::vector<fs::path> folders;
  for (std::size_t i = 0; i < all.size(); ++i) folders.push_back(folder / std::to_string(i));
  std::vector<TextsWriter> texts_of_shares(all.size());
  on_all_cores(all.size(), [&] {
    return [&, documents = std::make_shared<Documents>(together)](std::size_t i) {
      texts_of_shares[i] = write_share(all[i], together, *documents, folders[i]);
    };
  });
  for (TextsWriter& of_share : texts_of_shares) texts.append(std::move(of_share));
  return folders;
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

/// A database without documents, which compacting merges with those that have some.
void write_build_id(const std::string& id, const fs::path& folder) {
  Xapian::WritableDatabase database(folder.string(), unsafe_growth);
  database.set_metadata("format", std::to_string(index_format));
  database.set_metadata(build_key, id);
  end_growth(database, folder);
}

void write_database(const Records& records, const Together& together, std::size_t paragraphs, const std::string& id,
                    const fs::path& build) {
  const fs::path growing = build / "growing";
  fs::create_directory(growing);
  TextsWriter texts;
  const std::uint32_t shards = together.sharding.shards();
  const std::vector<Records> all = shares(records, paragraphs);
  allow_descriptors(2 * all.size() * shards);  // read by two at the end
  const std::vector<fs::path> folders = write_shares(all, together, growing, texts);
  // Compacting takes one core.
  auto writing_texts = std::async(std::launch::async, [&] {
    write_file(build / "texts", std::move(texts).bytes(together.phrases.units, together.phrases.alike));
  });

  std::set<std::string> versions;
  for (const ReportRecord* record : records)
    if (!record->reading_version.empty()) versions.insert(record->reading_version);
  std::string all_versions;
  for (const std::string& version : versions) all_versions += (all_versions.empty() ? "" : " ") + version;

  auto writing_words = std::async(std::launch::async, [&] {
    Xapian::Database whole;
    for (const fs::path& folder : folders)
      for (std::uint32_t shard = 0; shard < shards; ++shard)
        whole.add_database(open_database(database_of(folder, shard)));
    const fs::path words = growing / "words";
    write_words(whole, {together.abbreviations.meanings, together.phrases, together.headings, all_versions, id}, words);
    open_database(words).compact((build / "words").string());
  });
  const fs::path facts = growing / "facts";
  write_build_id(id, facts);
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    Xapian::Database parts;
    for (const fs::path& folder : folders) parts.add_database(open_database(database_of(folder, shard)));
    parts.add_database(open_database(facts));
    const std::string name = shards == 1 ? "db" : shard_name(shard + 1);
    parts.compact((build / name).string());  // docids run on from share to share
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
  // What glibc keeps of small pieces for quick use is merged whenever a large one is freed: a twentieth of all time.
  ::mallopt(M_MXFAST, 0);
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
  write_database(records, together, counts.paragraphs, id, build);
  writing_the_rest.get();
  return counts;
}

WrittenCounts write_generation(const std::vector<Report>& reports, const fs::path& build, std::uint32_t shards) {
  std::vector<ReportRecord> records;
  for (const Report& report : reports) records.push_back({.report = report});
  return write_generation(records, build, shards);
}

}  // namespace findings
