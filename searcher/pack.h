// An evidence pack: what a question finds as files to cite, to print, to reckon with and to code, with the question and
// the index it was asked of. The same question of the same index gives the same bytes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "searcher/quotes.h"
#include "searcher/searcher.h"

namespace findings {

/// A named question; it is asked of what the pack's question finds.
struct PackTheme {
  std::string name, query;
  std::string group;  // the heading it stands under; "" for none
  std::string where;  // "themes.txt, line 4", for an error
};

struct PackWanted {
  std::string program;                // "findings 0.1.0"
  std::vector<Filter> filters;        // given beside the question, as typed
  std::vector<PackTheme> themes;      // none: one, the question itself
  std::optional<std::size_t> quotes;  // of each theme in quotes.md and quotes.html, the most relevant; else all
};

struct Pack {
  Results results;  // of the question, without hits
  std::vector<QuotedTheme> themes;
  std::size_t without_theme = 0;   // paragraphs found that no theme finds
  std::vector<std::string> files;  // written, in the order of README.md
};

/// Writes a pack into a folder that is there and empty. Keeps four bytes a paragraph found and theme, eight beside
/// them, and a report's text. Throws Error: for a theme that is not understood, naming where it stands; Exit::nothing
/// where the question finds nothing; Exit::failures where the folder cannot be written.
Pack write_pack(const Searcher& searcher, Question question, const PackWanted& wanted,
                const std::filesystem::path& folder);

/// The names of the files that a pack can have.
extern const std::vector<std::string> pack_files;

}  // namespace findings
