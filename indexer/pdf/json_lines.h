// What findings-pdf prints: NDJSON, one object a line of text, then one that proves the list is complete. Keys, their
// order and the two decimals are fixed: pdf_output.cpp in the parent accepts nothing else.
#pragma once

#include <string>
#include <vector>

#include "indexer/pdf/page_lines.h"

namespace findings::pdf {

struct Summary {
  int pages = 0;
  int lines = 0;
  long letters = 0;      // letters and digits that stand for something
  long unreadable = 0;   // glyphs whose font does not say which letter they are
  long sideways = 0;     // letters left out because they run in another direction than the page's own text
  bool encrypted = false;  // opened with the empty password
  bool repaired = false;   // its table of contents was broken and was made anew
  std::vector<int> damaged;   // pages of which something could not be read
  std::vector<int> pictures;  // pages without letters that are mostly a picture
};

void append_json(std::string& out, int page, const PrintedLine& line);
void append_json(std::string& out, const Summary& summary);

}  // namespace findings::pdf
