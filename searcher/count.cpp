#include "searcher/count.h"

#include <algorithm>

#include "schema/fields.h"

namespace findings {

/// Counts the paragraphs of each group, and keeps one of each.
class Tally::Counter {
 public:
  explicit Counter(const Columns& columns) : groups_(columns.groups()), paragraphs_(columns.group_count()) {}

  void see(std::uint32_t row) {
    if (paragraphs_[groups_[row]]++ == 0) first_of_group_.push_back(row);
  }

  void tell(Tally& tally) {
    // Shards come one after the other; a report is whole in one of them.
    if (!std::is_sorted(first_of_group_.begin(), first_of_group_.end()))
      std::sort(first_of_group_.begin(), first_of_group_.end());
    for (const std::uint32_t row : first_of_group_) tally.add(row, paragraphs_[groups_[row]]);
  }

 private:
  std::span<const std::uint32_t> groups_;
  std::vector<std::uint32_t> paragraphs_;
  std::vector<std::uint32_t> first_of_group_;
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

void Tally::add(std::uint32_t row, std::size_t paragraphs) {
  int failed = no_sieve;
  for (std::size_t i = 0; i < sieves_.size(); ++i) {
    if (sieves_[i].lets_through(row)) continue;
    if (failed != no_sieve) return;
    failed = static_cast<int>(i);
  }

  const std::uint32_t report = report_.codes[row], authority = authority_.sets[authority_.codes[row]].at(0);
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
    const std::uint32_t copy = copies_.codes[row];
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
      for (const std::uint32_t value : table.columns->sets[table.columns->codes[row]]) tick(table, value);
    } else {
      for (const std::uint32_t first : table.rows->sets[table.rows->codes[row]])
        for (const std::uint32_t value : table.columns->sets[table.columns->codes[row]])
          tick(table, first * table.columns->values.size() + value);
    }
  }
}

void Tally::add_all() {
  Counter counter(columns_);
  for (std::uint32_t row = 1; row <= columns_.documents(); ++row) counter.see(row);
  counter.tell(*this);
}

void Tally::run(const OpenDocuments& documents, const Xapian::Query& query) {
  Counter counter(columns_);
  documents.each_found(query, [&](std::uint32_t row) { counter.see(row); });
  counter.tell(*this);
}

}  // namespace findings
