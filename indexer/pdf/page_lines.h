// One page of MuPDF's structured text as printed lines.
#pragma once

#include <mupdf/fitz.h>

#include <string>
#include <vector>

namespace findings::pdf {

/// Superscript digits, counted in code points of the text: the 1 of "Board1" is {5, 1}.
struct Mark {
  int at = 0, length = 0;
};

struct PrintedLine {
  std::string text;  // UTF-8, no spaces at either end
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float size = 0;  // of most of its letters
  bool bold = false, italic = false;
  std::vector<Mark> marks;
};

/// The horizontal lines of a page in the order in which they were drawn, which keeps the cells of a table and the
/// columns of an address whole. Pieces of one printed line are joined: MuPDF parts a line wherever a gap exceeds 0.8
/// of the font size, as it does after the number of a paragraph. Cells of a table stay apart.
std::vector<PrintedLine> printed_lines(fz_context* context, const fz_stext_page* page);

}  // namespace findings::pdf
