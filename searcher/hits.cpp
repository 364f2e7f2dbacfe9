#include <algorithm>
#include <climits>

#include "schema/fields.h"
#include "searcher/index_errors.h"
#include "searcher/searcher.h"
#include "searcher/terms.h"

namespace findings {
namespace {

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

}  // namespace

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

}  // namespace findings
