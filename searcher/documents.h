// The documents of an index: one Xapian database, or the shards of one. Everything else knows paragraphs by their rows
// (schema/places.h): places in columns and texts, and in an index that is one database its docids.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "schema/places.h"
#include "searcher/deadline.h"

namespace findings {

/// For one thread at a time. Methods throw Xapian::Error where a database cannot be read.
class OpenDocuments {
 public:
  struct Shard {
    std::uint32_t number;  // from 0
    Xapian::Database database;
    bool is_remote = false;
  };

  /// An index that is one database.
  explicit OpenDocuments(const Xapian::Database& database);
  /// `shards`: those that are at hand, ascending. `places` must outlive this.
  OpenDocuments(std::vector<Shard> shards, const Places& places);

  const std::vector<Shard>& shards() const { return shards_; }

  /// For ranking, by the statistics of all.
  const Xapian::Database& all() const { return all_; }
  /// The row of a document of `all`.
  std::uint32_t row_of(Xapian::docid id) const {
    if (!places_) return id;
    const Shard& shard = shards_[(id - 1) % shards_.size()];
    return places_->rows_of(shard.number)[(id - 1) / shards_.size()];
  }
  /// Whether documents are in several databases: among as good ones Xapian then puts first what is not first in rows,
  /// but where it is told of `row_slot`.
  bool is_sharded() const { return places_ != nullptr; }
  /// Over the wire Xapian takes no spies and sources of ours.
  bool is_remote() const { return is_remote_; }

  /// The paragraph of that row; its shard must be at hand.
  Xapian::Document document(std::uint32_t row) const;

  /// The row of the one paragraph with that term.
  std::optional<std::uint32_t> find(const std::string& term) const;

  /// Calls `see` with the row of each that the query finds, ascending within each shard. Keeps to the thread's deadline
  /// where nothing is remote.
  template <typename See>
  void each_found(const Xapian::Query& query, See see) const {
    if (is_remote_) {
      for (const std::uint32_t row : fetch(query)) see(row);
      return;
    }
    for (const Shard& shard : shards_) {
      const auto rows = places_ ? places_->rows_of(shard.number) : std::span<const std::uint32_t>();
      Source source([&](Xapian::docid id) { see(rows.empty() ? id : rows[id - 1]); });
      pass(shard.database, query, source);
    }
  }

 private:
  /// It is what a query is asked to leave out (AND_NOT): Xapian then looks every match up here, and has nothing left to
  /// rank or to keep. 758,000 matches took 17 ms like this, 32 ms seen by a MatchSpy.
  template <typename See>
  class Source : public Xapian::PostingSource {
   public:
    explicit Source(See see) : see_(std::move(see)) {}
    void skip_to(Xapian::docid id, double) override {
      check_deadline();
      if (id != at_) see_(id);
      at_ = id;
    }
    void next(double) override { ++at_; }
    bool at_end() const override { return false; }
    Xapian::docid get_docid() const override { return at_; }
    void init(const Xapian::Database& database) override { documents_ = database.get_doccount(); }
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }

   private:
    See see_;
    Xapian::docid at_ = 0;
    Xapian::doccount documents_ = 0;
  };

  static void pass(const Xapian::Database& database, const Xapian::Query& query, Xapian::PostingSource& source);
  std::vector<std::uint32_t> fetch(const Xapian::Query& query) const;  // rows, ascending

  std::vector<Shard> shards_;
  const Places* places_ = nullptr;
  Xapian::Database all_;
  bool is_remote_ = false;
};

}  // namespace findings
