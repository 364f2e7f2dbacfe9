// What findings-pdf printed, read as if by a stranger: the program that printed it had met a PDF.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "indexer/lines.h"

namespace findings {

struct PdfText {
  std::vector<Line> lines;
  int pages = 0;
  long letters = 0;     // letters and digits that stand for something
  long unreadable = 0;  // glyphs whose font does not say which letter they are
  long sideways = 0;    // letters left out because they run in another direction than the page's own text
  bool encrypted = false, repaired = false;
  std::vector<int> damaged;   // pages of which something could not be read
  std::vector<int> pictures;  // pages without letters that are mostly a picture
};

/// Nothing where one byte is not as findings-pdf writes it, the summary is missing, or a value cannot be: text that
/// is not UTF-8, a page that does not exist, a mark outside its line.
std::optional<PdfText> parse_pdf_output(std::string_view ndjson);

}  // namespace findings
