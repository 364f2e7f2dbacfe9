// findings similar CITATION: paragraphs that are about the same.
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/cited.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json ndjson csv tsv markdown";

Exit similar(const Given& given) {
  if (given.words().size() != 1)
    throw Error("similar wants one citation", "as in findings similar slac/bury/2012-05-04#52");
  const std::string format = format_given(given, formats), &citation = given.words().front();
  const Searcher searcher = open_searcher(given);
  cited(searcher, citation, 0);
  const std::vector<FoundHit> hits =
      searcher.similar(citation, filters_given(given), given.number("limit").value_or(10));
  if (const auto rows = row_format(format); rows && format != "json") {
    Question question;
    question.text = citation;
    Results results;
    results.found.paragraphs = results.texts = hits.size();
    Output output(given.text("output"));
    RowWriter writer(*rows, is_safe(given), [&](std::string_view bytes) { output.write(bytes); });
    if (*rows == RowFormat::markdown)
      output.write("# Similar to " + markdown_text(citation) + '\n');
    else
      writer.begin(question, results);
    for (const FoundHit& hit : hits) writer.add(hit);
    writer.end();
    output.finish();
    return hits.empty() ? Exit::nothing : Exit::found;
  }
  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "json") {
      out << printed_answer({{"citation", citation}, {"hits", to_json(hits)}});
    } else if (hits.empty()) {
      out << "No paragraph is about the same as " << citation << ".\n";
    } else {
      print_sentence(out, number_of(hits.size(), "paragraph is", "paragraphs are") + " most like " + citation,
                     page_given(given));
      print_hits(out, hits, page_given(given));
    }
  });
  output.finish();
  return hits.empty() ? Exit::nothing : Exit::found;
}

}  // namespace

Verb similar_verb() {
  OptionGroup others{"Options", {{"limit", "N", "show so many (10)", Takes::number}}};
  for (const Option& option : output_options(formats)) others.options.push_back(option);
  others.options.push_back(index_option);
  return {"similar",
          "Reading",
          "find paragraphs that are about the same as one",
          "CITATION",
          {{"findings similar slac/bury/2012-05-04#52", ""},
           {"findings similar slac/bury/2012-05-04#52 --framework ilacs --limit 5", "in reports of another kind"}},
          "By the words they share with it, the rarer the better; without the paragraph itself and its copies.",
          {filter_options(), others},
          similar,
          Offers::citations};
}

}  // namespace findings
