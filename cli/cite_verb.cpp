// findings cite CITATION...: how others cite a paragraph.
#include <algorithm>
#include <iostream>

#include "cli/ask.h"
#include "cli/cited.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "searcher/cite.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text markdown bibtex ris csl-json";

Exit cite(const Given& given) {
  if (given.words().empty() == !given.has("question"))
    throw Error("cite wants citations, or a question after --question",
                "findings cite slac/bury/2012-05-04#52\nfindings cite --question 'neglect grade:good'");
  const auto format = static_cast<CitationFormat>(
      std::find(std::begin(citation_format_names), std::end(citation_format_names), format_given(given, formats)) -
      std::begin(citation_format_names));
  const Searcher searcher = open_searcher(given);
  Output output(given.text("output"));
  CitationWriter writer(format, [&](std::string_view bytes) { output.write(bytes); });
  bool any = true;
  if (given.has("question")) {
    Question question = searcher.understand(given.text("question"), filters_given(given), reading_given(given));
    question.deadline = std::chrono::milliseconds::max();
    question.limit = 0;
    const Results results = searcher.search(question);
    any = results.found.paragraphs > 0;
    if (any)
      print_notices(std::cerr, question, results, Page{});
    else
      print_help(std::cerr, question, results, Page{});
    question.sort = Sort::index;
    question.limit = results.found.paragraphs;
    if (any) searcher.each_hit(question, false, [&](FoundHit&& found) { writer.add(found.hit); });
  } else {
    std::vector<Hit> hits;
    for (const std::string& citation : given.words()) hits.push_back(cited(searcher, citation, 0).hit);
    if (format != CitationFormat::text && format != CitationFormat::markdown)  // an entry has all of its report
      std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.report < b.report; });
    for (const Hit& hit : hits) writer.add(hit);
  }
  writer.end();
  output.finish();
  return any ? Exit::found : Exit::nothing;
}

}  // namespace

Verb cite_verb() {
  OptionGroup options{"Options",
                      {{"question", "QUESTION", "cite every paragraph that it finds, copies among them", Takes::text},
                       {"format", "FORMAT",
                        "text, markdown, bibtex, ris or csl-json; with -o refs.bib and the like, what the name says",
                        Takes::text, formats},
                       output_option,
                       index_option}};
  return {"cite",
          "Reading",
          "cite paragraphs as text, Markdown, BibTeX, RIS or CSL-JSON",
          "CITATION...",
          {{"findings cite slac/bury/2012-05-04#52", ""},
           {"findings cite --question 'drift grade:inadequate' -o drift.ris", ""}},
          "A citation names the inspectorate, the report, when it was published, the paragraph and its page, and the "
          "address where a manifest gave one. BibTeX, RIS and CSL-JSON have an entry for each report, whose note names "
          "the paragraphs.",
          {options, filter_options(), reading_options()},
          cite,
          Offers::citations};
}

}  // namespace findings
