// Two slices side by side, or two inspections of one authority: what moved, what was asked for then and what is said of
// it now. Grades are compared by their bands and always named by their words: scales are never merged.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "searcher/nearest.h"
#include "searcher/searcher.h"
#include "searcher/themes.h"

namespace findings {

struct ComparedSlice {
  Question question;             // with a filter on kind where some are left out
  std::string text;              // question_text of it
  bool leaves_out_kinds = true;  // boilerplate, footnotes and what is about the report: no kind was named
  Counts found;
  std::vector<FacetValue> grades;  // of its paragraphs
  std::vector<std::string> notes;  // what the counts do not cover (Results::notes)
};

struct SliceComparison {
  ComparedSlice a, b;
  Counts both;  // what is found by both
  /// What marks A out against B, and B against A; nothing where the one finds all that the other does.
  std::optional<Themes> a_themes, b_themes;
};

/// Compares two questions. Paragraphs of the kinds boilerplate, footnote and about are left out of a slice that does
/// not name a kind itself. Throws Error where one finds nothing.
///
/// `themes`: so many of each side, at most most_themes.
SliceComparison compare_slices(const Searcher& searcher, const Question& a, const Question& b, std::size_t themes = 15);

/// What became of a judgement.
enum class Change {
  same,
  better,
  worse,
  other_scale,  // the same band in other words: "adequate" is not "requires improvement"
  only_then,    // judged in the earlier report alone
  only_now,
  not_judged,  // in neither: the row is named, no grade given
};
std::string_view to_string(Change change);

struct JudgementPair {
  std::string area;
  std::optional<Judgement> earlier, later;
  Change change = Change::same;
};

struct NearParagraph {
  Hit hit;
  Near near;  // near.passage is a stretch of hit.text
};

/// An improvement that the earlier report asked for.
struct AskedThen {
  Hit hit;
  std::vector<NearParagraph> nearest;  // of the later report, best first; empty where nothing is near
  std::vector<std::string> again;      // citations of the later report's improvements that ask for about the same
};

struct InspectionComparison {
  Report earlier, later;   // without paragraphs
  bool is_turned = false;  // they were named the other way round
  std::vector<JudgementPair> judgements;
  std::vector<AskedThen> asked;    // in the order of the earlier report
  std::vector<Hit> added;          // improvements of the later report that no earlier one asked for
  std::size_t looked_through = 0;  // paragraphs of the later report: findings, improvements and summary
};

/// Compares two reports of one authority, the earlier first whichever way they are given. `nearest`: so many paragraphs
/// at most for each improvement. Throws Error where they are of two authorities, or one and the same.
InspectionComparison compare_inspections(const Searcher& searcher, const ReportRecord& one, const ReportRecord& other,
                                         std::size_t nearest = 2);

/// The two latest reports of the authority of one framework, the earlier first: of frameworks with two reports those
/// that give judgements, and of these the one with the latest report. `framework`: of that one; "" is any. Throws Error
/// where there are no two.
std::pair<ReportRecord, ReportRecord> latest_two(const Searcher& searcher, std::string_view authority,
                                                 std::string_view framework = "");

nlohmann::ordered_json to_json(const SliceComparison& comparison);
nlohmann::ordered_json to_json(const InspectionComparison& comparison);

}  // namespace findings
