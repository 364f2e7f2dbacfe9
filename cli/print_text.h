// Answers for people.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "searcher/searcher.h"

namespace findings {

/// What a terminal can show.
struct Page {
  int width = 80;
  bool colour = false;
};

/// The page of standard output. `colour` is "auto", "always" or "never"; auto is a terminal without NO_COLOR.
Page output_page(const std::string& colour);

/// The text in lines of at most `width` letters, words that are longer standing alone; list items ("•") begin a line
/// each and are indented below it. Matches are lit in colour.
std::vector<std::string> wrapped(const std::string& text, const std::vector<Match>& matches, int width, bool colour);

/// "7 paragraphs in 3 reports of 3 authorities"
std::string in_words(const Counts& counts);

/// Hits under their reports, then facets; or help where nothing is found.
void print_results(std::ostream& out, const Question& question, const Results& results, const Page& page);

/// What a question that finds nothing might ask instead.
void print_help(std::ostream& out, const Question& question, const Results& results, const Page& page);

/// A table: the first row is its heading, cells after the first `left` are numbers and stand to the right.
void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows, std::size_t left,
                 const Page& page);

}  // namespace findings
