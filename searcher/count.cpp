#include "searcher/count.h"

#include "schema/error.h"
#include "schema/fields.h"

namespace findings {

class Tally::Spy : public Xapian::MatchSpy {
 public:
  explicit Spy(Tally& tally) : tally_(tally) {}
  void operator()(const Xapian::Document& document, double) override { tally_.see(document.get_docid()); }

 private:
  Tally& tally_;
};

Tally::Tally(const Columns& columns, const std::vector<std::string>& counted)
    : columns_(columns), report_(columns.at("report")), authority_(columns.at("authority")) {
  words_ = authority_.sets.size() / 64 + 1;
  authorities_.resize(words_);
  for (const auto& set : authority_.sets)
    is_authority_.push_back(!set.empty() && authority_.values[set[0]] != no_value);
  for (const std::string& field : counted) {
    const Column& column = columns.at(field);
    const std::size_t values = column.values.size();
    tables_.push_back({&column, std::vector<Counts>(values), std::vector<std::uint32_t>(values),
                       std::vector<std::uint64_t>(values * words_)});
  }
}

void Tally::see(Xapian::docid id) {
  const std::uint32_t report = report_.codes[id], authority = authority_.codes[id];
  const bool known = is_authority_[authority];
  const std::uint64_t bit = std::uint64_t{1} << (authority % 64);
  const std::size_t word = authority / 64;
  const auto tick = [&](Counts& counts, std::uint32_t& last_report, std::uint64_t* authorities) {
    ++counts.paragraphs;
    if (last_report != report) {
      last_report = report;
      ++counts.reports;
      if (known && !(authorities[word] & bit)) {
        authorities[word] |= bit;
        ++counts.authorities;
      }
    }
  };

  if (last_report_ != report) reports_.push_back({report_.sets[report].at(0), 0});
  ++reports_.back().second;
  tick(found_, last_report_, authorities_.data());
  for (Table& table : tables_)
    for (const std::uint32_t value : table.column->sets[table.column->codes[id]])
      tick(table.counts[value], table.last_report[value], &table.authorities[value * words_]);
}

void Tally::run(const Xapian::Database& database, const Xapian::Query& query) {
  // A docid beyond the columns would be read from nowhere.
  if (database.get_lastdocid() > columns_.documents())
    throw Error("the index is damaged: its columns are shorter than its database", "make it again: findings index",
                Exit::no_index);
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  // In the order of the index, which the counting of reports stands on.
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  Spy spy(*this);
  enquire.add_matchspy(&spy);
  enquire.get_mset(0, 0, database.get_doccount());  // a spy sees only what the matcher must look at
}

}  // namespace findings
