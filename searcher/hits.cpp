#include "searcher/hits.h"

#include <algorithm>
#include <unordered_map>

#include "schema/fields.h"
#include "searcher/deadline.h"
#include "searcher/index_errors.h"
#include "searcher/ranking.h"
#include "searcher/snippet.h"
#include "searcher/terms.h"

namespace findings {
namespace {

template <typename See>
class EachSpy : public Xapian::MatchSpy {
 public:
  explicit EachSpy(See see) : see_(std::move(see)) {}
  void operator()(const Xapian::Document& document, double weight) override {
    check_deadline();
    see_(document.get_docid(), weight);
  }

 private:
  See see_;
};

/// Calls `see` with each docid found, ascending, and its weight.
template <typename See>
void match_all(const Xapian::Database& database, const Xapian::Query& query, bool weighted, See see) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  if (!weighted) enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  EachSpy spy(std::move(see));
  enquire.add_matchspy(&spy);
  enquire.get_mset(0, 0, database.get_doccount());  // a spy sees only what the matcher must look at
}

constexpr Xapian::termcount few_terms = 16;

struct Chosen {
  std::vector<Xapian::docid> ids;
  std::vector<double> scores;  // empty where nothing ranks

  double score(std::size_t i) const { return scores.empty() ? 1.0 : scores[i]; }
};

Chosen best_hits(const Xapian::Database& database, const Xapian::Query& query, const Columns& columns,
                 const Question& question, bool folded) {
  Xapian::Enquire enquire(database);
  // A spy sees only paragraphs that may be among the best: of a hundred alternatives hardly any. A few words are quick.
  enquire.set_query(query.get_length() > few_terms ? kept_to_deadline(query) : query);
  DeadlineSpy spy;
  enquire.add_matchspy(&spy);
  const std::size_t end = question.offset + std::min(question.limit, SIZE_MAX - question.offset);
  const std::vector<Placed> placed = first_by_relevance(enquire, end, folded, columns);
  Chosen chosen;
  for (std::size_t i = question.offset; i < placed.size(); ++i) {
    chosen.ids.push_back(placed[i].id);
    chosen.scores.push_back(placed.front().key < 0 ? placed[i].key / placed.front().key : 1.0);
  }
  return chosen;
}

Chosen choose_hits(const Xapian::Database& database, const Xapian::Query& query, const Columns& columns,
                   const Question& question, bool folded) {
  if (question.sort == Sort::relevance) return best_hits(database, query, columns, question, folded);
  Chosen chosen;
  if (question.sort == Sort::index && !folded) {
    chosen.ids = find_all(database, query);
    const std::size_t end = question.offset + std::min(question.limit, SIZE_MAX - question.offset);
    if (end < chosen.ids.size()) chosen.ids.resize(end);
    chosen.ids.erase(chosen.ids.begin(),
                     chosen.ids.begin() + static_cast<std::ptrdiff_t>(std::min(question.offset, chosen.ids.size())));
  } else {
    std::vector<Placed> found = place_all(database, query, columns, question);
    if (folded) fold_copies(found, columns);
    for (const Placed& one : page_of(std::move(found), question.offset, question.limit)) chosen.ids.push_back(one.id);
  }
  return chosen;
}

/// Of what the query finds, the paragraphs that say the same as one of these.
std::vector<Xapian::docid> find_copies_of(const std::vector<Xapian::docid>& ids, const Xapian::Database& database,
                                          const Xapian::Query& query, const Columns& columns) {
  const Column& copies = columns.at(copies_column);
  std::vector<Xapian::Query> groups;
  for (const Xapian::docid id : ids)
    for (const std::uint32_t first : copies.sets[copies.codes[id]])
      groups.emplace_back(filter_term(copies_prefix, copies.values[first]));
  if (groups.empty()) return {};
  const Xapian::Query any(Xapian::Query::OP_OR, groups.begin(), groups.end());
  return find_all(database, Xapian::Query(Xapian::Query::OP_FILTER, query, any));
}

}  // namespace

std::vector<Xapian::docid> find_all(const Xapian::Database& database, const Xapian::Query& query) {
  std::vector<Xapian::docid> found;
  match_all(database, query, false, [&](Xapian::docid id, double) { found.push_back(id); });
  return found;
}

std::vector<Placed> place_all(const Xapian::Database& database, const Xapian::Query& query, const Columns& columns,
                              const Question& question) {
  std::vector<Placed> found;
  const bool weighted = question.sort == Sort::relevance;
  const Order order(columns, question.sort, question.seed);
  const Ranking ranking(columns);
  match_all(database, query, weighted, [&](Xapian::docid id, double weight) {
    found.push_back({weighted ? -ranking.weigh(id, weight) : order.key(id), id});
  });
  return found;
}

HitReader::HitReader(const Xapian::Database& database, const Columns& columns, const Question* question)
    : database_(database), reports_(columns.at("report")) {
  if (question) marker_.emplace(question->expression, database);
}

FoundHit HitReader::read(Xapian::docid id, double score, std::size_t context) const {
  const Xapian::Document document = database_.get_document(id);
  FoundHit found{unpack(document.get_data()), score};
  if (marker_) {
    found.matches = marker_->mark(document, found.hit.text);
    found.snippet = sentences_with(found.matches, found.hit.text);
  }
  context = std::min(context, reports_.codes.size());
  const auto neighbour = [&](Xapian::docid other) { return unpack(database_.get_document(other).get_data()); };
  for (Xapian::docid other = id - 1; other + context >= id && reports_.codes[other] == reports_.codes[id]; --other)
    found.before.insert(found.before.begin(), neighbour(other));
  for (Xapian::docid other = id + 1;
       other <= id + context && other < reports_.codes.size() && reports_.codes[other] == reports_.codes[id]; ++other)
    found.after.push_back(neighbour(other));
  return found;
}

std::vector<FoundHit> read_paragraphs(const Searcher& searcher, const std::vector<Xapian::docid>& ids,
                                      const Question* marked) {
  return reading(searcher.generation(), [&] {
    const Xapian::Database database((searcher.generation() / "db").string());
    const HitReader reader(database, searcher.columns(), marked);
    std::vector<FoundHit> hits;
    for (const Xapian::docid id : ids) hits.push_back(reader.read(id, 1, 0));
    return hits;
  });
}

void list_copies(std::vector<FoundHit>& hits, const std::vector<Xapian::docid>& ids,
                 const std::vector<Xapian::docid>& found, const Xapian::Database& database, const Columns& columns) {
  const Column& copies = columns.at(copies_column);
  std::unordered_map<std::uint32_t, std::size_t> hit_of_code;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (const std::uint32_t code = copies.codes[ids[i]]) hit_of_code[code] = i;
  for (const Xapian::docid id : found)
    if (const auto hit = hit_of_code.find(copies.codes[id]); hit != hit_of_code.end() && ids[hit->second] != id)
      hits[hit->second].copies.push_back(unpack(database.get_document(id).get_data()).citation);
}

std::vector<FoundHit> Searcher::hits(const Question& question, const Xapian::Database& database,
                                     const Xapian::Query& query) const {
  const Chosen chosen = choose_hits(database, query, *columns_, question, question.fold_copies);
  const HitReader reader(database, *columns_, &question);
  std::vector<FoundHit> hits;
  for (std::size_t i = 0; i < chosen.ids.size(); ++i)
    hits.push_back(reader.read(chosen.ids[i], chosen.score(i), question.context));
  if (question.fold_copies)
    list_copies(hits, chosen.ids, find_copies_of(chosen.ids, database, query, *columns_), database, *columns_);
  return hits;
}

void Searcher::each_hit(const Question& question, bool with_matches, const std::function<void(FoundHit&&)>& use) const {
  reading(generation_, [&] {
    const Xapian::Database database = open();
    const Xapian::Query query = query_of(question, database, vocabulary(database));
    const Chosen chosen = choose_hits(database, query, *columns_, question, false);
    const HitReader reader(database, *columns_, with_matches ? &question : nullptr);
    for (std::size_t i = 0; i < chosen.ids.size(); ++i)
      use(reader.read(chosen.ids[i], chosen.score(i), question.context));
  });
}

std::optional<FoundHit> Searcher::paragraph(std::string_view citation, std::size_t context) const {
  return reading(generation_, [&]() -> std::optional<FoundHit> {
    const Xapian::Database database = open();
    const std::string term = citation_term(citation);
    const auto found = database.postlist_begin(term);
    if (found == database.postlist_end(term)) return std::nullopt;
    return HitReader(database, *columns_, nullptr).read(*found, 1, context);
  });
}

}  // namespace findings
