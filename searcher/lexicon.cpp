#include "searcher/lexicon.h"

#include <algorithm>

namespace findings {

std::vector<Lexicon::Term> Lexicon::terms_beginning(const std::string& prefix) const {
  std::vector<Term> terms;
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
    terms.push_back({*term, paragraphs_with(*term)});
  return terms;
}

std::vector<std::string> Lexicon::commonest_beginning(const std::string& prefix, std::size_t limit) const {
  std::vector<Term> terms = terms_beginning(prefix);
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term& a, const Term& b) { return a.paragraphs > b.paragraphs; });
  if (terms.size() > limit) terms.resize(limit);
  std::vector<std::string> names;
  for (Term& term : terms) names.push_back(std::move(term.name));
  return names;
}

}  // namespace findings
