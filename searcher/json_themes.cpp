#include "searcher/json_themes.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "searcher/json_results.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

Json finite(double number) { return std::isfinite(number) ? Json(number) : Json(); }

Json to_json(const ThemeSide& side) {
  return {{"asked", side.asked},
          {"question", side.question},
          {"paragraphs", side.found.paragraphs},
          {"reports", side.found.reports},
          {"authorities", side.found.authorities},
          {"words", side.words},
          {"copies", side.copies}};
}

Json to_json(const Theme& theme) {
  return {{"text", theme.text},
          {"question", theme.question},
          {"g2", theme.g2},
          {"log_ratio", theme.log_ratio},
          {"lrc", theme.lrc},
          {"interval", {finite(theme.interval.lower), finite(theme.interval.upper)}},
          {"counts", {theme.counts.a, theme.counts.b, theme.counts.c, theme.counts.d}},
          {"paragraphs", theme.found.paragraphs},
          {"reports", theme.found.reports},
          {"authorities", theme.found.authorities},
          {"occurrences", theme.occurrences},
          {"dp", theme.dp},
          {"rate", theme.rate},
          {"rate_against", theme.rate_against},
          {"family", theme.family ? Json(*theme.family) : Json()},
          {"swallowed", theme.swallowed},
          {"examples", theme.examples}};
}

Json to_json(const Family& family, const Themes& themes) {
  Json texts = Json::array();
  for (const std::size_t place : family.themes) texts.push_back(themes.themes[place].text);
  return {{"themes", texts}, {"paragraphs", to_json(family.paragraphs)}};
}

}  // namespace

Json to_json(const Themes& themes) {
  Json list = Json::array(), families = Json::array();
  for (const Theme& theme : themes.themes) list.push_back(to_json(theme));
  for (const Family& family : themes.families) families.push_back(to_json(family, themes));
  return {{"slice", to_json(themes.slice)},
          {"against", to_json(themes.against)},
          {"rest", themes.against_rest},
          {"shared", themes.shared},
          {"unit", theme_unit_names[static_cast<std::size_t>(themes.wanted.unit)]},
          {"under", themes.wanted.under},
          {"confidence", theme_confidence},
          {"fewest", {{"reports", fewest_theme_reports}, {"authorities", fewest_theme_authorities}}},
          {"least_g2", least_theme_g2},
          {"kinds_left_out", themes.kinds_left_out},
          {"candidates", themes.candidates},
          {"critical_g2", themes.critical_g2},
          {"themes", list},
          {"more", themes.more},
          {"families", families}};
}

}  // namespace findings
