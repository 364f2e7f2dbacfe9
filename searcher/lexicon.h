// The words of an index: which terms there are and how many paragraphs have each, spellings, abbreviations. It lies
// beside the documents (indexer/write_words.h), and so is at hand where these are on other machines.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

namespace findings {

/// Each method throws Xapian::Error where the database cannot be read (searcher/index_errors.h). For one thread.
class Lexicon {
 public:
  /// `words`: the database in a generation's folder of that name. `paragraphs`: how many the index has; `of_remote`: they are over
  /// the wire.
  Lexicon(std::shared_ptr<const Xapian::Database> words, std::size_t paragraphs, bool of_remote = false)
      : database_(std::move(words)), paragraphs_(paragraphs), of_remote_(of_remote) {}
  Lexicon() : database_(std::make_shared<const Xapian::Database>()) {}  // of no words

  std::size_t paragraphs() const { return paragraphs_; }
  /// Whether questions go over the wire, where Xapian takes no sources of ours.
  bool of_remote() const { return of_remote_; }

  bool has(const std::string& term) const { return database_->term_exists(term); }
  /// How many paragraphs have it.
  std::size_t paragraphs_with(const std::string& term) const { return database_->get_collection_freq(term); }

  struct Term {
    std::string name;
    std::size_t paragraphs;  // that have it
  };
  /// All that begin so, in the order of bytes.
  std::vector<Term> terms_beginning(const std::string& prefix) const;
  /// The commonest of these, at most `limit`; of as common ones the first in the order of bytes.
  std::vector<std::string> commonest_beginning(const std::string& prefix, std::size_t limit) const;

  /// The terms of the paths of headings that have what is asked for (indexer/headings.h).
  std::vector<std::string> heading_paths(const Xapian::Query& words) const;

  std::string metadata(const std::string& key) const { return database_->get_metadata(key); }

  /// The nearest word the index has, at most so many letters away; "" where there is none.
  std::string nearest(const std::string& word, unsigned letters) const {
    return database_->get_spelling_suggestion(word, letters);
  }

  /// For Xapian's parser, which asks which of "11" and "11+" there is.
  const Xapian::Database& database() const { return *database_; }

 private:
  std::shared_ptr<const Xapian::Database> database_;
  std::size_t paragraphs_ = 0;
  bool of_remote_ = false;
};

}  // namespace findings
