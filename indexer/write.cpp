#include "indexer/write.h"

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>
#include <unordered_set>

#include <xapian.h>

#include "indexer/abbreviations.h"
#include "indexer/copies.h"
#include "indexer/members.h"
#include "indexer/phrase_finder.h"
#include "indexer/phrases.h"
#include "indexer/spellings.h"
#include "indexer/tokens.h"
#include "schema/authorities.h"
#include "schema/columns.h"
#include "schema/facts.h"
#include "schema/fields.h"
#include "schema/files.h"
#include "schema/generations.h"
#include "schema/index_document.h"
#include "schema/synonyms.h"
#include "schema/texts_writer.h"
#include "schema/words.h"

namespace findings {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_term = 64;
constexpr char heading_prefix[] = "S";

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

void check_term(const std::string& term, const std::string& citation) {
  // Xapian takes a document with a NUL-ridden long term and fails at commit, with all that was pending.
  if (term.size() > longest_term || term.find('\0') != std::string::npos)
    throw std::invalid_argument("no term of an index can be \"" + term + "\" (" + citation + ")");
}

/// What only all reports together tell.
struct Together {
  const Copies& copies;
  const Abbreviations& abbreviations;
  const Spellings spellings;
  const Phrases phrases;
};

/// The words of a document that has no other terms yet, by their positions from 1 on.
std::vector<std::string> words_of(const Xapian::Document& document) {
  std::vector<std::string> words;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string word = *term;
    if (word[0] >= 'A' && word[0] <= 'Z') continue;  // stems
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position) {
      if (words.size() < *position) words.resize(*position);
      words[*position - 1] = word;
    }
  }
  return words;
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

class Documents {
 public:
  explicit Documents(const Together& together)
      : members_(Synonyms::built_in().phrases()), phrases_(together.phrases), together_(together) {
    words_.set_stemmer(Xapian::Stem("english"));
    words_.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
    words_.set_max_word_length(longest_term - 2);  // room for "ZS", a heading's stem
  }

  Xapian::Document make(const Report& report, const Paragraph& paragraph,
                        const std::vector<std::vector<std::string>>& values) {
    Hit hit = hit_of(report, paragraph);
    if (const auto copies = together_.copies.find(&paragraph); copies != together_.copies.end())
      hit.copy_of = copies->second;
    Xapian::Document document;
    words_.set_document(document);
    words_.set_termpos(0);
    words_.index_text(paragraph.text);
    const std::vector<std::string> words = words_of(document);
    members_.add_terms(words, document);
    const auto meanings = together_.abbreviations.terms.find(&paragraph);
    const bool has_meanings = meanings != together_.abbreviations.terms.end();
    const std::vector<Gap> gaps = gaps_before(words, paragraph.text);
    const auto phrases = phrases_.find(words, gaps, has_meanings ? meanings->second : std::vector<std::string>{});
    for (const PhraseAt& phrase : phrases)
      document.add_posting(phrase_term(phrase.words, together_.phrases.units[phrase.unit].key), phrase.first + 1, 0);
    texts_.add(words, gaps, phrases);
    // Headings have a prefix of their own and a weight of nothing: they must not make a paragraph longer.
    for (const std::string& heading : hit.section) {
      words_.increase_termpos();
      words_.index_text(heading, 0, heading_prefix);
    }

    std::set<std::string> terms{citation_term(hit.citation)};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const Field& field = fields[i];
      for (const std::string& value : values[i])
        if (!field.prefix.empty()) terms.insert(filter_term(field.prefix, value));
      if (field.name == "section")
        for (const std::string& heading : hit.section) terms.insert(filter_term(field.prefix, heading));
      if (field.slot >= 0) document.add_value(static_cast<Xapian::valueno>(field.slot), joined(values[i]));
    }
    if (!hit.copy_of.empty()) {
      terms.insert(filter_term(copies_prefix, hit.copy_of));
      document.add_value(copies_slot, hit.copy_of);
    }
    document.add_value(facts_slot, pack_facts(row_of(values, hit.copy_of)));
    if (has_meanings) terms.insert(meanings->second.begin(), meanings->second.end());
    for (const std::string& term : terms) {
      check_term(term, hit.citation);
      document.add_boolean_term(term);
    }
    document.set_data(pack(hit));
    return document;
  }

  /// Of all documents made.
  TextsWriter texts() && { return std::move(texts_); }

 private:
  static std::string joined(const std::vector<std::string>& values) {
    std::string all;
    for (const std::string& value : values) all += (all.empty() ? "" : "\n") + value;
    return all;
  }

  Xapian::TermGenerator words_;
  Members members_;
  PhraseFinder phrases_;
  TextsWriter texts_;
  const Together& together_;
};

/// Cuts the records into as many neighbouring runs as there are cores, each of about as many paragraphs.
std::vector<Records> shares(const Records& records, std::size_t paragraphs) {
  constexpr std::size_t worthwhile = 500;  // paragraphs; a database of its own costs some milliseconds
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t count = std::clamp<std::size_t>(paragraphs / worthwhile, 1, cores);
  std::vector<Records> all(1);
  std::size_t before = 0;
  for (const ReportRecord* record : records) {
    if (before * count >= paragraphs * all.size() && all.size() < count) all.emplace_back();
    all.back().push_back(record);
    before += record->report.paragraphs.size();
  }
  return all;
}

// What costs is Xapian's std::map of what is pending, and the processor's cache: 15,841 paragraphs took 5.7 s of
// processor time with 250 or 500 pending, 7.2 with 2,000, 10.7 with Xapian's own 10,000.
constexpr std::size_t most_pending = 500;

TextsWriter write_share(const Records& records, const Together& together, const fs::path& folder) {
  // Not synced: it is compacted into the generation, and that is synced.
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  Documents documents(together);
  std::size_t pending = 0;
  for (const ReportRecord* record : records)
    for (const Paragraph& paragraph : record->report.paragraphs) {
      database.add_document(
          documents.make(record->report, paragraph, settled_values(record->report, paragraph, together)));
      if (++pending % most_pending == 0) database.commit();
    }
  database.commit();
  database.close();
  return std::move(documents).texts();
}

/// Writes the shares at once, each into a database of its own, because what costs is add_document's map of terms.
/// `texts`: takes theirs.
std::vector<std::string> write_shares(const std::vector<Records>& all, const Together& together, const fs::path& folder,
                                      TextsWriter& texts) {
  std::vector<std::string> databases;
  std::vector<TextsWriter> texts_of_shares(all.size());
  std::vector<std::exception_ptr> failures(all.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < all.size(); ++i) {
      databases.push_back((folder / std::to_string(i)).string());
      threads.emplace_back([&all, &together, &failures, &texts_of_shares, i, database = databases.back()] {
        try {
          texts_of_shares[i] = write_share(all[i], together, database);
        } catch (...) {
          failures[i] = std::current_exception();
        }
      });
    }
  }
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
  for (TextsWriter& of_share : texts_of_shares) texts.append(std::move(of_share));
  return databases;
}

/// Words for "did you mean": the plain terms, with their frequencies, what abbreviations stand for, under the keys of
/// both sides, and what made this index. All are kept in a database of their own without documents, which compacting
/// merges with the rest.
void write_words_and_facts(const Xapian::Database& documents, const std::vector<Meaning>& meanings,
                           const Phrases& phrases, const std::string& reading_version, const fs::path& folder) {
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (auto term = documents.allterms_begin(); term != documents.allterms_end(); ++term) {
    const std::string word = *term;
    const bool is_word = word.size() >= 3 && std::none_of(word.begin(), word.end(), [](unsigned char c) {
                           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                         });
    if (is_word) database.add_spelling(word, term.get_termfreq());
  }
  std::map<std::string, std::vector<Meaning>> by_key;
  for (const Meaning& meaning : meanings) {
    by_key[meanings_key(words_key(meaning.abbreviation))].push_back(meaning);
    by_key[meanings_key(words_key(meaning.expansion))].push_back(meaning);
  }
  for (const auto& [key, of_key] : by_key) database.set_metadata(key, pack(of_key));
  database.set_metadata("format", std::to_string(index_format));
  database.set_metadata("reading-version", reading_version);
  database.set_metadata(members_key, built_in_members());
  for (const auto& [key, phrase] : phrases.alike) database.set_metadata(alike_key(key), phrases.units[phrase].key);
  database.commit();
  database.close();
}

void write_database(const Records& records, const Together& together, std::size_t paragraphs, const fs::path& build) {
  const fs::path growing = build / "growing";
  fs::create_directory(growing);
  TextsWriter texts;
  std::vector<std::string> databases = write_shares(shares(records, paragraphs), together, growing, texts);
  write_file(build / "texts", texts.bytes(together.phrases.units, together.phrases.alike));

  std::set<std::string> versions;
  for (const ReportRecord* record : records)
    if (!record->reading_version.empty()) versions.insert(record->reading_version);
  std::string all_versions;
  for (const std::string& version : versions) all_versions += (all_versions.empty() ? "" : " ") + version;

  {
    Xapian::Database whole;
    for (const std::string& database : databases) whole.add_database(Xapian::Database(database));
    databases.push_back((growing / "words").string());
    write_words_and_facts(whole, together.abbreviations.meanings, together.phrases, all_versions, databases.back());
    whole.add_database(Xapian::Database(databases.back()));
    whole.compact((build / "db").string());  // docids run on from share to share
  }
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

WrittenCounts write_generation(const std::vector<ReportRecord>& reports, const fs::path& build) {
  Records records;
  WrittenCounts counts;
  for (const ReportRecord& record : reports) {
    records.push_back(&record);
    counts.paragraphs += record.report.paragraphs.size();
  }
  counts.reports = records.size();
  std::sort(records.begin(), records.end(), [](const auto* a, const auto* b) { return a->report.id < b->report.id; });
  check_unique(records);

  const Copies copies = find_copies(records);
  const Abbreviations abbreviations = find_abbreviations(records);
  const Together together{copies, abbreviations, Spellings(records), find_phrases(records, copies, abbreviations)};
  write_database(records, together, counts.paragraphs, build);
  write_columns(records, together, build / "columns");

  std::vector<ReportRecord> sorted;
  for (const ReportRecord* record : records) {
    sorted.push_back(*record);
    sorted.back().paragraph_count = record->report.paragraphs.size();
    sorted.back().report.paragraphs.clear();
  }
  write_file(build / "reports.json", records_to_json(sorted));
  return counts;
}

WrittenCounts write_generation(const std::vector<Report>& reports, const fs::path& build) {
  std::vector<ReportRecord> records;
  for (const Report& report : reports) records.push_back({.report = report});
  return write_generation(records, build);
}

}  // namespace findings
