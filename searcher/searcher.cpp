#include "searcher/searcher.h"

#include <algorithm>

#include "schema/generations.h"
#include "schema/synonyms.h"
#include "schema/text.h"
#include "searcher/database_pool.h"
#include "searcher/deadline.h"
#include "searcher/facets.h"
#include "searcher/groups.h"
#include "searcher/hits.h"
#include "searcher/index_errors.h"
#include "searcher/terms.h"

namespace findings {
namespace {

std::vector<std::string> wildcard_notes(const Question& question, const Lexicon& lexicon) {
  std::vector<std::string> notes;
  for (const Expression* word : wanted_words(question.expression)) {
    if (word->form != Expression::Form::wildcard) continue;
    const std::string start = leaves_of(*word, lexicon).at(0).places.at(0).terms.at(0);
    const std::size_t endings = lexicon.terms_beginning(start).size();
    if (endings > most_endings)
      notes.push_back(describe(*word) + " stands for " + std::to_string(endings) + " words; the " +
                      std::to_string(most_endings) + " commonest were searched for");
  }
  return notes;
}

}  // namespace

Searcher::Searcher(const std::filesystem::path& index,
                   const std::function<void(const std::vector<MissingShard>&)>& tell) {
  const IndexPlace place = find_index_place(index);
  generation_ = current_generation(place.folder);
  words_ = std::make_unique<DatabasePool>(generation_ / "words");
  database_ = std::make_unique<DatabasePool>(generation_ / "db");
  columns_ = std::make_unique<Columns>(generation_ / "columns");
  reading(generation_, [&] {
    if (std::filesystem::exists(generation_ / "places"))
      shards_ = std::make_unique<Shards>(place, generation_, *columns_);
    else if (!place.shards.empty())
      throw Error("the index in " + place.folder.string() + " has no shards", "findings index --shards N makes some",
                  Exit::no_index);
    members_ = member_terms(lexicon().metadata(members_key));
  });
  if (tell && !missing().empty()) tell(missing());
}

Searcher::~Searcher() = default;

Lexicon Searcher::lexicon() const {
  return Lexicon(words_->take(), columns_->documents(), shards_ && shards_->is_remote());
}

Opened Searcher::open() const {
  if (shards_) return {lexicon(), shards_->take()};
  const std::shared_ptr<const Xapian::Database> database = database_->take();
  // A docid beyond the columns would be read from nowhere.
  if (database->get_lastdocid() > columns_->documents())
    throw Error("the index is damaged: its columns are shorter than its database", "make it again: findings index",
                Exit::no_index);
  return {lexicon(), {new OpenDocuments(*database), [database](const OpenDocuments* documents) { delete documents; }}};
}

const std::vector<MissingShard>& Searcher::missing() const {
  static const std::vector<MissingShard> none;
  return shards_ ? shards_->missing() : none;
}

Vocabulary Searcher::vocabulary(const Lexicon& lexicon) const {
  return {[this](std::string_view field) -> const std::vector<std::string>& { return columns_->at(field).values; },
          [&lexicon](const std::string& term) { return lexicon.has(term); },
          [&lexicon](const std::string& key) { return unpack_meanings(lexicon.metadata(meanings_key(key))); },
          [this](const std::string& term) { return members_.contains(term); },
          [&lexicon](const std::string& key) { return lexicon.metadata(alike_key(key)); }};
}

Question Searcher::understand(std::string_view text, const std::vector<Filter>& filters, const Reading& how) const {
  return reading(generation_, [&] {
    const Lexicon words = lexicon();
    Reading reading = how;
    const char* synonyms = std::getenv("FINDINGS_SYNONYMS");
    if (reading.synonyms.empty() && synonyms) reading.synonyms = synonyms;
    return findings::understand(text, filters, vocabulary(words), reading);
  });
}

Results Searcher::search(const Question& question) const {
  check_counted(question);
  if (!question.group.empty()) check_group(question);
  const Deadline deadline(question.deadline);
  return reading(generation_, [&] {
    const Opened opened = open();
    Results results;
    count_by(question, opened, results);
    if (!question.group.empty())
      group(question, opened, results);
    else if (question.limit > 0 && results.found.paragraphs > question.offset)
      results.hits = hits(question, opened, query_of(question, opened.lexicon, vocabulary(opened.lexicon)));
    results.notes = question.notes;
    for (std::string& note : wildcard_notes(question, opened.lexicon)) results.notes.push_back(std::move(note));
    for (std::string& note : succession_notes(question, opened)) results.notes.push_back(std::move(note));
    results.suggestion = correct(question, opened);
    if (results.found.paragraphs == 0) results.help = help(question, opened);
    return results;
  });
}

Counts Searcher::count(const Question& question) const {
  const Deadline deadline(question.deadline);
  return reading(generation_, [&] { return tally(question, open(), {}).found(); });
}

std::vector<ReportFound> Searcher::reports(const Question& question) const {
  const Deadline deadline(question.deadline);
  return reading(generation_, [&] {
    std::vector<ReportFound> reports;
    const Tally found = tally(question, open(), {});
    for (const auto& [report, paragraphs] : found.reports())
      reports.push_back({columns_->at("report").values[report], paragraphs});
    return reports;
  });
}

std::vector<std::uint32_t> Searcher::find(const Question& question) const {
  const Deadline deadline(question.deadline);
  return reading(generation_, [&] {
    const Opened opened = open();
    return find_all(opened.documents, query_of(question, opened.lexicon, vocabulary(opened.lexicon)));
  });
}

const Texts& Searcher::texts() const {
  std::call_once(texts_mapped_, [&] {
    auto texts = std::make_unique<Texts>(generation_ / "texts");
    if (texts->documents() != columns_->documents())
      throw Error("the index is damaged: its texts are not those of its columns", "make it again: findings index",
                  Exit::no_index);
    texts_ = std::move(texts);
  });
  return *texts_;
}

std::optional<ReportRecord> Searcher::report(std::string_view id) const {
  for (const ReportRecord& record : records())
    if (record.report.id == id) return record;
  return std::nullopt;
}

const std::vector<ReportRecord>& Searcher::records() const {
  std::call_once(records_read_, [&] { records_ = read_records(generation_); });
  return records_;
}

std::string Searcher::xapian_query(const Question& question) const {
  return reading(generation_, [&] {
    const Lexicon words = lexicon();
    return query_of(question, words, vocabulary(words)).get_description();
  });
}

}  // namespace findings
