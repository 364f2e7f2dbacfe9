// Questions in, answers out: exact counts, ranked hits, facets, and help where nothing is found.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/columns.h"
#include "schema/error.h"
#include "schema/index_document.h"
#include "schema/report_records.h"
#include "schema/texts.h"
#include "searcher/count.h"
#include "searcher/opened.h"
#include "searcher/question.h"
#include "searcher/shards.h"
#include "searcher/suggest.h"
#include "searcher/understand.h"
#include "searcher/word_spans.h"

namespace findings {

class DatabasePool;

struct FoundHit {
  Hit hit;
  double score = 0;            // 1 for the best of all hits; 1 where nothing ranks them
  std::vector<Match> matches;  // into hit.text
  std::vector<Match> snippet;  // the sentences of hit.text that have matches, in order; empty where nothing matched
  std::vector<std::string> copies;  // citations of the paragraphs that say the same and are found too, folded into this
  std::vector<Hit> before, after;   // its neighbours in the report, in its order
};

/// Hits that share a report, an authority or a heading. Copies are folded within a group, never into another one: the
/// hits of all groups and their copies are what was found, each once.
struct Group {
  std::string value, label;    // of a report: its id and its title
  Counts found;                // exact, copies among them
  std::vector<FoundHit> hits;  // the first of them; `more` are left
  std::size_t more = 0;        // texts: copies that are folded do not count
};

struct FacetValue {
  std::string value, label;
  Counts counts;                     // what choosing this value, beside those selected in other facets, finds
  bool selected = false;             // the question has it as a filter
  std::vector<FacetValue> children;  // of an area in the facet "section": its headings, as "adoption/Staying safe"
  std::size_t total_children = 0;    // before truncation
};

/// The values of a field among what was found. Selected ones first, then in the field's own order or by count.
///
/// The facet "section" has two levels: areas, each with the headings in it. The filter section:"adoption/Staying safe"
/// chooses a heading in its area, section:"adoption/" a whole area, section:"Staying safe" the heading in every area.
struct Facet {
  std::string field;
  std::vector<FacetValue> values;
  std::size_t total_values = 0;  // before truncation; in `search` fields with an order of their own are never truncated
  bool truncated = false;        // the list of values or one of children
};

/// Two facets against each other, headings without their areas. All filters of the question are in force, as for
/// `found`, those on the two fields too. Where paragraphs have several values (section), rows add up to more than
/// found.
struct Table {
  std::string rows, columns;  // fields
  std::vector<FacetValue> row_values,
      column_values;                       // in their fields' order, with the counts of the whole row or column
  std::vector<std::vector<Counts>> cells;  // cells[row][column]
};

/// The question with words in place of those the index does not have, and what it would find.
struct Suggestion {
  std::string text;
  std::vector<std::pair<std::string, std::string>> replaced;  // what was typed, and what for it
  Counts counts;
};

/// What a question that finds nothing would find without each of its filters, and what each of its words finds.
struct Help {
  struct WithoutFilter {
    Filter filter;
    Counts counts;
    std::vector<FacetValue> values;      // which values of that field it would be
    std::vector<std::string> citations;  // of the first few
  };
  struct Word {
    std::string word;       // as `describe` prints it
    Counts within_filters;  // alone, under the question's filters
    Counts anywhere;        // alone, in the whole index
  };
  std::vector<WithoutFilter> without;
  std::vector<Word> words;
};

struct Results {
  Counts found;                // exact, copies among them
  std::size_t texts = 0;       // different ones among the paragraphs found: what there is to page through
  std::vector<FoundHit> hits;  // empty where they are grouped
  std::vector<Group> groups;
  std::size_t total_groups = 0;
  std::vector<Facet> facets;             // as asked for
  std::vector<Table> tables;             // as asked for
  std::optional<Suggestion> suggestion;  // where a word is not in the index and a near one is
  std::optional<Help> help;              // where nothing was found
  std::vector<std::string> notes;        // what the counts do not cover: a wildcard with too many endings
};

/// Paragraphs drawn at random, the same for the same seed and index, from each stratum its share.
struct Sample {
  struct Stratum {
    std::vector<std::string> values;   // one of each field
    std::size_t found = 0, drawn = 0;  // texts where copies are folded, else paragraphs
  };
  Counts found;
  std::vector<std::string> fields;
  std::vector<Stratum> strata;  // one, without values, where no field was named
  std::vector<FoundHit> hits;   // in the order of the index
};

/// What a box offers while somebody types.
struct Completion {
  std::string text;   // "looked after children"
  std::string field;  // "authority", "section", "area"; "phrase" for one to ask for as phrase:"..."; "" for a word
  Counts counts;      // what choosing it alone finds
  std::size_t start;  // what it stands for begins here in the text typed, in code points, and goes to its end
};

struct ReportFound {
  std::string id;
  std::size_t paragraphs = 0;  // of it, found
};

/// An open generation of an index.
///
/// Every method opens Xapian's database for itself (0.02 ms) and reads columns that are mapped read-only, so one
/// Searcher may be used by many threads at once. It stays on its generation: make a new one to see what was indexed
/// since. The files may be removed under it once three newer generations stand and ten minutes have passed.
///
/// All methods throw Error (Exit::no_index) where the index cannot be read.
class Searcher {
 public:
  /// Opens what `index` serves now: any that find_index_place takes (searcher/index_place.h). Of its shards those that
  /// are at hand are asked; once one of these is lost, every method throws ShardLost, and a new Searcher does without
  /// it.
  /// `tell` is called with the shards that are missing, where some are; what it throws is thrown.
  explicit Searcher(const std::filesystem::path& index,
                    const std::function<void(const std::vector<MissingShard>&)>& tell = {});
  ~Searcher();

  /// Reads a question against the values this index has. Throws QuestionError and Error (searcher/understand.h).
  Question understand(std::string_view text, const std::vector<Filter>& filters, const Reading& how = {}) const;

  /// Answers it. Throws Error for facets and groups by what is no such field, and where it takes longer than
  /// question.deadline.
  Results search(const Question& question) const;

  /// Only counts.
  Counts count(const Question& question) const;

  /// The values of one facet among what the question finds whose label or value has `containing` in it, in any case;
  /// authorities also by their other names, headings also by their area. At most `limit`, of section of each area;
  /// their counts are those of the whole facet. Throws Error for a field that is no facet.
  Facet facet(const Question& question, std::string_view field, std::string_view containing, std::size_t limit) const;

  /// Calls `use` with each paragraph found in turn, copies unfolded, from offset to offset + limit. No deadline holds.
  /// Memory: by Sort::index at most eight bytes a paragraph found; by relevance or another order some fifty.
  void each_hit(const Question& question, bool with_matches, const std::function<void(FoundHit&&)>& use) const;

  /// Draws `size` paragraphs by question.seed; of several fields each combination of values is a stratum.
  Sample sample(const Question& question, std::size_t size, const std::vector<std::string>& stratify) const;

  /// The reports that have such paragraphs, in the order of the index; offset and limit play no part.
  std::vector<ReportFound> reports(const Question& question) const;

  /// The paragraph of that citation; with `context` neighbours on either side.
  std::optional<FoundHit> paragraph(std::string_view citation, std::size_t context = 0) const;

  /// The record of that report, without its paragraphs.
  std::optional<ReportRecord> report(std::string_view id) const;

  /// The records of all reports, in order of report ids. They are read once, when first asked for: 20 ms for 200
  /// reports.
  const std::vector<ReportRecord>& records() const;

  /// Paragraphs that are about the same, the most similar first, without the paragraph itself and its copies. The words
  /// they share with it are their matches. Throws Error where there is no such paragraph. `filters` as in `understand`.
  std::vector<FoundHit> similar(std::string_view citation, const std::vector<Filter>& filters, std::size_t limit) const;

  /// Completions of the last words of what is being typed: at most `limit` of authorities (by their other names too),
  /// areas, headings, and from three letters on phrases and words, in this order, the commonest of each first. Of the
  /// forms of a word the commonest that begins so. What is offered occurs in the index; nothing is corrected.
  std::vector<Completion> suggest(std::string_view text, std::size_t limit) const;

  /// Xapian's description of the query, for --explain.
  std::string xapian_query(const Question& question) const;

  /// The rows (schema/places.h) of the paragraphs it finds, in the order of the index; offset, limit and copies play no
  /// part.
  std::vector<std::uint32_t> find(const Question& question) const;

  /// Facts and words of every paragraph by those rows: what themes, matrices and concordances are counted from.
  const Columns& columns() const { return *columns_; }
  const Texts& texts() const;

  /// Shards that no answer of this Searcher includes.
  const std::vector<MissingShard>& missing() const;

  /// Its words alone, for one thread. Throws Xapian::Error: searcher/index_errors.h.
  Lexicon lexicon() const;
  /// Open for one thread. Throws Xapian::Error: searcher/index_errors.h.
  Opened open() const;

  /// The folder of the generation, for its report records.
  const std::filesystem::path& generation() const { return generation_; }

 private:
  Vocabulary vocabulary(const Lexicon& lexicon) const;
  /// How a facet's values are picked.
  struct Choice {
    std::string containing;    // folded
    std::size_t most;          // values of a list
    bool ordered_too = false;  // lists of fields with an order of their own are cut too
  };

  Tally tally(const Question& question, const Opened& opened, const std::vector<Breakdown>& breakdowns) const;
  /// `first`: place in the tally of the facet's breakdowns_of.
  Facet facet_of(const Question& question, const std::string& field, const Tally& tally, std::size_t first,
                 const Choice& choice) const;
  void count_by(const Question& question, const Opened& opened, Results& results) const;
  Help help(const Question& question, const Opened& opened) const;
  std::vector<FoundHit> hits(const Question& question, const Opened& opened, const Xapian::Query& query) const;
  void group(const Question& question, const Opened& opened, Results& results) const;
  std::vector<std::string> succession_notes(const Question& question, const Opened& opened) const;
  std::optional<Suggestion> correct(const Question& question, const Opened& opened) const;

  std::filesystem::path generation_;
  std::unique_ptr<Columns> columns_;
  std::unique_ptr<DatabasePool> words_, database_;
  std::unique_ptr<Shards> shards_;  // null where the index is one database
  std::set<std::string> members_;   // terms of members of synonyms that the index has (schema/synonyms.h)
  mutable std::once_flag offers_made_;
  mutable std::vector<Offer> offers_;                            // of `suggest`
  mutable std::vector<std::pair<std::string, UnitId>> phrases_;  // folded; in the order of letters
  mutable std::once_flag texts_mapped_;
  mutable std::unique_ptr<Texts> texts_;
  mutable std::once_flag records_read_;
  mutable std::vector<ReportRecord> records_;
};

}  // namespace findings
