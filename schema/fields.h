// What a question can ask for. The indexer writes by this table, the searcher reads by it, and
// `findings search --fields` prints it, so the three always agree.
#pragma once

#include <array>
#include <string_view>

namespace findings {

enum class FieldKind {
  value,  // one of a list of values, matched whole: a filter term, and a facet column
  date,   // a day, matched by ranges: a value slot
  text,   // words
};

struct Field {
  std::string_view name;
  std::string_view prefix;  // of its terms; "" where it has none
  int slot;                 // its value slot in a Xapian document; -1 where it has none
  FieldKind kind;
  bool facet;  // counted, and offered by --facets
  std::string_view describes;
  std::string_view example;
};

// A filter's term is its prefix, ':' and the slug of the value: "XA:north-east-lincolnshire".
// The slot of a value field holds the value as shown; of a date, "20120504".
inline constexpr std::array fields{
    Field{"authority", "XA", 0, FieldKind::value, true, "who was inspected", "authority:bury"},
    Field{"area", "XR", 1, FieldKind::value, true, "what the section is about", "area:looked-after-children"},
    Field{"section", "XS", 2, FieldKind::value, true, "a heading the paragraph stands under, at any depth",
          "section:\"staying safe\""},
    Field{"grade", "XG", 3, FieldKind::value, true, "the grade in force, as printed", "grade:adequate"},
    Field{"band", "XB", 4, FieldKind::value, true, "the grade's band, 1 (outstanding) to 4 (inadequate)", "band:3"},
    Field{"framework", "XF", 5, FieldKind::value, true, "the inspection framework", "framework:ilacs"},
    Field{"year", "XY", 6, FieldKind::value, true, "the year of the last day of inspection", "year:2011..2012"},
    Field{"kind", "XK", 7, FieldKind::value, true, "what the paragraph is: finding, improvement, summary ...",
          "kind:improvement"},
    Field{"region", "XN", 10, FieldKind::value, true, "the authority's region", "region:\"north west\""},
    Field{"overall", "XV", 11, FieldKind::value, true, "the report's overall grade, as printed", "overall:inadequate"},
    Field{"outcome", "XO", 12, FieldKind::value, true, "the outcome of a SEND inspection, which has no grade",
          "outcome:none"},
    Field{"inspected", "", 8, FieldKind::date, false, "the last day of inspection", "inspected:2012-05..2012-07"},
    Field{"published", "", 9, FieldKind::date, false, "the day of publication", "published:2012"},
    Field{"report", "XI", 13, FieldKind::value, false, "one report, by its id", "report:slac/bury/2012-05-04"},
};

/// The row of that name, or nullptr.
constexpr const Field* field_named(std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

/// Beside the fields a document has these. Slot and term of the copies it is one of, by the citation of the first
/// (Hit::copy_of), absent where it has none; and, in a shard, the
/// slot of its row (schema/places.h), four bytes with the highest first: what sorts as the rows do.
inline constexpr int copies_slot = 14;
inline constexpr std::string_view copies_prefix = "XD", copies_column = "copies";
inline constexpr int row_slot = 15;

/// Where none of a field's values applies (no grade in force, no known framework), the paragraph has this value:
/// it can be asked for and is counted, so that facets always add up.
inline constexpr std::string_view no_value = "none";

}  // namespace findings
