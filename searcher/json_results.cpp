#include "searcher/json_results.h"

#include <nlohmann/json.hpp>

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json or_null(int number) { return number == 0 ? Json() : Json(number); }

Json to_json(const FacetValue& value) {
  return {{"value", value.value},
          {"label", value.label},
          {"paragraphs", value.counts.paragraphs},
          {"reports", value.counts.reports},
          {"authorities", value.counts.authorities},
          {"selected", value.selected}};
}

Json to_json(const std::vector<FacetValue>& values) {
  Json list = Json::array();
  for (const FacetValue& value : values) list.push_back(to_json(value));
  return list;
}

Json to_json(const Help& help) {
  Json without = Json::array(), words = Json::array();
  for (const Help::WithoutFilter& one : help.without)
    without.push_back({{"field", one.filter.field},
                       {"filter", one.filter.values},
                       {"found", to_json(one.counts)},
                       {"values", to_json(one.values)},
                       {"citations", one.citations}});
  for (const Help::Word& word : help.words)
    words.push_back(
        {{"word", word.word}, {"within_filters", to_json(word.within_filters)}, {"anywhere", to_json(word.anywhere)}});
  return {{"without", without}, {"words", words}};
}

Json to_json(const Suggestion& suggestion) {
  Json replaced = Json::array();
  for (const auto& [typed, by] : suggestion.replaced) replaced.push_back({{"typed", typed}, {"by", by}});
  return {{"text", suggestion.text}, {"replaced", replaced}, {"found", to_json(suggestion.counts)}};
}

std::string csv_cell(const std::string& text, bool guarded) {
  const bool is_formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  const std::string cell = (guarded && is_formula ? "'" : "") + text;
  if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_text(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return printed(value, false);
  std::string joined;
  for (const Json& item : value) joined += (joined.empty() ? "" : " > ") + csv_text(item);
  return joined;
}

}  // namespace

Json to_json(const Counts& counts) {
  return {{"paragraphs", counts.paragraphs}, {"reports", counts.reports}, {"authorities", counts.authorities}};
}

Json to_json(const FoundHit& found) {
  const Hit& hit = found.hit;
  Json matches = Json::array();
  for (const Match& match : found.matches) matches.push_back({{"start", match.start}, {"length", match.length}});
  return {{"citation", hit.citation},
          {"report", hit.report},
          {"authority", or_null(hit.authority)},
          {"framework", or_null(hit.framework)},
          {"inspected", or_null(hit.inspected)},
          {"published", or_null(hit.published)},
          {"section", hit.section},
          {"area", or_null(hit.area)},
          {"grade", or_null(hit.grade)},
          {"band", or_null(hit.band)},
          {"kind", hit.kind},
          {"number", or_null(hit.number)},
          {"page", hit.page},
          {"score", found.score},
          {"text", hit.text},
          {"matches", matches},
          {"title", or_null(hit.title)},
          {"file", or_null(hit.file)},
          {"url", or_null(hit.url)},
          {"grade_from", or_null(hit.grade_from)},
          {"item", or_null(hit.item)},
          {"timescale", or_null(hit.timescale)}};
}

Json to_json(const Question& question, const Results& results) {
  Json filters = Json::object(), hits = Json::array(), facets = Json::array();
  for (const Filter& filter : question.filters) filters[filter.field] = filter.values;
  for (const FoundHit& hit : results.hits) hits.push_back(to_json(hit));
  for (const Facet& facet : results.facets)
    facets.push_back({{"field", facet.field},
                      {"values", to_json(facet.values)},
                      {"total_values", facet.total_values},
                      {"truncated", facet.truncated}});
  Json json{{"query",
             {{"text", question.text},
              {"parsed", describe(question.expression)},
              {"filters", filters},
              {"ignored", question.ignored},
              {"suggestion", results.suggestion ? Json(results.suggestion->text) : Json()}}},
            {"found", to_json(results.found)},
            {"offset", question.offset},
            {"limit", question.limit},
            {"hits", hits},
            {"facets", facets}};
  if (!results.notes.empty()) json["notes"] = results.notes;
  if (results.suggestion) json["suggestion"] = to_json(*results.suggestion);
  if (results.help) json["help"] = to_json(*results.help);
  return json;
}

std::string printed(const Json& json, bool indented) {
  return json.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

std::string csv_line(const std::vector<std::string>& cells, bool guarded) {
  std::string line;
  for (const std::string& cell : cells) line += (&cell == cells.data() ? "" : ",") + csv_cell(cell, guarded);
  return line + "\r\n";
}

std::string csv_heading() {
  std::vector<std::string> names;
  const Json hit = to_json(FoundHit{});
  for (const auto& [name, value] : hit.items())
    if (name != "matches") names.push_back(name);
  return csv_line(names, false);
}

std::string csv_row(const FoundHit& found, bool guarded) {
  std::vector<std::string> cells;
  const Json hit = to_json(found);
  for (const auto& [name, value] : hit.items())
    if (name != "matches") cells.push_back(csv_text(value));
  return csv_line(cells, guarded);
}

}  // namespace findings
