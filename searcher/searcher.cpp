#include "searcher/searcher.h"

#include <algorithm>
#include <climits>

#include "schema/error.h"
#include "schema/generations.h"
#include "schema/text.h"
#include "searcher/terms.h"

namespace findings {
namespace {

/// Xapian's errors, which are no std::exception, as ours.
template <typename Work>
auto reading(const std::filesystem::path& generation, Work&& work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw Error("the index cannot be read: " + generation.string() + ": " + error.get_msg(),
                "make it again: findings index", Exit::no_index);
  }
}

/// Sorts by the place of each paragraph's value in the field's own order.
class RankKey : public Xapian::KeyMaker {
 public:
  RankKey(const Column& column, std::string_view field) : column_(column) {
    for (const auto& set : column.sets) {
      const int rank = set.empty() ? INT_MAX : rank_of(field, column.values[set[0]]).value_or(INT_MAX);
      keys_.push_back(Xapian::sortable_serialise(rank));
    }
  }
  std::string operator()(const Xapian::Document& document) const override {
    return keys_[column_.codes[document.get_docid()]];
  }

 private:
  const Column& column_;
  std::vector<std::string> keys_;
};

void check_facets(const Question& question) {
  std::vector<std::string> names;
  for (const Field& field : fields)
    if (field.facet) names.emplace_back(field.name);
  for (const std::string& wanted : question.facets)
    if (std::find(names.begin(), names.end(), wanted) == names.end()) {
      const std::string near = nearest(wanted, names);
      std::string list;
      for (const std::string& name : names) list += (list.empty() ? "facets: " : ", ") + name;
      throw Error("no facet is called \"" + wanted + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                  near.empty() ? list : "");
    }
}

std::vector<std::string> wildcard_notes(const Question& question, const Xapian::Database& database) {
  std::vector<std::string> notes;
  for (const Expression* word : wanted_words(question.expression)) {
    if (word->form != Expression::Form::wildcard) continue;
    const std::string start = leaves_of(*word, database).at(0).places.at(0).terms.at(0);
    const auto endings = std::distance(database.allterms_begin(start), database.allterms_end(start));
    if (endings > static_cast<std::ptrdiff_t>(most_endings))
      notes.push_back(describe(*word) + " stands for " + std::to_string(endings) + " words; the " +
                      std::to_string(most_endings) + " commonest were searched for");
  }
  return notes;
}

}  // namespace

Searcher::Searcher(const std::filesystem::path& index) : generation_(current_generation(index)) {
  columns_ = std::make_unique<Columns>(generation_ / "columns");
}

Searcher::~Searcher() = default;

Xapian::Database Searcher::open() const { return Xapian::Database((generation_ / "db").string()); }

Vocabulary Searcher::vocabulary(const Xapian::Database& database) const {
  return {[this](std::string_view field) -> const std::vector<std::string>& { return columns_->at(field).values; },
          [&database](const std::string& term) { return database.term_exists(term); }};
}

Question Searcher::understand(std::string_view text, const std::vector<Filter>& filters, const Reading& how) const {
  return reading(generation_, [&] {
    const Xapian::Database database = open();
    return findings::understand(text, filters, vocabulary(database), how);
  });
}

Tally Searcher::tally(const Question& question, const Xapian::Database& database,
                      const std::vector<std::string>& counted) const {
  Tally tally(*columns_, counted);
  tally.run(database, query_of(question, database, vocabulary(database)));
  return tally;
}

Results Searcher::search(const Question& question) const {
  check_facets(question);
  return reading(generation_, [&] {
    const Xapian::Database database = open();
    Results results;
    // Fields that are filtered are counted apart, without their own filter.
    std::vector<std::string> together;
    for (const std::string& field : question.facets)
      if (!filter_on(question, field)) together.push_back(field);
    const Tally whole = tally(question, database, together);
    results.found = whole.found();
    results.facets = facets(question, database, whole, together);
    if (results.found.paragraphs > question.offset)
      each_hit(question, true, [&](FoundHit&& hit) { results.hits.push_back(std::move(hit)); });
    results.notes = wildcard_notes(question, database);
    results.suggestion = correct(question, database);
    if (results.found.paragraphs == 0) results.help = help(question, database);
    return results;
  });
}

Counts Searcher::count(const Question& question) const {
  return reading(generation_, [&] { return tally(question, open(), {}).found(); });
}

std::vector<ReportFound> Searcher::reports(const Question& question) const {
  return reading(generation_, [&] {
    std::vector<ReportFound> reports;
    const Tally found = tally(question, open(), {});
    for (const auto& [report, paragraphs] : found.reports())
      reports.push_back({columns_->at("report").values[report], paragraphs});
    return reports;
  });
}

void Searcher::each_hit(const Question& question, bool with_matches, const std::function<void(FoundHit&&)>& use) const {
  reading(generation_, [&] {
    const Xapian::Database database = open();
    Xapian::Enquire enquire(database);
    enquire.set_query(query_of(question, database, vocabulary(database)));
    const auto slot = [](std::string_view field) { return static_cast<Xapian::valueno>(field_named(field)->slot); };
    Xapian::MultiValueKeyMaker oldest;
    oldest.add_value(slot("inspected"), false, "9");  // without a day: last
    RankKey by_grade(columns_->at("grade"), "grade");
    switch (question.sort) {
      case Sort::relevance:
        break;
      case Sort::index:
      case Sort::random:
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        break;
      case Sort::newest:
        enquire.set_sort_by_value(slot("inspected"), true);
        break;
      case Sort::oldest:
        enquire.set_sort_by_key(&oldest, false);
        break;
      case Sort::authority:
        enquire.set_sort_by_value(slot("authority"), false);
        break;
      case Sort::grade:
        enquire.set_sort_by_key(&by_grade, false);
        break;
    }
    const auto clamped = [&](std::size_t n) {
      return static_cast<Xapian::doccount>(std::min<std::size_t>(n, database.get_doccount()));
    };
    const Xapian::MSet found = enquire.get_mset(clamped(question.offset), clamped(question.limit));
    std::optional<Marker> marker;
    if (with_matches) marker.emplace(question.expression, database);
    const double best = found.get_max_attained();
    for (auto item = found.begin(); item != found.end(); ++item) {
      const Xapian::Document document = item.get_document();
      FoundHit hit{unpack(document.get_data()), best > 0 ? item.get_weight() / best : 1.0, {}};
      if (marker) hit.matches = marker->mark(document, hit.hit.text);
      use(std::move(hit));
    }
  });
}

std::optional<FoundHit> Searcher::paragraph(std::string_view citation, std::size_t /*context*/) const {
  return reading(generation_, [&]() -> std::optional<FoundHit> {
    const Xapian::Database database = open();
    const std::string term = citation_term(citation);
    const auto found = database.postlist_begin(term);
    if (found == database.postlist_end(term)) return std::nullopt;
    return FoundHit{unpack(database.get_document(*found).get_data()), 1};
  });
}

std::optional<ReportRecord> Searcher::report(std::string_view id) const {
  for (ReportRecord& record : read_records(generation_))
    if (record.report.id == id) return std::move(record);
  return std::nullopt;
}

std::string Searcher::xapian_query(const Question& question) const {
  return reading(generation_, [&] {
    const Xapian::Database database = open();
    return query_of(question, database, vocabulary(database)).get_description();
  });
}

}  // namespace findings
