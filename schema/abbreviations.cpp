#include "schema/abbreviations.h"

#include <algorithm>
#include <charconv>

#include "schema/index_document.h"
#include "schema/words.h"

namespace findings {

std::string meaning_term(std::string_view abbreviation, std::string_view expansion) {
  return filter_term("XL", words_key(abbreviation) + " is " + words_key(expansion));
}

std::string meanings_key(std::string_view words_key) { return filter_term("meanings", words_key); }

// A line a meaning, its parts between tabs: neither stands in tidied text.
std::string pack(const std::vector<Meaning>& meanings) {
  std::string packed;
  for (const Meaning& m : meanings)
    packed +=
        m.abbreviation + '\t' + m.expansion + '\t' + std::to_string(m.reports) + (m.is_word_too ? "\tw\n" : "\t\n");
  return packed;
}

std::vector<Meaning> unpack_meanings(std::string_view packed) {
  std::vector<Meaning> meanings;
  const auto take = [&](char end) {
    const std::string_view part = packed.substr(0, packed.find(end));
    packed.remove_prefix(std::min(part.size() + 1, packed.size()));
    return part;
  };
  while (!packed.empty()) {
    Meaning meaning;
    meaning.abbreviation = take('\t');
    meaning.expansion = take('\t');
    const std::string_view reports = take('\t');
    std::from_chars(reports.data(), reports.data() + reports.size(), meaning.reports);
    meaning.is_word_too = take('\n') == "w";
    meanings.push_back(std::move(meaning));
  }
  return meanings;
}

}  // namespace findings
