#include "searcher/lexicon.h"

#include <algorithm>

#include "schema/index_document.h"

namespace findings {

std::vector<Lexicon::Term> Lexicon::terms_beginning(const std::string& prefix) const {
  std::vector<Term> terms;
  for (auto term = database_->allterms_begin(prefix); term != database_->allterms_end(prefix); ++term)
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

std::vector<std::string> Lexicon::heading_paths(const Xapian::Query& words) const {
  Xapian::Enquire enquire(*database_);
  enquire.set_query(words);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet found = enquire.get_mset(0, database_->get_doccount());
  std::vector<std::string> paths;
  for (auto document = found.begin(); document != found.end(); ++document)
    if (*document > 1) paths.push_back(heading_path_term(*document - 1));  // the first has what all paragraphs have
  return paths;
}

}  // namespace findings
