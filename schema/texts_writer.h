// Collects the words of paragraphs while documents are added, and writes them as `Texts` reads them.
#pragma once

#include <functional>
#include <memory>
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

  /// The same, of words by the numbers that this writer gave them.
  void add_known(const std::vector<WordId>& words, const std::vector<Gap>& gaps, const std::vector<PhraseAt>& phrases);
  WordId id_of(const std::string& word);

  /// Adds the paragraphs of another after its own. Nothing is added but in this way from then on.
  void append(TextsWriter&& next);

  /// The paragraphs so far, in a writer of their own. This one goes on without them, its words' numbers as they were.
  TextsWriter take();

  /// `phrases`: their units; `alike`: keys of single words that are no units of their own, because they stand for the
  /// phrase of that place: "wellbeing" for "well-being".
  std::string bytes(const std::vector<Unit>& phrases,
                    const std::unordered_map<std::string, std::size_t>& alike = {}) const&;

  /// The same; lets go of what was collected as it goes, so that little more than the bytes are in memory.
  std::string bytes(const std::vector<Unit>& phrases, const std::unordered_map<std::string, std::size_t>& alike) &&;

 private:
  struct Words {
    std::vector<std::string> all;  // in the order they were met
    std::unordered_map<std::string, WordId> ids;
  };
  struct Part {
    std::shared_ptr<Words> words = std::make_shared<Words>();  // by their numbers
    std::string bytes;  // of each paragraph: how many words; a gap and an id of each; phrases
    std::size_t paragraphs = 0;
  };

  std::string made(const std::vector<Unit>& phrases, const std::unordered_map<std::string, std::size_t>& alike,
                   const std::function<void(const Part&)>& done_with) const;

  std::vector<Part> parts_{1};
};

}  // namespace findings
