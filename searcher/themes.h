// The words and phrases that mark a slice out: from the rest, or from another slice.
//
// One pass over the words of every paragraph counts all units on both sides; what is frequent enough is measured and
// put in order; a second pass looks at the best of them: how widely and how evenly they are spread, which of them say
// the same, and which occur together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/keyness.h"
#include "searcher/searcher.h"

namespace findings {

/// What the four counts count: reports that have it and reports that do not, paragraphs, or occurrences and the other
/// words.
enum class ThemeUnit { report, paragraph, word };
inline constexpr std::string_view theme_unit_names[] = {"report", "paragraph", "word"};

/// A theme is said in so many reports and by so many authorities: less is a place's own name, or chance.
inline constexpr std::size_t fewest_theme_reports = 5, fewest_theme_authorities = 3;
/// And with a G2 that one test alone would call significant.
inline constexpr double theme_confidence = 0.95, least_theme_g2 = 3.84;
inline constexpr std::size_t most_themes = 300;

struct ThemesWanted {
  ThemeUnit unit = ThemeUnit::report;
  bool under = false;      // what is rarer in the slice than in what it is measured against
  std::size_t limit = 40;  // at most most_themes
};

/// One side of the comparison.
struct ThemeSide {
  std::string asked;     // as it was asked for; "rest"
  std::string question;  // finds exactly its paragraphs
  Counts found;
  std::size_t words = 0;
  std::size_t copies = 0;  // paragraphs of it that say the same as one before
};

struct Theme {
  std::string text;                       // "drift and delay": Unit::label
  std::string question;                   // finds exactly `found`
  FourCounts counts;                      // the slice's first
  double g2 = 0, log_ratio = 0, lrc = 0;  // below zero where the slice has less
  Interval interval;                      // of the Log Ratio, corrected for all candidates
  Counts found;                           // where it is said, on the side where it is the more frequent
  std::size_t occurrences = 0;            // there
  double dp = 0;                          // Gries' DP over that side's reports
  double rate = 0, rate_against = 0;      // occurrences per 10,000 words of either side
  std::optional<std::size_t> family;      // place in Themes::families
  std::vector<std::string> swallowed;     // themes folded into this one
  std::vector<std::string> examples;      // citations of its most telling paragraphs, each of another report
};

/// Themes that occur together in paragraphs.
struct Family {
  std::vector<std::size_t> themes;   // places in Themes::themes
  std::vector<FoundHit> paragraphs;  // its most telling ones, its themes marked, each of another report
};

struct Themes {
  ThemesWanted wanted;
  ThemeSide slice, against;
  bool against_rest = true;
  std::size_t shared = 0;                   // paragraphs found by both questions: they count in the slice alone
  std::vector<std::string> kinds_left_out;  // of paragraphs, on the slice's side; the rest leaves them out always
  std::size_t candidates = 0;               // units with evidence enough
  double critical_g2 = 0;                   // above it G2 is significant, corrected for all candidates
  std::vector<Theme> themes;                // by LRC, then G2, then label; without what was folded
  std::size_t more = 0;                     // themes whose LRC is not 0 and for which there was no room
  /// In how many paragraphs two themes stand together, of the side where they are the more frequent: together[i][j].
  std::vector<std::vector<std::size_t>> together;
  std::vector<Family> families;  // by their first theme
};

/// The themes of `slice` against `against`, or against every other paragraph of the index. What both find counts in the
/// slice alone.
///
/// Words that say nothing by themselves (searcher/function_words.h) are themes in phrases alone. What every paragraph
/// of the slice says is what was asked, and no theme.
///
/// Paragraphs of kind about, footnote and boilerplate are left out on a side whose question names no kind: what Ofsted
/// prints about itself would be a theme of every framework. The deadline is the slice's. Throws Error where one side is
/// empty.
Themes find_themes(const Searcher& searcher, const Question& slice, const std::optional<Question>& against = {},
                   const ThemesWanted& wanted = {});

}  // namespace findings
