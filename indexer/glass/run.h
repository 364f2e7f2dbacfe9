// A run of documents that follow each other, gathered in memory and sorted into lists on disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/glass/packing.h"

namespace findings::glass {

using TermId = std::uint32_t;

/// Terms by number: each is hashed and compared once, however many documents have it.
class Terms {
 public:
  TermId id_of(const std::string& term);
  const std::string& operator[](TermId id) const { return *terms_[id]; }
  std::size_t size() const { return terms_.size(); }

 private:
  std::unordered_map<std::string, TermId> ids_;
  std::vector<const std::string*> terms_;
};

/// What is written of a document. Terms are not empty and have no NUL.
struct Document {
  struct Occurrence {
    TermId term;
    std::uint32_t place = 0;   // from 1; 0: nowhere in particular
    std::uint32_t weight = 1;  // what it adds to the term's frequency within the document
  };
  std::vector<Occurrence> occurrences;
  std::vector<std::string> own_terms;           // that hardly any other has; of no weight
  std::map<std::uint32_t, std::string> values;  // by slot, below 128; none is empty
  std::string data;
};

/// The files that a run is written into.
struct RunFiles {
  std::filesystem::path postings, places, values, data;
};

/// What only the whole database says of its documents.
struct Statistics {
  std::uint32_t documents = 0;
  std::uint32_t shortest = 0, longest = 0;  // document's length; the shortest that is not empty
  std::uint32_t heaviest = 0;               // term in a document
  std::uint64_t length = 0;

  Statistics& operator+=(const Statistics& other);
};

class Run {
 public:
  /// `terms`: knows the documents' terms until the run is written. `first`: the docid of the first document.
  Run(const Terms& terms, Docid first) : terms_(terms), next_(first) {}

  void add(const Document& document);
  bool empty() const { return lengths_.empty(); }

  /// Writes all into `folder`, which it makes.
  Statistics write(const std::filesystem::path& folder);

  static RunFiles files(const std::filesystem::path& folder);

 private:
  struct Posting {
    TermId term;
    Docid docid;
    std::uint32_t weight;
    std::uint32_t places, places_size;  // in places_
  };

  void write_postings(const RunFiles& to);  // and places
  void write_values(const std::filesystem::path& file) const;
  void write_data(const std::filesystem::path& file) const;

  const Terms& terms_;
  Docid next_;
  Statistics statistics_;
  std::vector<Document::Occurrence> sorted_;
  std::vector<std::uint32_t> places_of_one_;
  std::vector<Posting> postings_;
  std::vector<std::pair<std::string, Docid>> own_terms_;
  std::string places_;
  std::vector<std::pair<Docid, std::uint32_t>> lengths_;
  std::map<std::uint32_t, std::vector<std::pair<Docid, std::string>>> values_;
  std::vector<std::pair<Docid, std::string>> data_;
};

}  // namespace findings::glass
