// ask INDEX QUESTION: what the sections about looked-after children say of it, and how it falls by grade.
#include <iostream>

#include "searcher/searcher.h"

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "ask INDEX QUESTION\n";
    return 2;
  }
  const findings::Searcher searcher(argv[1]);
  findings::Question question = searcher.understand(argv[2], {{"area", {"looked-after-children"}}});
  question.facets = {"grade"};
  question.limit = 3;

  const findings::Results results = searcher.search(question);
  std::cout << results.found.paragraphs << " paragraphs in " << results.found.reports << " reports of "
            << results.found.authorities << " authorities say " << describe(question.expression) << '\n';
  for (const findings::FoundHit& found : results.hits)
    std::cout << found.hit.citation << "  " << found.hit.text << '\n';
  for (const findings::Facet& facet : results.facets)
    for (const findings::FacetValue& value : facet.values)
      std::cout << facet.field << ' ' << value.label << ": " << value.counts.paragraphs << '\n';
} catch (const findings::Error& error) {
  std::cerr << "ask: " << error.what() << '\n' << error.hint() << '\n';
  return static_cast<int>(error.status());
}
