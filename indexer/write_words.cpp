#include "indexer/write_words.h"

#include <algorithm>
#include <map>

#include <xapian.h>

#include "schema/fields.h"
#include "schema/generations.h"
#include "schema/index_document.h"
#include "schema/synonyms.h"
#include "schema/words.h"

namespace findings {
namespace {

bool is_word(const std::string& term) {
  return term.size() >= 3 && std::none_of(term.begin(), term.end(), [](unsigned char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

bool names_a_paragraph(const std::string& term) {
  return term.starts_with(citation_term("")) || term.starts_with(std::string(copies_prefix) + ':');
}

}  // namespace

void write_words(glass::MergedLists& postings, const WordsFacts& facts, const std::filesystem::path& folder) {
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  Xapian::Document words;
  while (postings.next()) {
    const std::string& term = postings.key();
    if (term.empty() || names_a_paragraph(term)) continue;
    const auto paragraphs = static_cast<Xapian::termcount>(postings.count());
    words.add_term(term, paragraphs);
    if (is_word(term)) database.add_spelling(term, paragraphs);
  }
  for (const auto& [term, paragraphs] : facts.headings.paragraphs_by_term())
    words.add_term(term, static_cast<Xapian::termcount>(paragraphs));
  database.add_document(words);
  facts.headings.add_documents(database);

  std::map<std::string, std::vector<Meaning>> by_key;
  for (const Meaning& meaning : facts.meanings) {
    by_key[meanings_key(words_key(meaning.abbreviation))].push_back(meaning);
    by_key[meanings_key(words_key(meaning.expansion))].push_back(meaning);
  }
  for (const auto& [key, of_key] : by_key) database.set_metadata(key, pack(of_key));
  for (const auto& [key, phrase] : facts.phrases.alike)
    database.set_metadata(alike_key(key), facts.phrases.units[phrase].key);
  database.set_metadata("format", std::to_string(index_format));
  database.set_metadata("reading-version", facts.reading_version);
  database.set_metadata(build_key, facts.build_id);
  database.set_metadata(members_key, built_in_members());
  database.commit();
  database.close();
}

}  // namespace findings
