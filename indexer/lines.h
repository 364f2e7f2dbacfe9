// What a file says, line by line, before anyone knows what kind of report it is.
#pragma once

#include <string>
#include <vector>

namespace findings {

/// Superscript digits, counted in code points of the line's text: the 1 of "Board1" is {5, 1}.
struct Mark {
  int at = 0, length = 0;
};

/// A printed line. Text files have no geometry: page 0 and every measure 0.
struct Line {
  std::string text;  // as the file has it, UTF-8; cleaning comes later
  int page = 0;      // from 1
  // In points from the top left corner of the page.
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float size = 0;  // of most of its letters
  bool bold = false, italic = false;
  std::vector<Mark> marks;    // of footnotes; at 0 where the line begins one
  bool blank_before = false;  // text files: an empty line stands before it
};

/// What reading a file gave.
struct Lines {
  std::vector<Line> lines;
  int pages = 0;                   // 0: a file without pages
  std::vector<std::string> notes;  // what was converted or left out, for the reader: "converted from Windows-1252"
};

}  // namespace findings
