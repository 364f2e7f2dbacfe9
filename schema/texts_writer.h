// Collects the words of paragraphs while documents are added, and writes them as `Texts` reads them.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/texts.h"

namespace findings {

class TextsWriter {
 public:
  /// Adds the next paragraph (docid 1, 2, ...): its words as Xapian's terms have them, at positions 1, 2, ...; the gap
  /// before each; its phrases, as places in the list given to `bytes`, by where they begin.
  void add(const std::vector<std::string>& words, const std::vector<Gap>& gaps, const std::vector<PhraseAt>& phrases);

  /// Adds the paragraphs of another after its own.
  void append(TextsWriter&& next);

  /// `phrases`: their units; `alike`: keys of single words that are no units of their own, because they stand for the
  /// phrase of that place: "wellbeing" for "well-being".
  std::string bytes(const std::vector<Unit>& phrases,
                    const std::unordered_map<std::string, std::size_t>& alike = {}) const;

 private:
  WordId id_of(const std::string& word);
  void keep(const std::vector<WordId>& words, const std::vector<Gap>& gaps, const std::vector<PhraseAt>& phrases);

  std::vector<std::string> words_;  // in the order they were met
  std::unordered_map<std::string, WordId> ids_;
  std::string bytes_;                 // of each paragraph: how many words; a gap and an id of each; phrases
  std::vector<std::size_t> lengths_;  // of each paragraph in `bytes_`
};

}  // namespace findings
