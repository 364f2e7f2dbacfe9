// Text on a page: lines as wide as the terminal, tables, and the few styles there are.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "searcher/count.h"
#include "searcher/word_spans.h"

namespace findings {

/// What a terminal can show.
struct Page {
  int width = 80;
  bool colour = false;
};

/// The page of standard output. `colour` is "auto", "always" or "never"; auto is a terminal without NO_COLOR.
Page output_page(const std::string& colour);

enum class Style { bold, faint, name, match };
std::string styled(const std::string& text, Style style, const Page& page);

/// "1 paragraph", "7 paragraphs"
std::string number_of(std::size_t count, const std::string& one, const std::string& many);
std::string joined(const std::vector<std::string>& parts, const std::string& by);

/// "7 paragraphs in 3 reports of 3 authorities"
std::string in_words(const Counts& counts);

/// The text in lines of at most `width` letters, words that are longer standing alone; list items ("•") begin a line
/// each and are indented below it. Matches are lit in colour.
std::vector<std::string> wrapped(const std::string& text, const std::vector<Match>& matches, int width, bool colour);

/// The text, or the start of it and "…" where it is longer than `width` letters.
std::string cut(const std::string& text, std::size_t width);

/// A sentence over as many lines as it needs, the later ones indented.
void print_sentence(std::ostream& out, const std::string& sentence, const Page& page);
void print_lines(std::ostream& out, const std::vector<std::string>& lines, const std::string& indent);

/// A table: the first row is its heading, cells after the first `left` are numbers and stand to the right.
void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows, std::size_t left,
                 const Page& page);

}  // namespace findings
