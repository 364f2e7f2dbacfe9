#include "indexer/write.h"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <unordered_set>

#include <malloc.h>

#include "indexer/abbreviations.h"
#include "indexer/copies.h"
#include "indexer/documents.h"
#include "indexer/phrases.h"
#include "indexer/sharding.h"
#include "indexer/spellings.h"
#include "indexer/write_databases.h"
#include "schema/authorities.h"
#include "schema/columns.h"
#include "schema/digest.h"
#include "schema/facts.h"
#include "schema/fields.h"
#include "schema/files.h"
#include "schema/index_document.h"
#include "schema/places.h"

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
  ::malloc_trim(0);  // what reading took, and let go of: at a million paragraphs a tenth of all memory

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
  ::malloc_trim(0);  // and what counting phrases took
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
