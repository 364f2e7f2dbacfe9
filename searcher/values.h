// The values of fields: what a typed one means, how it is called, and in which order values are shown.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "schema/abbreviations.h"
#include "schema/date.h"
#include "schema/fields.h"
#include "searcher/question.h"

namespace findings {

/// What an index has: questions are understood against it.
struct Vocabulary {
  /// The values of a field, in any order.
  std::function<const std::vector<std::string>&(std::string_view field)> values;
  /// Whether some paragraph has that filter term: headings as printed are terms, while `values` has their profile
  /// names.
  std::function<bool(const std::string& term)> has_term;
  /// The meanings its reports give to what has that key (schema/words.h), an abbreviation or what one stands for.
  std::function<std::vector<Meaning>(const std::string& key)> meanings;
  /// Whether its paragraphs have that term of a member of synonyms (schema/synonyms.h) wherever the member stands.
  std::function<bool(const std::string& term)> has_member;
  /// The key of the phrase that a word of this key stands for everywhere (schema/texts.h); "" for other words.
  std::function<std::string(const std::string& key)> phrase_alike;
};

/// The values a typed one means, in the spelling of the index: "Adequate" is "adequate", "3" of the field grade every
/// grade of band 3, "Barking & Dagenham Council" the authority, "Adoption/staying safe" a heading in one area. A value
/// that is known but not present is kept: it finds nothing. Throws Error, with the nearest value, for one that is
/// neither.
std::vector<std::string> read_value(const Field& field, const std::string& typed, const Vocabulary& vocabulary);

/// "adoption/Staying safe", a value of the field section, as its area and heading; "adoption/" is the whole area. Of a
/// heading alone the area is empty.
std::pair<std::string_view, std::string_view> split_section(std::string_view value);

/// A range of days, both inclusive, open where nothing is.
struct DayRange {
  std::optional<Date> from, to;
};

/// Reads "2012", "2012-05", "2012-05-04", "2011..2012-05", "2012.." and "..2012".
std::optional<DayRange> read_day_range(std::string_view text);

/// As dates stand in value slots: "20120504".
std::string slot_value(Date date);

/// Those of `years` that lie in "2011..2012" or are "2011".
std::vector<std::string> years_in(std::string_view range, const std::vector<std::string>& years);

/// "Looked after children" for "looked-after-children"; "Not graded" for the grade "none".
std::string label_of(std::string_view field, const std::string& value);

/// The place of a value in its field's own order: grades and overall best to worst, areas as `areas`, kinds as `Kind`,
/// bands and years ascending, "none" last. Nothing for fields that have no order of their own: they are shown by count.
std::optional<int> rank_of(std::string_view field, const std::string& value);

}  // namespace findings
