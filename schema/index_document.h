// What a Xapian document of the index holds: one paragraph, and all a hit shows, so that printing needs nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/report.h"

namespace findings {

/// A paragraph with the facts of its report, as kept in a document's data.
struct Hit {
  std::string citation, report, title, file;
  std::string authority, framework;  // "" where unknown
  std::string inspected, published;  // "2012-05-04"; "" where unknown
  std::vector<std::string> section;  // headings from the top
  std::string area;
  std::string grade;  // as `to_string`; "" where none is in force
  int band = 0;       // 0 where none is in force
  std::string grade_from;
  std::string kind;
  int number = 0, item = 0;  // 0 where none is printed
  std::string timescale;
  int page = 0;
  std::string url;  // of the report; "" where unknown
  std::string repeats;
  std::string copy_of;  // of paragraphs that say the same in any report: the first one's citation; "" where none does
  std::string region, overall, outcome;  // of the authority; of the report; "" where none
  std::string text;
};

/// To and from document data. The layout is private to these two and may change with `index_format`.
std::string pack(const Hit& hit);
Hit unpack(std::string_view data);

/// The hit a paragraph of a report makes.
Hit hit_of(const Report& report, const Paragraph& paragraph);

/// The unique term of a paragraph's document: 'Q' and its citation.
std::string citation_term(std::string_view citation);

/// The term of paragraphs in which a kept phrase (indexer/phrases.h) stands, or what stands for it, in so many words,
/// "XP2:care plan": where it begins stands in Texts. Never longer than 64 bytes.
inline constexpr std::string_view phrase_prefix = "XP";
std::string phrase_term(unsigned words, std::string_view key);

inline constexpr unsigned longest_word = 62;  // bytes; a longer one is no term, and takes no place

/// Before the words of headings and their stems: "Sstaying", "ZSstay". Paragraphs do not have them: which paths of
/// headings have them stands beside the documents (indexer/headings.h), and a paragraph has the term of its path.
inline constexpr std::string_view heading_prefix = "S";
/// The term of paragraphs under the path of that number, from 1: "XH:12".
std::string heading_path_term(std::size_t number);

/// The index's metadata has the key of the phrase that a single word stands for ("wellbeing") under this key of its
/// own.
std::string alike_key(std::string_view key);

/// The index's metadata has under this key what tells it from any other: what is in it, and in how many shards.
inline constexpr char build_key[] = "build";

/// A filter's term: "XA:north-east-lincolnshire". Never longer than 64 bytes: a longer slug is cut and ends in a
/// digest.
std::string filter_term(std::string_view prefix, std::string_view value);

}  // namespace findings
