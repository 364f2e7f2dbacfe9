#include <deque>
#include <sstream>

#include <xapian.h>

#include "bench/peers.h"
#include "schema/fields.h"
#include "schema/index_document.h"

namespace findings::bench {
namespace {

/// All filters but the one on that field.
Xapian::Query query_of(const Asked& asked, const std::string& without) {
  std::istringstream words(asked.words);
  Xapian::Query query;
  for (std::string word; words >> word;) {
    const Xapian::Query one("Z" + Xapian::Stem("english")(word));
    query = query.empty() ? one : query & one;
  }
  for (const Filter& filter : asked.filters) {
    if (filter.field == without) continue;
    std::vector<Xapian::Query> values;
    for (const std::string& value : filter.values)
      values.emplace_back(filter_term(field_named(filter.field)->prefix, value));
    query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                          Xapian::Query(Xapian::Query::OP_OR, values.begin(), values.end()));
  }
  return query;
}

/// A pass with those facets; returns how many it found.
std::size_t count(const Xapian::Database& database, const Asked& asked, const std::string& without,
                  const std::vector<std::string>& facets, bool ranked, std::size_t hits, Answer& answer) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query_of(asked, without));
  if (!ranked) {
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  }
  std::deque<Xapian::ValueCountMatchSpy> spies;
  for (const std::string& facet : facets) {
    spies.emplace_back(static_cast<Xapian::valueno>(field_named(facet)->slot));
    enquire.add_matchspy(&spies.back());
  }
  const Xapian::MSet found =
      enquire.get_mset(0, static_cast<Xapian::doccount>(hits), facets.empty() ? 0 : database.get_doccount());
  for (auto hit = found.begin(); hit != found.end(); ++hit)
    answer.hits += !unpack(hit.get_document().get_data()).citation.empty();
  for (std::size_t i = 0; i < facets.size(); ++i)
    for (auto value = spies[i].values_begin(); value != spies[i].values_end(); ++value)
      answer.counts[facets[i]][*value] = value.get_termfreq();
  return spies.empty() ? 0 : spies.front().get_total();
}

}  // namespace

Answer ask_spies(const std::filesystem::path& generation, const Asked& asked, bool apart) {
  const Xapian::Database database((generation / "db").string());
  Answer answer;
  if (!asked.counted) {
    count(database, asked, "", {}, true, asked_hits, answer);
    return answer;
  }
  std::vector<std::string> together;
  for (const std::string& facet : asked_facets)
    if (!is_filtered(asked, facet)) together.push_back(facet);
  if (apart) count(database, asked, "", {}, true, asked_hits, answer);
  answer.found = count(database, asked, "", together, !apart, apart ? 0 : asked_hits, answer);
  for (const std::string& facet : asked_facets)
    if (is_filtered(asked, facet)) count(database, asked, facet, {facet}, false, 0, answer);
  return answer;
}

}  // namespace findings::bench
