// What abbreviations stand for, as reports say it: "child and adolescent mental health services (CAMHS)". One may mean
// several things (MAST, BSCB), but hardly ever in one report: what a report says holds for its own paragraphs alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace findings {

/// One meaning of an abbreviation, kept in the index's metadata.
struct Meaning {
  std::string abbreviation;  // as most reports print it: "CAMHS"
  std::string expansion;     // "child and adolescent mental health services"
  std::size_t reports = 0;   // that say so
  bool is_word_too = false;  // "SAFE": in small letters it is an ordinary word of these reports
  friend bool operator==(const Meaning&, const Meaning&) = default;
};

/// The term of a paragraph that says either, in a report that says what the abbreviation stands for: "XL:camh=...".
std::string meaning_term(std::string_view abbreviation, std::string_view expansion);

/// The metadata key of all meanings that have a run of words with this key (schema/words.h) on either side.
std::string meanings_key(std::string_view words_key);

std::string pack(const std::vector<Meaning>& meanings);
std::vector<Meaning> unpack_meanings(std::string_view packed);

}  // namespace findings
