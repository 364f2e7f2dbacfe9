// What abbreviations stand for, read from the reports that say it.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/copies.h"
#include "schema/abbreviations.h"

namespace findings {

/// An abbreviation and what it stands for, as printed.
using Definition = std::pair<std::string, std::string>;

/// Definitions in a text: "child and adolescent mental health services (CAMHS)" and "CAMHS (child and adolescent mental
/// health services)". Every letter of the abbreviation is the first of a word, in order, and every word but small ones
/// ("and", "of") gives a letter; what does not fit is no definition. After A. Schwartz and M. Hearst, "A simple
/// algorithm for identifying abbreviation definitions in biomedical text" (2003), but stricter: theirs takes letters
/// from inside of words too.
std::vector<Definition> definitions_in(const std::string& text);

struct Abbreviations {
  std::unordered_map<const Paragraph*, std::vector<std::string>> terms;  // meaning_term of paragraphs that say either
  std::vector<Meaning> meanings;  // of all reports, in the order of their abbreviations
};

/// What each report defines, sought in its own paragraphs. An abbreviation that a report defines in two ways is left
/// out there.
Abbreviations find_abbreviations(const Records& records);

}  // namespace findings
