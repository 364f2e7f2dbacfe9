// What marks the paragraphs of a question out: a bar and a row for each theme, what occurs together, and quotes.
#include <algorithm>
#include <cmath>

#include "schema/text.h"
#include "searcher/families.h"
#include "searcher/themes.h"
#include "server/asked_analyses.h"
#include "server/pages/addresses.h"
#include "server/pages/hits.h"
#include "server/pages/notices.h"
#include "server/pages/pages.h"
#include "server/pages/slice.h"

namespace findings::pages {
namespace {

constexpr std::size_t themes_of_map = 18, families_seen = 4;
constexpr Choice units[] = {{"report", "reports"}, {"paragraph", "paragraphs"}, {"word", "occurrences"}};
constexpr Choice limits[] = {{"20", "20"}, {"40", "40"}, {"80", "80"}, {"150", "150"}};
constexpr Choice directions[] = {{"", "said more here"}, {"1", "said less here"}};

/// As it is read, and for the chart: "" where it has no end.
void put_figure(Data& data, const std::string& name, double value) {
  put(data, name, std::isfinite(value) ? decimal(value, 2) : "∞");
  put(data, name + "_exact", std::isfinite(value) ? std::to_string(value) : "");
}

Data theme_data(const Theme& theme, const Reading& reading) {
  Data data;
  put(data, "theme", theme.text);
  put(data, "theme_address", search_address(theme.question, reading));
  put(data, "paragraphs", number(theme.found.paragraphs));
  put(data, "reports", number(theme.found.reports));
  put(data, "authorities", number(theme.found.authorities));
  put(data, "a", number(theme.counts.a));
  put(data, "b", number(theme.counts.b));
  put(data, "c", number(theme.counts.c));
  put(data, "d", number(theme.counts.d));
  put(data, "dp", decimal(theme.dp, 2));
  put(data, "rate", decimal(theme.rate, 1));
  put(data, "rate_against", decimal(theme.rate_against, 1));
  put(data, "g2", decimal(theme.g2, 1));
  put(data, "lrc", decimal(theme.lrc, 2));
  put_figure(data, "log_ratio", theme.log_ratio);
  put_figure(data, "low", theme.interval.lower);
  put_figure(data, "high", theme.interval.upper);
  put(data, "family", theme.family ? std::to_string(*theme.family + 1) : "");
  std::string swallowed;
  for (const std::string& other : theme.swallowed) swallowed += (swallowed.empty() ? "" : ", ") + other;
  put(data, "swallowed", swallowed);
  return data;
}

Data family_data(const Themes& themes, std::size_t place, const Reading& reading) {
  const Family& family = themes.families[place];
  Data data;
  DataList members, quotes;
  std::string lit;
  for (const std::size_t member : family.themes) {
    const Theme& theme = themes.themes[member];
    Data one;
    put(one, "member", theme.text);
    put(one, "member_address", search_address(theme.question, reading));
    members.push_back(std::move(one));
    lit += (lit.empty() ? "phrase:\"" : " OR phrase:\"") + theme.text + '"';
  }
  for (const FoundHit& found : family.paragraphs) {
    Data quote;
    put(quote, "quote_html", excerpt_html(found));
    put(quote, "citation", found.hit.citation);
    put(quote, "in_context", paragraph_address(found.hit.citation, lit));
    put_grade(quote, found.hit.grade);
    quotes.push_back(std::move(quote));
  }
  put(data, "family_number", std::to_string(place + 1));
  put(data, "members", std::move(members));
  put(data, "quotes", std::move(quotes));
  return data;
}

/// How often the best themes stand in one paragraph, families beside each other. Its cells are links.
void put_map(Data& data, const Themes& themes, const Reading& reading) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < std::min(themes.together.size(), themes_of_map); ++i) order.push_back(i);
  const auto family = [&](std::size_t i) { return themes.themes[i].family.value_or(themes.families.size()); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return family(i) < family(j); });
  DataList heads, rows;
  for (const std::size_t i : order) {
    const Theme& theme = themes.themes[i];
    Data row;
    DataList cells;
    put(row, "map_theme", theme.text);
    put(row, "map_address", search_address(theme.question, reading));
    for (const std::size_t j : order) {
      const std::size_t both = themes.together[i][j];
      const double how = togetherness(both, themes.together[i][i], themes.together[j][j],
                                      (themes.wanted.under ? themes.against : themes.slice).found.paragraphs);
      Data cell;
      put(cell, "is_same", i == j);
      put(cell, "both", both == 0 ? "" : number(both));
      put(cell, "heat", std::to_string(i == j ? 0 : heat_of(how)));
      put(cell, "both_address", search_address("phrase:\"" + themes.themes[j].text + "\" " + theme.question, reading));
      put(cell, "both_in_words", theme.text + " and " + themes.themes[j].text);
      cells.push_back(std::move(cell));
    }
    put(row, "cells", std::move(cells));
    heads.emplace_back(theme.text);
    rows.push_back(std::move(row));
  }
  put(data, "map_heads", std::move(heads));
  put(data, "map_rows", std::move(rows));
}

std::string side_in_words(const ThemeSide& side) {
  std::string text = in_words(side.found) + ", " + number_of(side.words, "word", "words");
  if (side.copies > 0) text += "; " + number(side.copies) + " repeat what another says, and count";
  return text;
}

void fill(Data& data, const Call& call, const Asked& asked, AskedPage& page) {
  const Searcher& searcher = call.index->searcher;
  const ThemesWanted wanted = themes_wanted(asked);
  page.beside = given(asked, {"against", "unit", "under", "limit"});
  const std::string against = asked.text("against");
  DataList controls, texts;
  controls.push_back(control("unit", "Counted in", units, asked.text("unit")));
  controls.push_back(control("under", "Show what is", directions, asked.flag("under") ? "1" : ""));
  controls.push_back(control("limit", "Themes", limits, asked.text("limit")));
  texts.push_back(text_control("against", "Measured against", against, "the rest"));
  const Results results = put_slice(data, call, page, std::move(controls), std::move(texts));
  put_elsewhere(data, call, "themes", page, {{"json", "JSON"}, {"csv", "CSV"}, {"tsv", "TSV"}});
  const bool is_everything = page.slice().empty() && against == "rest";  // and nothing is left to measure it against
  put(data, "is_everything", is_everything);
  put(data, "measured", results.found.paragraphs > 0 && !is_everything);
  if (results.found.paragraphs == 0 || is_everything) return put(data, "themes", DataList{});

  const Reading& reading = page.question.reading;
  const Themes themes = themes_of(asked, searcher, page.question);
  DataList rows, families, more;
  for (const Theme& theme : themes.themes) rows.push_back(theme_data(theme, reading));
  for (std::size_t i = 0; i < themes.families.size(); ++i)
    (i < families_seen ? families : more).push_back(family_data(themes, i, reading));
  put(data, "slice_in_words", side_in_words(themes.slice));
  put(data, "slice_address", search_address(themes.slice.question, reading));
  put(data, "against_in_words", side_in_words(themes.against));
  put(data, "against_address", search_address(themes.against.question, reading));
  put(data, "against_rest", themes.against_rest);
  put(data, "units",
      std::string(wanted.unit == ThemeUnit::word     ? "Occurrences"
                  : wanted.unit == ThemeUnit::report ? "Reports"
                                                     : "Paragraphs"));
  put(data, "kinds_left_out", !themes.kinds_left_out.empty());
  put(data, "more", themes.more == 0 ? "" : number(themes.more));
  put(data, "candidates", number(themes.candidates));
  put(data, "themes", std::move(rows));
  put(data, "critical_g2", decimal(themes.critical_g2, 1));
  put(data, "more_in_words", more.empty() ? "" : number_of(more.size(), "more group", "more groups"));
  put(data, "families", std::move(families));
  put(data, "more_families", std::move(more));
  put_map(data, themes, reading);
}

}  // namespace

http::Response themes_page(const Call& call) {
  return slice_page(call, "themes", joined({question_parameters(), themes_parameters()}), "Themes",
                    [&](Data& data, const Asked& asked, AskedPage& page) { fill(data, call, asked, page); });
}

}  // namespace findings::pages
