#include "searcher/unit_counts.h"

#include <algorithm>

#include "schema/fields.h"
#include "searcher/deadline.h"

namespace findings {
namespace {

/// A count that is being made, with what it has seen: all in one line of the processor's cache.
struct Growing {
  UnitCount count;
  std::uint32_t last_paragraph = 0, last_report = 0;
  std::uint32_t authorities[most_authorities_counted - 1] = {};  // seen, each plus one
};

}  // namespace

UnitCounts count_units(const Texts& texts, const Columns& columns, std::span<const std::uint32_t> ids) {
  const Column &reports = columns.at("report"), &authorities = columns.at("authority");
  std::vector<Growing> growing(texts.unit_count());
  UnitCounts counts;
  Tally tally(columns, {});
  Text text;
  std::uint32_t paragraph = 0, report = 0, authority = 0;  // of the authority's place plus one; 0 where none is known
  const auto see = [&](UnitId unit) {
    Growing& seen = growing[unit];
    ++seen.count.occurrences;
    if (seen.last_paragraph == paragraph) return;
    seen.last_paragraph = paragraph;
    ++seen.count.paragraphs;
    if (seen.last_report == report) return;
    seen.last_report = report;
    ++seen.count.reports;
    if (authority == 0 || seen.count.authorities == most_authorities_counted) return;
    std::uint32_t* const end = seen.authorities + seen.count.authorities;
    if (std::find(seen.authorities, end, authority) != end) return;
    if (++seen.count.authorities < most_authorities_counted) *end = authority;
  };
  for (const std::uint32_t id : ids) {
    check_deadline();
    texts.read(id, text);
    paragraph = id;
    report = reports.codes[id];
    const std::uint32_t value = authorities.sets[authorities.codes[id]].at(0);
    authority = authorities.values[value] == no_value ? 0 : value + 1;
    for (const WordId word : text.words)
      if (const UnitId unit = texts.unit_of(word); unit != no_unit) see(unit);
    for (const PhraseAt& phrase : text.phrases) see(phrase.unit);
    counts.words += text.words.size();
    tally.add(id, 1);
  }
  counts.found = tally.found();
  counts.copies = counts.found.paragraphs - tally.texts();
  counts.of.reserve(growing.size());
  for (const Growing& one : growing) counts.of.push_back(one.count);
  return counts;
}

}  // namespace findings
