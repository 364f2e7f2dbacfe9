// What is added up, cell by cell, over the paragraphs of a matrix.
#pragma once

#include <string>
#include <vector>

#include "schema/columns.h"
#include "searcher/count.h"
#include "searcher/matrix.h"
#include "searcher/statistics.h"

namespace findings {

/// Paragraphs counted into the cells of a matrix, and something of each added up: its words, or its occurrences.
class Sums {
 public:
  /// `rows`: "" where there is one row of everything.
  Sums(const Columns& columns, const std::string& rows, const std::string& column)
      : rows_(rows.empty() ? nullptr : &columns.at(rows)),
        columns_(columns.at(column)),
        tally_(columns, rows.empty() ? std::vector<Breakdown>{{"", column, ""}}
                                     : std::vector<Breakdown>{{"", column, ""}, {"", rows, ""}, {rows, column, ""}}),
        by_column_(columns_.values.size()),
        by_row_(rows_ ? rows_->values.size() : 0),
        by_cell_(by_row_.size() * by_column_.size()) {}

  void add(Xapian::docid id, std::size_t amount) {
    tally_.add(id, 1);
    whole_ += amount;
    const auto& columns = columns_.sets[columns_.codes[id]];
    for (const std::uint32_t column : columns) by_column_[column] += amount;
    if (!rows_) return;
    for (const std::uint32_t row : rows_->sets[rows_->codes[id]]) {
      by_row_[row] += amount;
      for (const std::uint32_t column : columns) by_cell_[row * by_column_.size() + column] += amount;
    }
  }

  MatrixSlice whole() const { return {tally_.found(), whole_}; }
  MatrixSlice column(std::size_t c) const { return {tally_.by_value(0)[c], by_column_[c]}; }
  MatrixSlice row(std::size_t r) const { return rows_ ? MatrixSlice{tally_.by_value(1)[r], by_row_[r]} : whole(); }
  MatrixSlice cell(std::size_t r, std::size_t c) const {
    const std::size_t place = r * by_column_.size() + c;
    return rows_ ? MatrixSlice{tally_.by_value(2)[place], by_cell_[place]} : column(c);
  }

 private:
  const Column *rows_, &columns_;
  Tally tally_;
  std::size_t whole_ = 0;
  std::vector<std::size_t> by_column_, by_row_, by_cell_;
};

/// The paragraphs of each cell by their reports, and how many of them are found.
class Clusters {
 public:
  Clusters(const Columns& columns, const std::string& rows, const std::string& column)
      : reports_(columns.at("report")),
        rows_(rows.empty() ? nullptr : &columns.at(rows)),
        columns_(columns.at(column)) {
    cells_.resize((rows_ ? rows_->values.size() : 1) * columns_.values.size());
    at_.resize(cells_.size());
  }

  /// Both in ascending order; all of the slice before the first that is found, which are of it.
  void add_slice(Xapian::docid id) {
    each_cell(id, [&](std::size_t cell) {
      if (cells_[cell].empty() || cells_[cell].back().report != reports_.codes[id])
        cells_[cell].push_back({reports_.codes[id], {}});
      ++cells_[cell].back().cluster.trials;
    });
  }
  void add_found(Xapian::docid id) {
    each_cell(id, [&](std::size_t cell) {
      std::size_t& at = at_[cell];
      while (cells_[cell][at].report != reports_.codes[id]) ++at;
      ++cells_[cell][at].cluster.successes;
    });
  }

  std::vector<Cluster> in(std::size_t r, std::size_t c) const {
    std::vector<Cluster> clusters;
    for (const OfReport& one : cells_[r * columns_.values.size() + c]) clusters.push_back(one.cluster);
    return clusters;
  }

 private:
  struct OfReport {
    std::uint32_t report;
    Cluster cluster;
  };

  template <typename Use>
  void each_cell(Xapian::docid id, const Use& use) {
    static const std::vector<std::uint32_t> one_row{0};
    for (const std::uint32_t row : rows_ ? rows_->sets[rows_->codes[id]] : one_row)
      for (const std::uint32_t column : columns_.sets[columns_.codes[id]]) use(row * columns_.values.size() + column);
  }

  const Column &reports_, *rows_, &columns_;
  std::vector<std::vector<OfReport>> cells_;
  std::vector<std::size_t> at_;  // of each cell, the report found last
};

}  // namespace findings
