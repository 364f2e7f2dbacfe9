// A report as its readers know it: who was inspected, what was judged, and the paragraphs that say why.
// Reading ends here; indexing begins here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/date.h"
#include "schema/grade.h"

namespace findings {

/// One row of a report's summary table or its equivalent.
struct Judgement {
  std::string area;            // a row of `areas`
  std::string label;           // as printed, in one line
  std::optional<Grade> grade;  // none: "not judged"
  std::string as_printed;      // the grade's words as printed
};

struct Section {
  std::vector<std::string> path;       // headings as printed, from the top, without grades; never empty
  std::string name;                    // the profile's name for its heading, which variants share
  std::string area;                    // a row of `areas`
  std::optional<Grade> grade;          // its own; many sections are not judged
  std::optional<int> first_paragraph;  // printed numbers
  std::optional<int> last_paragraph;
  std::optional<std::size_t> parent;  // the section it stands in
};

enum class Kind { finding, improvement, summary, about, footnote, boilerplate };
std::string_view to_string(Kind kind);
std::optional<Kind> read_kind(std::string_view text);
inline constexpr Kind all_kinds[] = {Kind::finding, Kind::improvement, Kind::summary,
                                     Kind::about,   Kind::footnote,    Kind::boilerplate};

struct Paragraph {
  std::string citation;                  // "slac/bury/2012-05-04#52"; unique in an index
  std::optional<int> number;             // as printed; most letters print none
  std::optional<int> item;               // which improvement under its paragraph or heading, from 1
  std::optional<std::string> timescale;  // "Within three months", where improvements have one
  std::size_t section = 0;               // place in Report::sections
  std::string area;                      // its section's, unless the paragraph is the wrapper's
  std::optional<Grade> grade;            // the grade in force
  GradeFrom grade_from = GradeFrom::none;
  Kind kind = Kind::finding;
  int page = 0;                        // where it begins; 0 where the file has no pages
  std::string text;                    // a single line, in NFC, without running heads; list items begin with "•"
  std::optional<std::string> repeats;  // citation of the earlier paragraph of this report it repeats
};

struct Warning {
  std::string code;     // "no-framework": stable, for programs
  std::string message;  // for people
  std::string where;    // a citation, a heading, a page; may be empty
};

struct Report {
  std::string file;  // as given
  std::string id;    // "slac/bury/2012-05-04": framework, authority, last day of inspection
  std::string title;
  std::optional<std::string> framework;  // a profile's name
  std::optional<std::string> authority;  // one canonical name: "North East Lincolnshire"
  std::optional<Period> inspected;
  std::optional<Date> published;
  std::optional<std::string> published_from;  // report, manifest or filename
  std::optional<std::string> lead_inspector;  // without HMI and other post-nominals
  std::optional<std::string> outcome;         // area SEND inspections give one of three outcomes and no grade
  std::optional<std::string> url, urn;        // from a manifest; reports do not print them
  std::vector<Judgement> judgements;
  std::vector<Section> sections;
  std::vector<Paragraph> paragraphs;
  std::vector<Warning> warnings;
};

/// The judgement on the whole service, where the report gives one: reports of 2009 to 2012 judge its halves alone.
std::optional<Grade> overall_grade(const Report& report);

/// What a section can be about; the same words in every framework.
struct Area {
  std::string_view name;   // "looked-after-children"
  std::string_view label;  // "Looked after children"
};
inline constexpr Area areas[] = {
    {"whole-service", "Whole service"},
    {"help-and-protection", "Help and protection"},
    {"looked-after-children", "Looked after children"},
    {"care-leavers", "Care leavers"},
    {"adoption", "Adoption"},
    {"leadership", "Leadership"},
    {"safeguarding-board", "Safeguarding board"},
    {"send", "Special educational needs"},
    {"about", "About the report"},
};

}  // namespace findings
