// What the page shows as one: a heading, a paragraph or the part of it before a page turn, a list item, a table row.
// Text files and PDFs meet here; what follows need not know which it was.
#pragma once

#include <string>
#include <vector>

#include "indexer/lines.h"
#include "indexer/profile.h"

namespace findings {

struct Block {
  std::string text;                // tidy, in one line, without bullet or markup
  std::vector<std::string> cells;  // of a table row, two or more; `text` holds them too
  int page = 0;
  bool bullet = false;
  int level = 0;           // of a list item: 1 and more stand further in
  bool apart = false;      // white space stands before it
  bool prominent = false;  // set larger or bolder than running text
  bool page_top = false;   // nothing stands above it on its page
  bool torn = false;       // at a page's top: the last line of the page before is full, as in mid-paragraph
  bool footnote = false;
  float size = 0;  // of its letters; 0 in text files
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// Blocks of a text file: a block a line, or, where the file is wrapped at a column, as many lines as belong together.
/// There, titles, headings and facts of the framework keep their own lines. Markup that converters leave (** **, <p>, |
/// table | rows |) is taken off and its meaning kept.
std::vector<Block> blocks_of_text(const Lines& lines, const Framework* framework = nullptr);

/// Takes a bullet of any glyph off the beginning; says whether there was one.
bool take_bullet(std::string& text);

/// "12. Plans are ..." -> 12 and the text after it; 0 where it begins with no number.
int leading_number(const std::string& text, std::string& rest);

/// Appends what stands on the next line: "in-" / "house" is "in-house" and "2016–" / "17" is "2016–17", but "short-" /
/// "and long-term" keeps its space.
void append_line(std::string& text, const std::string& next);

/// Whether a sentence or list item may end where this text ends.
bool ends_sentence(const std::string& text);

/// Whether it begins with a small letter: the middle of a sentence.
bool begins_small(const std::string& text);

}  // namespace findings
