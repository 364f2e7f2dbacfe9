// findings pack QUESTION -o DIR: an evidence pack.
#include "cli/apart.h"
#include "cli/ask.h"

namespace findings {

Verb pack_verb() {
  OptionGroup written{
      "What is written",
      {{"output", "DIR", "into this folder: a new or an empty one", Takes::text, {}, {}, Offers::folders},
       {"themes",
        "FILE",
        "quote and code by the themes of a file (a line each: \"drift: drift OR delay\"), or \"themes\", built in",
        Takes::text,
        {},
        {},
        Offers::files},
       {"quotes", "N", "quote at most so many paragraphs of each theme, the most relevant; else all", Takes::number},
       {"force", "", "replace a pack that stands there"},
       color_option,
       index_option}};
  return {
      "pack",
      "Themes",
      "write an evidence pack: tables, quotes, references, charts, a project to code",
      "QUESTION",
      {{"findings pack 'drift OR delay' --area help-and-protection -o drift-evidence", ""},
       {"findings pack '*' --grade inadequate --themes themes.txt -o inadequate", "quotes and codes by theme"}},
      "A pack holds paragraphs.csv, quotes by theme as Markdown and as a page, the reports as RIS and BibTeX, charts, "
      "a "
      "REFI-QDA project (.qdpx) for QualCoder and the like, and the question with the index it was asked of. The same "
      "question of the same index makes the same bytes.",
      {written, filter_options(), reading_options()},
      pack};
}

}  // namespace findings
