// findings paragraph CITATION: what is cited, and what stands around it.
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/cited.h"
#include "cli/output.h"
#include "cli/print_results.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json";

Exit paragraph(const Given& given) {
  if (given.words().empty())
    throw Error("paragraph wants a citation", "as in findings paragraph slac/bury/2012-05-04#52");
  const std::string format = format_given(given, formats);
  const Searcher searcher = open_searcher(given);
  std::vector<FoundHit> hits;
  for (const std::string& citation : given.words())
    hits.push_back(cited(searcher, citation, given.number("context").value_or(0)));
  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "json")
      out << printed_answer({{"hits", to_json(hits)}});
    else
      print_hits(out, hits, page_given(given));
  });
  output.finish();
  return Exit::found;
}

}  // namespace

Verb paragraph_verb() {
  OptionGroup others{"Options", {{"context", "N", "with so many paragraphs before and after it", Takes::number}}};
  for (const Option& option : output_options(formats)) others.options.push_back(option);
  others.options.push_back(index_option);
  return {"paragraph",
          "Reading",
          "show a paragraph by its citation",
          "CITATION...",
          {{"findings paragraph slac/bury/2012-05-04#52", ""},
           {"findings paragraph slac/bury/2012-05-04#52 --context 2", "with its neighbours in the report"}},
          "",
          {others},
          paragraph,
          Offers::citations};
}

}  // namespace findings
