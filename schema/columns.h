// Facet columns: for every paragraph and field one small integer, made once when a generation is written and mapped
// into memory to count. Counting a field is then an array look-up instead of a value-slot read a match.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "schema/mapped_file.h"

namespace findings {

/// The codes of a column by docid, from 0. They are kept by group (Columns::groups): a million paragraphs have 200,000.
class Codes {
 public:
  Codes() = default;
  Codes(std::span<const std::uint32_t> groups, std::span<const std::uint32_t> of_groups)
      : groups_(groups), of_groups_(of_groups) {}

  std::uint32_t operator[](std::size_t docid) const { return of_groups_[groups_[docid]]; }
  std::span<const std::uint32_t> of_groups() const { return of_groups_; }
  std::size_t size() const { return groups_.size(); }
  bool empty() const { return groups_.empty(); }

 private:
  std::span<const std::uint32_t> groups_, of_groups_;
};

/// One field's column. `codes[docid]` is a set of values, `sets[code]` says which: most fields have one value a
/// paragraph, "section" has one for each heading it stands under. Code 0 of every column is the empty set (docid 0).
struct Column {
  std::string field;
  std::vector<std::string> values;               // as shown; facet values in the order of first appearance
  std::vector<std::vector<std::uint32_t>> sets;  // places in `values`
  Codes codes;
};

/// Collects columns while documents are added, in docid order, and writes them.
class ColumnsWriter {
 public:
  /// `fields`: the columns' names. To be counted by, "report" and "authority" must be among them: the units of
  /// counting.
  explicit ColumnsWriter(const std::vector<std::string>& fields);
  ~ColumnsWriter();

  /// Adds the next document (docid 1, 2, ...): for each field, in the constructor's order, its values; no repeats.
  void add(const std::vector<std::vector<std::string>>& values);

  /// Writes the file; throws Error where that fails.
  void write(const std::filesystem::path& file) const;

 private:
  std::string bytes() const;

  struct Growing;  // a column and the maps from value and set to code
  std::vector<Growing> columns_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> group_of_codes_;  // of the report that is being added
  std::vector<std::uint32_t> groups_{0};
  std::uint32_t group_count_ = 1;
};

/// The columns of a generation, mapped read-only. Safe to read from many threads.
class Columns {
 public:
  explicit Columns(const std::filesystem::path& file);  // throws Error (Exit::no_index) where it is damaged

  /// The column of that field; throws std::out_of_range for one that is not kept.
  const Column& at(std::string_view field) const;
  std::size_t documents() const { return documents_; }

  /// By docid, from 0: which paragraphs are alike in every column. Neighbours of a report that are have one number, and
  /// the numbers ascend from report to report: a real index of 16,960 paragraphs has 3,680. Counting counts numbers.
  std::span<const std::uint32_t> groups() const { return groups_; }
  std::size_t group_count() const { return group_count_; }  // numbers are below it; 0 is of docid 0 alone

 private:
  void read(std::string_view bytes);  // throws std::out_of_range where they are damaged

  MappedFile file_;
  std::size_t documents_ = 0, group_count_ = 0;
  std::vector<Column> columns_;
  std::span<const std::uint32_t> groups_;
};

}  // namespace findings
