// Where in a text its words stand, word by word as Xapian counted them when the text was indexed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "schema/tokens.h"

namespace findings {

/// In Unicode code points of the text.
struct Match {
  std::size_t start = 0, length = 0;
  friend bool operator==(const Match&, const Match&) = default;
};

class WordSpans {
 public:
  /// The word at Xapian's position 1 first. `text`: as it was indexed; `words`: its own.
  std::vector<Match> of(const std::string& text, const IndexedWords& words);

 private:
  std::vector<Span> spans_by_xapian(const std::string& text);

  std::optional<Xapian::MSet> every_word_;  // of a query that every word matches: its snippet shows where words stand
};

}  // namespace findings
