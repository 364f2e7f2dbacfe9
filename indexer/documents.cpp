#include "indexer/documents.h"

#include <stdexcept>

#include "indexer/write.h"
#include "schema/index_document.h"
#include "schema/synonyms.h"
#include "schema/tokens.h"

namespace findings {
namespace {

constexpr std::size_t longest_term = 64;
static_assert(longest_word + 2 == longest_term);  // room for "ZS", a heading's stem

/// A term as it is, where it can be one.
std::string checked(std::string term) {
  if (term.empty() || term.size() > longest_term || term.find('\0') != std::string::npos)
    throw std::invalid_argument("no term of an index can be \"" + term + '"');
  return term;
}

/// What begins with a letter has a stem, and numbers have none, as Xapian's STEM_SOME has it.
bool has_stem(const std::string& word) {
  switch (Xapian::Unicode::get_category(*Xapian::Utf8Iterator(word))) {
    case Xapian::Unicode::LOWERCASE_LETTER:
    case Xapian::Unicode::TITLECASE_LETTER:
    case Xapian::Unicode::MODIFIER_LETTER:
    case Xapian::Unicode::OTHER_LETTER:
      return true;
    default:
      return false;
  }
}

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const std::string& value : values) all += (all.empty() ? "" : "\n") + value;
  return all;
}

}  // namespace

std::vector<std::vector<std::string>> settled_values(const Report& report, const Paragraph& paragraph,
                                                     const Together& together) {
  auto values = field_values(report, paragraph);
  together.spellings.settle(values, report, paragraph);
  return values;
}

Documents::Documents(const Together& together)
    : together_(together),
      members_(Synonyms::built_in().phrases()),
      phrases_(together.phrases),
      phrase_terms_(together.phrases.units.size()),
      stemmer_("english") {
  for (const std::string& member : Synonyms::built_in().phrases())
    member_terms_.push_back(terms_.id_of(member_term(member)));
}

const Documents::Word& Documents::known(const std::string& word) {
  if (const auto at = words_.find(word); at != words_.end()) return at->second;
  return words_
      .try_emplace(word, Word{terms_.id_of(word), has_stem(word) ? terms_.id_of('Z' + stemmer_(word)) : no_term,
                              texts_.id_of(word), phrases_.key_id(word), members_.senses_of(word)})
      .first->second;
}

glass::TermId Documents::phrase_term_of(const PhraseAt& phrase) {
  std::vector<glass::TermId>& terms = phrase_terms_[phrase.unit];
  if (terms.size() <= phrase.words) terms.resize(phrase.words + 1, no_term);
  glass::TermId& term = terms[phrase.words];
  if (term == no_term) term = terms_.id_of(phrase_term(phrase.words, together_.phrases.units[phrase.unit].key));
  return term;
}

glass::TermId Documents::filter_term_of(const Field& field, const std::string& value) {
  const auto [at, is_new] = filter_terms_[static_cast<std::size_t>(&field - fields.data())].try_emplace(value);
  if (is_new) at->second = terms_.id_of(checked(filter_term(field.prefix, value)));
  return at->second;
}

glass::Document Documents::make(const Report& report, const Paragraph& paragraph,
                                const std::vector<std::vector<std::string>>& values) {
  Hit hit = hit_of(report, paragraph);
  if (const auto copies = together_.copies.find(&paragraph); copies != together_.copies.end())
    hit.copy_of = copies->second;
  glass::Document document;
  const IndexedWords text = indexed_words(paragraph.text);
  std::vector<WordId> ids;
  std::vector<PhraseFinder::KeyId> keys;
  std::vector<Members::Senses> senses;
  std::uint32_t place = 0;
  for (const std::string& word : text.words) {
    const Word& known_word = known(word);
    document.occurrences.push_back({known_word.term, ++place});
    if (known_word.stem != no_term) document.occurrences.push_back({known_word.stem});
    ids.push_back(known_word.id);
    keys.push_back(known_word.key);
    senses.push_back(known_word.senses);
  }
  for (const Members::Found& found : members_.find(senses))
    document.occurrences.push_back({member_terms_[found.member], 0, found.weight});
  const auto meanings = together_.abbreviations.terms.find(&paragraph);
  const bool has_meanings = meanings != together_.abbreviations.terms.end();
  const auto phrases = phrases_.find(keys, text.gaps, has_meanings ? meanings->second : std::vector<std::string>{});
  const auto add_fact = [&](glass::TermId term) { document.occurrences.push_back({term, 0, 0}); };
  for (const PhraseAt& phrase : phrases) add_fact(phrase_term_of(phrase));
  texts_.add_known(ids, text.gaps, phrases);

  document.own_terms.push_back(checked(citation_term(hit.citation)));
  if (const std::string& path = together_.headings.term_of(hit.section); !path.empty())
    add_fact(terms_.id_of(checked(path)));
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Field& field = fields[i];
    for (const std::string& value : values[i])
      if (!field.prefix.empty()) add_fact(filter_term_of(field, value));
    if (field.name == "section")
      for (const std::string& heading : hit.section) add_fact(filter_term_of(field, heading));
    if (std::string value = joined(values[i]); field.slot >= 0 && !value.empty())
      document.values.emplace(static_cast<std::uint32_t>(field.slot), std::move(value));
  }
  if (!hit.copy_of.empty()) {
    document.own_terms.push_back(checked(filter_term(copies_prefix, hit.copy_of)));
    document.values.emplace(copies_slot, hit.copy_of);
  }
  if (has_meanings)
    for (const std::string& meaning : meanings->second) add_fact(terms_.id_of(checked(meaning)));
  document.data = pack(hit);
  return document;
}

}  // namespace findings
