#include "searcher/themes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "searcher/asides.h"
#include "searcher/deadline.h"
#include "searcher/families.h"
#include "searcher/function_words.h"
#include "searcher/hits.h"
#include "searcher/question_text.h"
#include "searcher/telling.h"
#include "searcher/theme_folds.h"
#include "searcher/unit_counts.h"
#include "searcher/unit_places.h"

namespace findings {
namespace {

using Form = Expression::Form;
using Ids = std::vector<Xapian::docid>;

static_assert(fewest_theme_authorities <= most_authorities_counted);

/// So many of the best are looked at again for each that is shown: some will be folded.
constexpr std::size_t looked_at_again = 3, least_looked_at = 150;
/// Themes are a family from this togetherness on.
constexpr double least_together = 0.2;
constexpr std::size_t examples_of_theme = 3, paragraphs_of_family = 3;

struct Side {
  Question question;
  Ids ids;
  UnitCounts counts;
};

Question without(Question question, const Question& other) {
  Expression neither{Form::none};
  neither.parts.push_back(whole_expression(other));
  if (question.expression.form == Form::everything) {
    question.expression = std::move(neither);
  } else {
    Expression both{Form::all};
    both.parts.push_back(std::move(question.expression));
    both.parts.push_back(std::move(neither));
    question.expression = std::move(both);
  }
  return question;
}

FourCounts four_counts(const UnitCount& slice, const UnitCount& against, const UnitCounts& all_slice,
                       const UnitCounts& all_against, ThemeUnit unit) {
  const auto with = [&](const UnitCount& of) -> std::size_t {
    return unit == ThemeUnit::report ? of.reports : unit == ThemeUnit::paragraph ? of.paragraphs : of.occurrences;
  };
  const auto all = [&](const UnitCounts& of) {
    return unit == ThemeUnit::report ? of.found.reports : unit == ThemeUnit::paragraph ? of.found.paragraphs : of.words;
  };
  return {with(slice), all(all_slice) - with(slice), with(against), all(all_against) - with(against)};
}

/// A unit with evidence enough, measured on the side where it is looked for.
struct Candidate {
  UnitId unit = 0;
  FourCounts counts;
  double g2 = 0, lrc = 0;
  Interval interval;
};

std::vector<Candidate> measure(const Texts& texts, const Side& here, const Side& there, ThemeUnit unit,
                               std::size_t& candidates) {
  std::vector<Candidate> measured;
  candidates = 0;
  for (UnitId id = 0; id < texts.unit_count(); ++id) {
    const UnitCount& of = here.counts.of[id];
    if (of.reports < fewest_theme_reports || of.authorities < fewest_theme_authorities) continue;
    if (of.paragraphs == here.ids.size() || is_function_word(texts.unit(id).label)) continue;
    ++candidates;
    Candidate one{id, four_counts(of, there.counts.of[id], here.counts, there.counts, unit)};
    one.g2 = signed_g2(one.counts);
    if (one.g2 >= least_theme_g2) measured.push_back(one);
  }
  for (Candidate& one : measured) {
    one.interval = log_ratio_interval(one.counts, theme_confidence, candidates);
    one.lrc = conservative_log_ratio(one.interval);
  }
  std::sort(measured.begin(), measured.end(), [&](const Candidate& a, const Candidate& b) {
    if (a.lrc != b.lrc) return a.lrc > b.lrc;
    if (a.g2 != b.g2) return a.g2 > b.g2;
    return texts.unit(a.unit).label < texts.unit(b.unit).label;
  });
  return measured;
}

FourCounts turned(const FourCounts& of) { return {of.c, of.d, of.a, of.b}; }

/// The theme as it is told of the slice; `under`: it was measured on the other side.
Theme theme_of(const Candidate& candidate, const Texts& texts, const Side& here, const Side& there,
               const UnitPlaces::Of& places, bool under) {
  Theme theme;
  theme.text = texts.unit(candidate.unit).label;
  theme.question = question_text("phrase:\"" + theme.text + '"', here.question);
  theme.counts = candidate.counts;
  theme.g2 = candidate.g2;
  theme.log_ratio = log_ratio(candidate.counts);
  theme.lrc = candidate.lrc;
  theme.interval = candidate.interval;
  theme.found = places.found;
  theme.occurrences = places.occurrences;
  theme.dp = places.dp;
  theme.rate = rate_of(places.occurrences, here.counts.words);
  theme.rate_against = rate_of(there.counts.of[candidate.unit].occurrences, there.counts.words);
  if (under) {
    theme.counts = turned(theme.counts);
    theme.g2 = -theme.g2;
    theme.log_ratio = -theme.log_ratio;
    theme.lrc = -theme.lrc;
    theme.interval = {-theme.interval.upper, -theme.interval.lower};
    std::swap(theme.rate, theme.rate_against);
  }
  return theme;
}

ThemeSide told(const Side& side, std::string asked) {
  return {std::move(asked), question_text(side.question), side.counts.found, side.counts.words, side.counts.copies};
}

/// `shown`: the places in `places` that are themes.
std::vector<std::vector<std::size_t>> count_together(const UnitPlaces& places, const std::vector<std::size_t>& shown) {
  constexpr std::size_t hidden = SIZE_MAX;
  std::vector<std::size_t> theme_at(places.of.size(), hidden);
  for (std::size_t i = 0; i < shown.size(); ++i) theme_at[shown[i]] = i;
  const std::size_t paragraphs = places.begins.size() - 1;
  std::vector<std::vector<std::size_t>> both(shown.size(), std::vector<std::size_t>(shown.size(), 0));
  std::vector<std::size_t> here;
  for (std::size_t i = 0; i < paragraphs; ++i) {
    here.clear();
    for (const std::uint32_t place : places.in_paragraph(i))
      if (theme_at[place] != hidden) here.push_back(theme_at[place]);
    for (const std::size_t one : here)
      for (const std::size_t other : here) ++both[one][other];
  }
  return both;
}

std::vector<std::vector<std::size_t>> families_of(const std::vector<std::vector<std::size_t>>& both,
                                                  std::size_t paragraphs) {
  const std::size_t themes = both.size();
  std::vector<std::vector<double>> together(themes, std::vector<double>(themes));
  for (std::size_t i = 0; i < themes; ++i)
    for (std::size_t j = 0; j < themes; ++j)
      if (i != j) together[i][j] = togetherness(both[i][j], both[i][i], both[j][j], paragraphs);
  return group_together(together, least_together);
}

/// The most telling paragraphs of each theme and family: those with the most of their themes, each counting by how much
/// it marks the slice out.
void find_telling(const Searcher& searcher, const Side& side, const UnitPlaces& places,
                  const std::vector<std::size_t>& shown, Themes& themes) {
  const Texts& texts = searcher.texts();
  const double average = static_cast<double>(side.counts.words) / static_cast<double>(side.ids.size());
  std::vector<Telling> of_theme(shown.size(), Telling(searcher.columns(), examples_of_theme));
  std::vector<Telling> of_family(themes.families.size(), Telling(searcher.columns(), paragraphs_of_family));
  std::vector<std::size_t> theme_at(places.of.size(), SIZE_MAX);
  for (std::size_t i = 0; i < shown.size(); ++i) theme_at[shown[i]] = i;
  std::vector<double> weights(themes.families.size());
  for (std::size_t i = 0; i < side.ids.size(); ++i) {
    const double length = telling_length(texts.words_in(side.ids[i]), average);
    double all = 0;
    std::fill(weights.begin(), weights.end(), 0);
    for (const std::uint32_t place : places.in_paragraph(i)) {
      if (theme_at[place] == SIZE_MAX) continue;
      const Theme& theme = themes.themes[theme_at[place]];
      const double weight = std::sqrt(std::abs(theme.g2));
      all += weight;
      if (theme.family) weights[*theme.family] += weight;
    }
    for (const std::uint32_t place : places.in_paragraph(i))
      if (theme_at[place] != SIZE_MAX) of_theme[theme_at[place]].offer(all / length, side.ids[i]);
    for (std::size_t family = 0; family < weights.size(); ++family)
      if (weights[family] > 0) of_family[family].offer(weights[family] / length, side.ids[i]);
  }
  for (std::size_t i = 0; i < shown.size(); ++i)
    for (const FoundHit& found : read_paragraphs(searcher, of_theme[i].ids()))
      themes.themes[i].examples.push_back(found.hit.citation);
  for (std::size_t family = 0; family < themes.families.size(); ++family) {
    std::string words;
    for (const std::size_t theme : themes.families[family].themes)
      words += (words.empty() ? "phrase:\"" : " OR phrase:\"") + themes.themes[theme].text + '"';
    const Question marked = searcher.understand(words, {});
    themes.families[family].paragraphs = read_paragraphs(searcher, of_family[family].ids(), &marked);
  }
}

/// Folds, shows as many as are wanted, and tells where they are said.
void tell_themes(const Searcher& searcher, const Side& here, const Side& there, const std::vector<Candidate>& measured,
                 Themes& themes) {
  const Texts& texts = searcher.texts();
  const std::size_t limit = std::min(themes.wanted.limit, most_themes);
  const std::size_t looked_at = std::min(measured.size(), std::max(least_looked_at, looked_at_again * limit));
  std::vector<UnitId> units;
  std::vector<FourCounts> counts;
  for (std::size_t i = 0; i < looked_at; ++i) {
    units.push_back(measured[i].unit);
    counts.push_back(measured[i].counts);
  }
  const UnitPlaces places = place_units(texts, searcher.columns(), here.ids, units);
  const std::vector<std::size_t> into = fold_themes(counts, places);

  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < looked_at && shown.size() < limit; ++i)
    if (into[i] == i) shown.push_back(i);
  for (const std::size_t place : shown) {
    Theme theme = theme_of(measured[place], texts, here, there, places.of[place], themes.wanted.under);
    for (std::size_t i = 0; i < looked_at; ++i)
      if (i != place && into[i] == place) theme.swallowed.push_back(texts.unit(units[i]).label);
    themes.themes.push_back(std::move(theme));
  }
  for (std::size_t i = 0; i < measured.size(); ++i)
    if (measured[i].lrc > 0 && (i >= looked_at || (into[i] == i && (shown.empty() || i > shown.back())))) ++themes.more;

  themes.together = count_together(places, shown);
  for (std::vector<std::size_t>& group : families_of(themes.together, places.begins.size() - 1)) {
    for (const std::size_t theme : group) themes.themes[theme].family = themes.families.size();
    themes.families.push_back({std::move(group), {}});
  }
  find_telling(searcher, here, places, shown, themes);
}

}  // namespace

Themes find_themes(const Searcher& searcher, const Question& slice_asked, const std::optional<Question>& against_asked,
                   const ThemesWanted& wanted) {
  const Deadline deadline(slice_asked.deadline);
  Themes themes;
  themes.wanted = wanted;
  themes.against_rest = !against_asked;
  Side slice{slice_asked, {}, {}}, against{against_asked.value_or(Question{}), {}, {}};
  if (!names_kind(slice_asked)) {
    slice.question = without_asides(slice_asked, searcher);
    for (const Kind kind : asides) themes.kinds_left_out.emplace_back(to_string(kind));
  }
  if (!names_kind(against.question)) against.question = without_asides(against.question, searcher);
  slice.ids = searcher.find(slice.question);
  if (slice.ids.empty())
    throw Error("no paragraph is found by " + question_text(slice.question),
                "widen it: findings search shows what it finds without each filter");
  const Ids all = searcher.find(against.question);
  std::set_difference(all.begin(), all.end(), slice.ids.begin(), slice.ids.end(), std::back_inserter(against.ids));
  if (against.ids.empty())
    throw Error("every paragraph that it is measured against is in the slice itself", "try --against rest");
  const std::size_t shared = all.size() - against.ids.size();
  if (against_asked) themes.shared = shared;
  if (shared > 0)
    against.question =
        without(against.question, against_asked && names_kind(*against_asked) ? slice.question : slice_asked);

  const Texts& texts = searcher.texts();
  slice.counts = count_units(texts, searcher.columns(), slice.ids);
  against.counts = count_units(texts, searcher.columns(), against.ids);
  themes.slice = told(slice, question_text(slice_asked));
  themes.against = told(against, against_asked ? question_text(*against_asked) : "rest");
  const Side &here = wanted.under ? against : slice, &there = wanted.under ? slice : against;
  const std::vector<Candidate> measured = measure(texts, here, there, wanted.unit, themes.candidates);
  themes.critical_g2 = critical_g2(theme_confidence, themes.candidates);
  tell_themes(searcher, here, there, measured, themes);
  return themes;
}

}  // namespace findings
