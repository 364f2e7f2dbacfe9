#include "searcher/count.h"

#include "schema/fields.h"
#include "searcher/deadline.h"

namespace findings {

/// Counts the paragraphs of each group, and keeps one of each in the order they came.
///
/// It is what a query is asked to leave out (AND_NOT): Xapian then looks every match up here, and has nothing left to
/// rank or to keep. 758,000 matches took 17 ms like this, 32 ms seen by a MatchSpy.
class Tally::Counter : public Xapian::PostingSource {
 public:
  explicit Counter(const Columns& columns) : groups_(columns.groups()), paragraphs_(columns.group_count()) {}

  void see(Xapian::docid id) {
    if (paragraphs_[groups_[id]]++ == 0) first_of_group_.push_back(id);
  }

  void skip_to(Xapian::docid id, double) override {
    check_deadline();
    if (id != at_) see(id);
    at_ = id;
  }
  void next(double) override { ++at_; }
  bool at_end() const override { return false; }
  Xapian::docid get_docid() const override { return at_; }
  void init(const Xapian::Database& database) override { documents_ = database.get_doccount(); }
  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return documents_; }
  Xapian::doccount get_termfreq_max() const override { return documents_; }

  void tell(Tally& tally) const {
    for (const Xapian::docid id : first_of_group_) tally.add(id, paragraphs_[groups_[id]]);
  }

 private:
  std::span<const std::uint32_t> groups_;
  std::vector<std::uint32_t> paragraphs_;
  std::vector<Xapian::docid> first_of_group_;
  Xapian::docid at_ = 0;
  Xapian::doccount documents_ = 0;
};

Tally::Tally(const Columns& columns, const std::vector<Breakdown>& breakdowns, const std::vector<Filter>& sifted)
    : columns_(columns),
      report_(columns.at("report")),
      authority_(columns.at("authority")),
      copies_(columns.at(copies_column)),
      words_(authority_.values.size() / 64 + 1),
      is_seen_copy_(copies_.sets.size()) {
  for (const Filter& filter : sifted) {
    sieves_.emplace_back(filter, columns);
    sifted_fields_.push_back(filter.field);
  }
  for (const Breakdown& breakdown : breakdowns) make_table(breakdown);
  make_table({});
}

void Tally::make_table(const Breakdown& breakdown) {
  const auto column = [&](const std::string& field) { return field.empty() ? nullptr : &columns_.at(field); };
  Table table{column(breakdown.rows), column(breakdown.columns)};
  for (std::size_t i = 0; i < sifted_fields_.size(); ++i)
    if (sifted_fields_[i] == breakdown.alternatives) table.alternatives = static_cast<int>(i);
  const std::size_t cells =
      (table.rows ? table.rows->values.size() : 1) * (table.columns ? table.columns->values.size() : 1);
  table.counts.resize(cells);
  table.last_report.resize(cells);
  table.authorities.resize(cells * words_);
  tables_.push_back(std::move(table));
}

void Tally::add(Xapian::docid id, std::size_t paragraphs) {
  int failed = no_sieve;
  for (std::size_t i = 0; i < sieves_.size(); ++i) {
    if (sieves_[i].lets_through(id)) continue;
    if (failed != no_sieve) return;
    failed = static_cast<int>(i);
  }

  const std::uint32_t report = report_.codes[id], authority = authority_.sets[authority_.codes[id]].at(0);
  const bool is_known = authority_.values[authority] != no_value;
  const std::uint64_t bit = std::uint64_t{1} << (authority % 64);
  const auto tick = [&](Table& table, std::size_t cell) {
    Counts& counts = table.counts[cell];
    counts.paragraphs += paragraphs;
    if (table.last_report[cell] == report) return;
    table.last_report[cell] = report;
    ++counts.reports;
    std::uint64_t& seen = table.authorities[cell * words_ + authority / 64];
    if (!is_known || (seen & bit)) return;
    seen |= bit;
    ++counts.authorities;
  };

  if (failed == no_sieve) {
    const std::uint32_t copy = copies_.codes[id];
    if (copy == 0)
      texts_ += paragraphs;
    else if (!is_seen_copy_[copy])
      is_seen_copy_[copy] = true, ++texts_;
    if (tables_.back().last_report[0] != report) reports_.push_back({report_.sets[report].at(0), 0});
    reports_.back().second += paragraphs;
  }
  for (Table& table : tables_) {
    if (failed != no_sieve && table.alternatives != failed) continue;
    if (!table.columns) {
      tick(table, 0);
    } else if (!table.rows) {
      for (const std::uint32_t value : table.columns->sets[table.columns->codes[id]]) tick(table, value);
    } else {
      for (const std::uint32_t row : table.rows->sets[table.rows->codes[id]])
        for (const std::uint32_t value : table.columns->sets[table.columns->codes[id]])
          tick(table, row * table.columns->values.size() + value);
    }
  }
}

void Tally::add_all() {
  Counter counter(columns_);
  for (Xapian::docid id = 1; id <= columns_.documents(); ++id) counter.see(id);
  counter.tell(*this);
}

void Tally::run(const Xapian::Database& database, const Xapian::Query& query) {
  Counter counter(columns_);
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND_NOT, query, Xapian::Query(&counter)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.get_mset(0, 1);
  counter.tell(*this);
}

}  // namespace findings
