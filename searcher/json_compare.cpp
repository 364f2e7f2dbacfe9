#include <nlohmann/json.hpp>

#include "searcher/compare.h"
#include "searcher/json_results.h"
#include "searcher/json_themes.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json or_null(int number) { return number == 0 ? Json() : Json(number); }

Json json_of(const ComparedSlice& slice) {
  Json query = to_json(slice.question), left_out = Json::array();
  query["text"] = slice.text;
  if (slice.leaves_out_kinds) left_out = {"about", "footnote", "boilerplate"};
  return {{"query", query}, {"found", to_json(slice.found)}, {"grades", to_json(slice.grades)}, {"left_out", left_out}};
}

Json json_of(const Report& report) {
  const auto overall = overall_grade(report);
  return {{"id", report.id},
          {"title", report.title},
          {"authority", report.authority ? Json(*report.authority) : Json()},
          {"framework", report.framework ? Json(*report.framework) : Json()},
          {"inspected", report.inspected ? Json(to_string(report.inspected->to)) : Json()},
          {"published", report.published ? Json(to_string(*report.published)) : Json()},
          {"overall", overall ? Json(to_string(*overall)) : Json()},
          {"outcome", report.outcome ? Json(*report.outcome) : Json()}};
}

Json json_of(const std::optional<Judgement>& judgement) {
  if (!judgement) return Json();
  return {{"label", judgement->label},
          {"grade", judgement->grade ? Json(to_string(*judgement->grade)) : Json()},
          {"band", judgement->grade ? Json(band(*judgement->grade)) : Json()},
          {"as_printed", judgement->as_printed}};
}

Json json_of(const Hit& hit) {
  return {{"citation", hit.citation},
          {"kind", hit.kind},
          {"section", hit.section},
          {"area", or_null(hit.area)},
          {"grade", or_null(hit.grade)},
          {"number", or_null(hit.number)},
          {"page", hit.page},
          {"timescale", or_null(hit.timescale)},
          {"text", hit.text},
          {"link", or_null(page_link(hit))}};
}

Json json_of(const NearParagraph& near) {
  Json json = json_of(near.hit);
  json["passage"] = {{"start", near.near.passage.start}, {"length", near.near.passage.length}};
  json["similarity"] = near.near.similarity;
  json["shared_words"] = near.near.shared;
  return json;
}

Json json_of(const AskedThen& asked) {
  Json json = json_of(asked.hit), nearest = Json::array();
  for (const NearParagraph& near : asked.nearest) nearest.push_back(json_of(near));
  json["nearest"] = nearest;
  json["asked_again"] = asked.again;
  return json;
}

}  // namespace

Json to_json(const SliceComparison& comparison) {
  return {{"comparison", "slices"},
          {"a", json_of(comparison.a)},
          {"b", json_of(comparison.b)},
          {"both", to_json(comparison.both)},
          {"a_themes", comparison.a_themes ? to_json(*comparison.a_themes) : Json()},
          {"b_themes", comparison.b_themes ? to_json(*comparison.b_themes) : Json()}};
}

Json to_json(const InspectionComparison& comparison) {
  Json judgements = Json::array(), improvements = Json::array(), added = Json::array();
  std::size_t near = 0;
  for (const JudgementPair& pair : comparison.judgements)
    judgements.push_back({{"area", pair.area},
                          {"earlier", json_of(pair.earlier)},
                          {"later", json_of(pair.later)},
                          {"change", to_string(pair.change)}});
  for (const AskedThen& asked : comparison.asked) {
    improvements.push_back(json_of(asked));
    if (!asked.nearest.empty()) ++near;
  }
  for (const Hit& hit : comparison.added) added.push_back(json_of(hit));
  return {{"comparison", "inspections"},
          {"earlier", json_of(comparison.earlier)},
          {"later", json_of(comparison.later)},
          {"turned", comparison.is_turned},
          {"judgements", judgements},
          {"asked",
           {{"improvements", comparison.asked.size()},
            {"near", near},
            {"nothing_near", comparison.asked.size() - near},
            {"added", comparison.added.size()},
            {"looked_through", comparison.looked_through}}},
          {"improvements", improvements},
          {"added", added}};
}

}  // namespace findings
