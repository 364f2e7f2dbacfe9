// Paragraphs as documents of the index, one after the other. What a word or a value comes to is worked out once and
// remembered: a million paragraphs have some hundred thousand words.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "indexer/abbreviations.h"
#include "indexer/copies.h"
#include "indexer/glass/run.h"
#include "indexer/headings.h"
#include "indexer/members.h"
#include "indexer/phrase_finder.h"
#include "indexer/phrases.h"
#include "indexer/sharding.h"
#include "indexer/spellings.h"
#include "schema/fields.h"
#include "schema/texts_writer.h"

namespace findings {

/// What only all reports together tell.
struct Together {
  const Copies& copies;
  const Abbreviations& abbreviations;
  const Spellings spellings;
  const Phrases phrases;
  const HeadingPaths headings;
  const Sharding sharding;
};

/// The values of a paragraph's fields (field_values, indexer/write.h) in the spellings of the index.
std::vector<std::vector<std::string>> settled_values(const Report& report, const Paragraph& paragraph,
                                                     const Together& together);

class Documents {
 public:
  explicit Documents(const Together& together);

  /// `values`: settled_values.
  glass::Document make(const Report& report, const Paragraph& paragraph,
                       const std::vector<std::vector<std::string>>& values);

  /// What documents name their terms by.
  const glass::Terms& terms() const { return terms_; }

  /// Of the documents made since the last call.
  TextsWriter take_texts() { return texts_.take(); }

 private:
  struct Word {
    glass::TermId term, stem;  // stem: no_term where it has none
    WordId id;                 // in the texts that are being collected
    PhraseFinder::KeyId key;
    Members::Senses senses;
  };
  const Word& known(const std::string& word);
  glass::TermId phrase_term_of(const PhraseAt& phrase);
  glass::TermId filter_term_of(const Field& field, const std::string& value);

  static constexpr glass::TermId no_term = UINT32_MAX;

  const Together& together_;
  glass::Terms terms_;
  Members members_;
  std::vector<glass::TermId> member_terms_;
  PhraseFinder phrases_;
  std::vector<std::vector<glass::TermId>> phrase_terms_;  // of each phrase, said in so many words, once it is met
  TextsWriter texts_;
  Xapian::Stem stemmer_;
  std::unordered_map<std::string, Word> words_;
  std::array<std::unordered_map<std::string, glass::TermId>, fields.size()> filter_terms_;
};

}  // namespace findings
