// Questions in, answers out: exact counts, ranked hits, facets, and help where nothing is found.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/columns.h"
#include "schema/index_document.h"
#include "searcher/count.h"
#include "searcher/marks.h"
#include "searcher/question.h"
#include "searcher/understand.h"

namespace findings {

struct FoundHit {
  Hit hit;
  double score = 0;            // 1 for the best of all hits; 1 where nothing ranks them
  std::vector<Match> matches;  // into hit.text
};

struct FacetValue {
  std::string value, label;
  Counts counts;          // what choosing this value, beside those selected in other facets, finds
  bool selected = false;  // the question has it as a filter
};

/// The values of a field among what was found. Selected ones first, then in the field's own order or by count.
struct Facet {
  std::string field;
  std::vector<FacetValue> values;
  std::size_t total_values = 0;  // before truncation; only fields without an order of their own are ever truncated
  bool truncated = false;
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
  Counts found;  // exact
  std::vector<FoundHit> hits;
  std::vector<Facet> facets;             // as asked for
  std::optional<Suggestion> suggestion;  // where a word is not in the index and a near one is
  std::optional<Help> help;              // where nothing was found
  std::vector<std::string> notes;        // what the counts do not cover: a wildcard with too many endings
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
  /// Opens what `index` serves now.
  explicit Searcher(const std::filesystem::path& index);
  ~Searcher();

  /// Reads a question against the values this index has. Throws QuestionError and Error (searcher/understand.h).
  Question understand(std::string_view text, const std::vector<Filter>& filters) const;

  /// Answers it.
  Results search(const Question& question) const;

  /// Only counts.
  Counts count(const Question& question) const;

  /// Calls `use` with each hit from offset to offset + limit in turn, in bounded memory; `with_matches` for marks.
  void each_hit(const Question& question, bool with_matches, const std::function<void(FoundHit&&)>& use) const;

  /// The reports that have such paragraphs, in the order of the index; offset and limit play no part.
  std::vector<ReportFound> reports(const Question& question) const;

  /// The paragraph of that citation.
  std::optional<Hit> paragraph(std::string_view citation) const;

  /// Xapian's description of the query, for --explain.
  std::string xapian_query(const Question& question) const;

  /// The folder of the generation, for its report records.
  const std::filesystem::path& generation() const { return generation_; }

 private:
  Xapian::Database open() const;
  Vocabulary vocabulary(const Xapian::Database& database) const;
  Tally tally(const Question& question, const Xapian::Database& database, const std::vector<std::string>& fields) const;
  Facet facet(const Question& question, const std::string& field, const std::vector<Counts>& counts) const;
  std::vector<Facet> facets(const Question& question, const Xapian::Database& database, const Tally& whole,
                            const std::vector<std::string>& counted) const;
  Help help(const Question& question, const Xapian::Database& database) const;
  std::optional<Suggestion> suggest(const Question& question, const Xapian::Database& database) const;

  std::filesystem::path generation_;
  std::unique_ptr<Columns> columns_;
};

}  // namespace findings
