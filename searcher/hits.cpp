#include "searcher/hits.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "schema/fields.h"
#include "searcher/deadline.h"
#include "searcher/index_errors.h"
#include "searcher/lengths.h"
#include "searcher/ranking.h"
#include "searcher/snippet.h"
#include "searcher/terms.h"

namespace findings {
namespace {

template <typename See>
class WeightSpy : public Xapian::MatchSpy {
 public:
  explicit WeightSpy(See see) : see_(std::move(see)) {}
  void operator()(const Xapian::Document& document, double weight) override {
    check_deadline();
    see_(document.get_docid(), weight);
  }

 private:
  See see_;
};

/// Calls `see` with the row of each that the query finds and its weight.
template <typename See>
void weigh_all(const OpenDocuments& documents, const Xapian::Query& query, See see) {
  Xapian::Enquire enquire(documents.all());
  enquire.set_query(query);
  const Xapian::doccount all = documents.all().get_doccount();
  if (documents.is_sharded()) {  // a spy is told no docids of all there
    DeadlineSpy spy;
    if (!documents.is_remote()) enquire.add_matchspy(&spy);
    const Xapian::MSet found = enquire.get_mset(0, all);
    for (auto item = found.begin(); item != found.end(); ++item) see(documents.row_of(*item), item.get_weight());
    return;
  }
  WeightSpy spy([&](Xapian::docid id, double weight) { see(documents.row_of(id), weight); });
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  enquire.add_matchspy(&spy);
  enquire.get_mset(0, 0, all);  // a spy sees only what the matcher must look at
}

constexpr Xapian::termcount few_terms = 16;

struct Chosen {
  std::vector<std::uint32_t> ids;
  std::vector<double> scores;  // empty where nothing ranks

  double score(std::size_t i) const { return scores.empty() ? 1.0 : scores[i]; }
};

Chosen best_hits(const OpenDocuments& documents, const Xapian::Query& query, const Columns& columns,
                 const Question& question, bool folded) {
  const auto lengths = documents.is_sharded() ? nullptr : lengths_at_hand(documents.all());
  std::optional<RankingByLengths> by_lengths;
  Xapian::Enquire enquire(documents.all());
  // A spy sees only paragraphs that may be among the best: of a hundred alternatives hardly any. A few words are quick.
  const bool is_long = query.get_length() > few_terms;
  enquire.set_query(is_long && !documents.is_remote() ? kept_to_deadline(query) : query);
  if (lengths && !is_long && is_quicker_by_lengths(query)) by_lengths.emplace(*lengths).set(enquire, query);
  DeadlineSpy spy;
  if (!documents.is_remote()) enquire.add_matchspy(&spy);
  if (documents.is_sharded()) enquire.set_sort_by_relevance_then_value(row_slot, false);
  const std::size_t end = question.offset + std::min(question.limit, SIZE_MAX - question.offset);
  const std::vector<Placed> placed = first_by_relevance(enquire, documents, end, folded, columns);
  Chosen chosen;
  for (std::size_t i = question.offset; i < placed.size(); ++i) {
    chosen.ids.push_back(placed[i].id);
    chosen.scores.push_back(placed.front().key < 0 ? placed[i].key / placed.front().key : 1.0);
  }
  return chosen;
}

Chosen choose_hits(const OpenDocuments& documents, const Xapian::Query& query, const Columns& columns,
                   const Question& question, bool folded) {
  if (question.sort == Sort::relevance) return best_hits(documents, query, columns, question, folded);
  Chosen chosen;
  if (question.sort == Sort::index && !folded) {
    chosen.ids = find_all(documents, query);
    const std::size_t end = question.offset + std::min(question.limit, SIZE_MAX - question.offset);
    if (end < chosen.ids.size()) chosen.ids.resize(end);
    chosen.ids.erase(chosen.ids.begin(),
                     chosen.ids.begin() + static_cast<std::ptrdiff_t>(std::min(question.offset, chosen.ids.size())));
  } else {
    std::vector<Placed> found = place_all(documents, query, columns, question);
    if (folded) fold_copies(found, columns);
    for (const Placed& one : page_of(std::move(found), question.offset, question.limit)) chosen.ids.push_back(one.id);
  }
  return chosen;
}

/// Of what the query finds, the paragraphs that say the same as one of these.
std::vector<std::uint32_t> find_copies_of(const std::vector<std::uint32_t>& ids, const OpenDocuments& documents,
                                          const Xapian::Query& query, const Columns& columns) {
  const Column& copies = columns.at(copies_column);
  std::vector<Xapian::Query> groups;
  for (const Xapian::docid id : ids)
    for (const std::uint32_t first : copies.sets[copies.codes[id]])
      groups.emplace_back(filter_term(copies_prefix, copies.values[first]));
  if (groups.empty()) return {};
  const Xapian::Query any(Xapian::Query::OP_OR, groups.begin(), groups.end());
  return find_all(documents, Xapian::Query(Xapian::Query::OP_FILTER, query, any));
}

}  // namespace

std::vector<std::uint32_t> find_all(const OpenDocuments& documents, const Xapian::Query& query) {
  std::vector<std::uint32_t> found;
  documents.each_found(query, [&](std::uint32_t row) { found.push_back(row); });
  if (documents.is_sharded()) std::sort(found.begin(), found.end());
  return found;
}

std::vector<Placed> place_all(const OpenDocuments& documents, const Xapian::Query& query, const Columns& columns,
                              const Question& question) {
  std::vector<Placed> found;
  if (question.sort == Sort::relevance) {
    const Ranking ranking(columns);
    weigh_all(documents, query, [&](std::uint32_t row, double weight) {
      found.push_back({-ranking.weigh(row, weight), row});
    });
  } else {
    const Order order(columns, question.sort, question.seed);
    documents.each_found(query, [&](std::uint32_t row) { found.push_back({order.key(row), row}); });
  }
  return found;
}

HitReader::HitReader(const Searcher& searcher, const Opened& opened, const Question* question)
    : documents_(opened.documents), reports_(searcher.columns().at("report")) {
  if (question) marker_.emplace(searcher, *question, opened.lexicon);
}

FoundHit HitReader::read(std::uint32_t row, double score, std::size_t context) const {
  const Xapian::Document document = documents_.document(row);
  FoundHit found{unpack(document.get_data()), score};
  if (marker_) found.matches = marker_->mark(row, found.hit.text);
  if (!found.matches.empty()) found.snippet = sentences_with(found.matches, found.hit.text);
  context = std::min(context, reports_.codes.size());
  const auto is_neighbour = [&](std::uint32_t other) {
    return other < reports_.codes.size() && reports_.codes[other] == reports_.codes[row];
  };
  const auto neighbour = [&](std::uint32_t other) { return unpack(documents_.document(other).get_data()); };
  for (std::uint32_t other = row - 1; other + context >= row && is_neighbour(other); --other)
    found.before.insert(found.before.begin(), neighbour(other));
  for (std::uint32_t other = row + 1; other <= row + context && is_neighbour(other); ++other)
    found.after.push_back(neighbour(other));
  return found;
}

std::vector<FoundHit> read_paragraphs(const Searcher& searcher, const std::vector<std::uint32_t>& ids,
                                      const Question* marked) {
  return reading(searcher.generation(), [&] {
    const Opened opened = searcher.open();
    const HitReader reader(searcher, opened, marked);
    std::vector<FoundHit> hits;
    for (const Xapian::docid id : ids) hits.push_back(reader.read(id, 1, 0));
    return hits;
  });
}

void list_copies(std::vector<FoundHit>& hits, const std::vector<std::uint32_t>& ids,
                 const std::vector<std::uint32_t>& found, const OpenDocuments& documents, const Columns& columns) {
  const Column& copies = columns.at(copies_column);
  std::unordered_map<std::uint32_t, std::size_t> hit_of_code;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (const std::uint32_t code = copies.codes[ids[i]]) hit_of_code[code] = i;
  for (const Xapian::docid id : found)
    if (const auto hit = hit_of_code.find(copies.codes[id]); hit != hit_of_code.end() && ids[hit->second] != id)
      hits[hit->second].copies.push_back(unpack(documents.document(id).get_data()).citation);
}

std::vector<FoundHit> Searcher::hits(const Question& question, const Opened& opened, const Xapian::Query& query) const {
  const Chosen chosen = choose_hits(opened.documents, query, *columns_, question, question.fold_copies);
  const HitReader reader(*this, opened, &question);
  std::vector<FoundHit> hits;
  for (std::size_t i = 0; i < chosen.ids.size(); ++i)
    hits.push_back(reader.read(chosen.ids[i], chosen.score(i), question.context));
  if (question.fold_copies)
    list_copies(hits, chosen.ids, find_copies_of(chosen.ids, opened.documents, query, *columns_), opened.documents,
                *columns_);
  return hits;
}

void Searcher::each_hit(const Question& question, bool with_matches, const std::function<void(FoundHit&&)>& use) const {
  reading(generation_, [&] {
    const Opened opened = open();
    const Xapian::Query query = query_of(question, opened.lexicon, vocabulary(opened.lexicon));
    const Chosen chosen = choose_hits(opened.documents, query, *columns_, question, false);
    const HitReader reader(*this, opened, with_matches ? &question : nullptr);
    for (std::size_t i = 0; i < chosen.ids.size(); ++i)
      use(reader.read(chosen.ids[i], chosen.score(i), question.context));
  });
}

std::optional<FoundHit> Searcher::paragraph(std::string_view citation, std::size_t context) const {
  return reading(generation_, [&]() -> std::optional<FoundHit> {
    const Opened opened = open();
    const std::optional<std::uint32_t> row = opened.documents.find(citation_term(citation));
    if (!row) return std::nullopt;
    return HitReader(*this, opened, nullptr).read(*row, 1, context);
  });
}

}  // namespace findings
