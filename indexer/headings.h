// The headings paragraphs stand under. A report has a few dozen of them over hundreds of paragraphs: each path of
// headings is kept once with its words, and a paragraph has one term that names its path, instead of a posting for each
// word of each heading.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "indexer/corpus.h"

namespace findings {

class HeadingPaths {
 public:
  /// Paths in the order in which `records` have them.
  explicit HeadingPaths(const Records& records);

  /// The term of paragraphs under this path (heading_path_term); "" for none.
  const std::string& term_of(const std::vector<std::string>& path) const;

  /// How many paragraphs stand under each word of headings and each stem: terms "Sstaying", "ZSstay".
  std::map<std::string, std::size_t> paragraphs_by_term() const;

  /// Adds a document a path, in the order of their terms' numbers: the words with their places, and stems. Words of two
  /// headings are a hundred places apart.
  void add_documents(Xapian::WritableDatabase& database) const;

 private:
  struct Path {
    const std::vector<std::string>* headings;
    std::size_t paragraphs = 0;
    std::string term;
  };
  static Xapian::Document document_of(const Path& path);

  std::vector<Path> paths_;
  std::unordered_map<std::string, std::size_t> places_;  // by headings, one a line
};

}  // namespace findings
