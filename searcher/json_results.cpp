#include "searcher/json_results.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "schema/text.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json or_null(int number) { return number == 0 ? Json() : Json(number); }

Json to_json(const std::vector<Match>& matches) {
  Json list = Json::array();
  for (const Match& match : matches) list.push_back({{"start", match.start}, {"length", match.length}});
  return list;
}

Json to_json(const std::vector<Hit>& neighbours) {
  Json list = Json::array();
  for (const Hit& hit : neighbours)
    list.push_back({{"citation", hit.citation},
                    {"section", hit.section},
                    {"kind", hit.kind},
                    {"grade", or_null(hit.grade)},
                    {"number", or_null(hit.number)},
                    {"item", or_null(hit.item)},
                    {"page", hit.page},
                    {"text", hit.text}});
  return list;
}

Json to_json(const Expansion& expansion) {
  Json also = Json::array();
  for (const Alternative& one : expansion.also)
    also.push_back({{"text", one.text},
                    {"from", one.from == Alternative::From::synonyms ? "synonyms" : "abbreviation"},
                    {"reports", one.from == Alternative::From::synonyms ? Json() : Json(one.reports)}});
  return {{"typed", expansion.typed}, {"also", also}};
}

Json to_json(const Group& group) {
  return {{"value", group.value},
          {"label", group.label},
          {"found", to_json(group.found)},
          {"hits", to_json(group.hits)},
          {"more", group.more}};
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

}  // namespace

Json to_json(const Counts& counts) {
  return {{"paragraphs", counts.paragraphs}, {"reports", counts.reports}, {"authorities", counts.authorities}};
}

std::string web_address(const std::string& url) {
  const auto begins = [&](std::string_view scheme) {
    return url.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b);
           });
  };
  return begins("https://") || begins("http://") ? url : "";
}

std::string page_link(const Hit& hit) {
  const std::string address = web_address(hit.url);
  const auto ends_in_pdf = [](std::string_view name) {
    return name.size() > 4 && fold(name.substr(name.size() - 4)) == "pdf";
  };
  const bool is_pdf = ends_in_pdf(hit.file) || ends_in_pdf(hit.url);
  return address.empty() || !is_pdf || hit.page == 0 ? address : address + "#page=" + std::to_string(hit.page);
}

Json to_json(const FoundHit& found) {
  const Hit& hit = found.hit;
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
          {"matches", to_json(found.matches)},
          {"title", or_null(hit.title)},
          {"file", or_null(hit.file)},
          {"url", or_null(hit.url)},
          {"grade_from", or_null(hit.grade_from)},
          {"item", or_null(hit.item)},
          {"timescale", or_null(hit.timescale)},
          {"region", or_null(hit.region)},
          {"overall", or_null(hit.overall)},
          {"outcome", or_null(hit.outcome)},
          {"link", or_null(page_link(hit))},
          {"repeats", or_null(hit.repeats)},
          {"copy_of", or_null(hit.copy_of)},
          {"copies", found.copies},
          {"snippet", to_json(found.snippet)},
          {"before", to_json(found.before)},
          {"after", to_json(found.after)}};
}

Json to_json(const std::vector<FacetValue>& values) {
  Json list = Json::array();
  for (const FacetValue& value : values)
    list.push_back({{"value", value.value},
                    {"label", value.label},
                    {"paragraphs", value.counts.paragraphs},
                    {"reports", value.counts.reports},
                    {"authorities", value.counts.authorities},
                    {"selected", value.selected},
                    {"children", to_json(value.children)}});
  return list;
}

Json to_json(const std::vector<FoundHit>& hits) {
  Json list = Json::array();
  for (const FoundHit& hit : hits) list.push_back(to_json(hit));
  return list;
}

Json to_json(const Table& table) {
  Json cells = Json::array();
  for (const auto& row : table.cells) {
    Json list = Json::array();
    for (const Counts& counts : row) list.push_back(to_json(counts));
    cells.push_back(list);
  }
  return {{"rows", table.rows},
          {"columns", table.columns},
          {"row_values", to_json(table.row_values)},
          {"column_values", to_json(table.column_values)},
          {"cells", cells}};
}

Json to_json(const Facet& facet) {
  return {{"field", facet.field},
          {"values", to_json(facet.values)},
          {"total_values", facet.total_values},
          {"truncated", facet.truncated}};
}

Json to_json(const Question& question) {
  Json filters = Json::object(), expanded = Json::array();
  for (const Filter& filter : question.filters) filters[filter.field] = filter.values;
  for (const Expansion& expansion : question.expanded) expanded.push_back(to_json(expansion));
  return {{"text", question.text}, {"parsed", describe(question.expression)},
          {"filters", filters},    {"ignored", question.ignored},
          {"suggestion", Json()},  {"expanded", expanded}};
}

Json to_json(const Question& question, const Results& results) {
  Json query = to_json(question), found = to_json(results.found), facets = Json::array(), groups = Json::array(),
       tables = Json::array();
  if (results.suggestion) query["suggestion"] = results.suggestion->text;
  found["texts"] = results.texts;
  for (const Facet& facet : results.facets) facets.push_back(to_json(facet));
  for (const Group& group : results.groups) groups.push_back(to_json(group));
  for (const Table& table : results.tables) tables.push_back(to_json(table));
  Json json{{"query", query},
            {"found", found},
            {"offset", question.offset},
            {"limit", question.limit},
            {"hits", to_json(results.hits)},
            {"facets", facets},
            {"groups", groups},
            {"total_groups", results.total_groups},
            {"tables", tables}};
  if (!results.notes.empty()) json["notes"] = results.notes;
  if (results.suggestion) json["suggestion"] = to_json(*results.suggestion);
  if (results.help) json["help"] = to_json(*results.help);
  return json;
}

Json to_json(const Question& question, const Sample& sample) {
  Json strata = Json::array();
  for (const Sample::Stratum& stratum : sample.strata)
    strata.push_back({{"values", stratum.values}, {"found", stratum.found}, {"drawn", stratum.drawn}});
  return {{"query", to_json(question)},
          {"found", to_json(sample.found)},
          {"seed", question.seed},
          {"sample", {{"fields", sample.fields}, {"strata", strata}}},
          {"hits", to_json(sample.hits)}};
}

void tell_missing(Json& json, const std::vector<MissingShard>& missing) {
  if (missing.empty()) return;
  Json list = Json::array();
  for (const MissingShard& shard : missing)
    list.push_back({{"shard", shard.number},
                    {"reason", shard.reason},
                    {"reports", shard.reports},
                    {"authorities", shard.authorities}});
  json["partial"] = true;
  json["missing_shards"] = std::move(list);
}

std::string printed(const Json& json, bool indented) {
  return json.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace findings
