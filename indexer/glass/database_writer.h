// A Xapian database written at once, from documents in their order. Xapian's own way is made for documents that come
// and go: each posting passes through two maps by string, is added to a tree that is found anew, and copied once more
// when databases are compacted. Here it is sorted by number and written once. What is written is a glass database of
// format version 20160314, which all of Xapian 1.4 reads and checks; nothing but Xapian reads it. Without term lists:
// what a document's terms are, only its text tells.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/glass/run.h"

namespace findings::glass {

/// What is true of a database beside its documents.
struct Facts {
  Statistics statistics;                        // of all runs
  std::map<std::string, std::string> metadata;  // values are not empty
  std::string uuid;                             // 16 bytes
};

/// Writes a database of all runs, each with the docids after those of the one before it, into `folder`, which it makes.
/// Nothing is synced. Throws Error where a file cannot be read or written.
void write_database(const std::vector<RunFiles>& runs, const Facts& facts, const std::filesystem::path& folder);

}  // namespace findings::glass
