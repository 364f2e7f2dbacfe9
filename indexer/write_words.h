// The words of an index: a small Xapian database beside its documents, with every term there is. Questions are
// understood by it, wherever the documents are.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/abbreviations.h"
#include "indexer/glass/lists.h"
#include "indexer/headings.h"
#include "indexer/phrases.h"

namespace findings {

/// What the words are kept with.
struct WordsFacts {
  const std::vector<Meaning>& meanings;  // what abbreviations stand for, found under the keys of both sides
  const Phrases& phrases;
  const HeadingPaths& headings;
  std::string reading_version;
  std::string build_id;
};

/// Writes the words of the documents with these postings as a database in `folder`, uncompacted: one document that has
/// each term but those that name single paragraphs, as often as there are paragraphs with it, and the words of headings
/// in the same way; after it a document for each path of headings; spellings for "did you mean", the plain words; and
/// the facts as metadata.
void write_words(glass::MergedLists& postings, const WordsFacts& facts, const std::filesystem::path& folder);

}  // namespace findings
