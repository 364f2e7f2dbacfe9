// Paragraphs that are about the same as one.
#include <algorithm>
#include <cmath>
#include <map>

#include "schema/error.h"
#include "schema/fields.h"
#include "schema/tokens.h"
#include "schema/words.h"
#include "searcher/deadline.h"
#include "searcher/hits.h"
#include "searcher/index_errors.h"
#include "searcher/terms.h"

namespace findings {
namespace {

constexpr std::size_t most_words = 20;   // a paragraph is told by fewer; more cost time and bring in chance
constexpr std::size_t fewest_words = 6;  // so many may be words that stand everywhere
constexpr double everywhere = 0.2;       // of all paragraphs; such words tell little, and cost most
constexpr std::size_t shortest_word = 3;

/// The words that tell most of a paragraph: often in it and seldom elsewhere, by tf-idf of their stems. Stopwords and
/// numbers tell nothing, nor do words that no other paragraph has.
std::vector<std::string> telling_words(const std::string& text, const Lexicon& lexicon) {
  struct Word {
    std::string form;
    double weight = 0;
    bool is_everywhere = false;
  };
  std::map<std::string, Word> by_stem;
  const auto paragraphs = static_cast<double>(lexicon.paragraphs());
  std::map<std::string, int> times;
  for (std::string& form : indexed_words(text).words) ++times[std::move(form)];
  for (const auto& [form, said] : times) {
    const bool has_digit = std::any_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (has_digit || form.size() < shortest_word || is_stopword(form)) continue;
    const std::string stem = 'Z' + stem_of(form);
    const auto found = static_cast<double>(lexicon.paragraphs_with(stem));
    if (found < 2) continue;
    Word& word = by_stem[stem];
    if (word.form.empty() || form.size() < word.form.size()) word.form = form;
    word.is_everywhere = found > everywhere * paragraphs;
    word.weight += said * std::log(paragraphs / found);
  }
  std::vector<Word> words;
  for (auto& [stem, word] : by_stem) words.push_back(std::move(word));
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.weight > b.weight; });
  if (words.size() > fewest_words)
    words.erase(
        std::remove_if(words.begin() + fewest_words, words.end(), [](const Word& word) { return word.is_everywhere; }),
        words.end());
  if (words.size() > most_words) words.resize(most_words);
  std::vector<std::string> forms;
  for (Word& word : words) forms.push_back(std::move(word.form));
  return forms;
}

}  // namespace

std::vector<FoundHit> Searcher::similar(std::string_view citation, const std::vector<Filter>& filters,
                                        std::size_t limit) const {
  const Question within = filters.empty() ? Question{} : understand("", filters);
  const Deadline deadline(within.deadline);
  return reading(generation_, [&] {
    const Opened opened = open();
    const std::string term = citation_term(citation);
    const std::optional<std::uint32_t> itself = opened.documents.find(term);
    if (!itself)
      throw Error("no paragraph has the citation \"" + std::string(citation) + "\"",
                  "`findings search` prints citations: slac/bury/2012-05-04#52");

    Question question = within;
    question.limit = limit;
    question.expression = {Expression::Form::any};
    const Hit hit = unpack(opened.documents.document(*itself).get_data());
    for (const std::string& word : telling_words(hit.text, opened.lexicon))
      question.expression.parts.push_back({Expression::Form::word, word});
    if (question.expression.parts.empty()) return std::vector<FoundHit>{};

    std::vector<Xapian::Query> same{Xapian::Query(term)};
    if (!hit.copy_of.empty()) same.emplace_back(filter_term(copies_prefix, hit.copy_of));
    const Xapian::Query query(Xapian::Query::OP_AND_NOT, query_of(question, opened.lexicon, vocabulary(opened.lexicon)),
                              Xapian::Query(Xapian::Query::OP_OR, same.begin(), same.end()));
    return hits(question, opened, query);
  });
}

}  // namespace findings
