#include "schema/report_json.h"

#include <nlohmann/json.hpp>

#include "schema/error.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json or_null(const std::optional<Grade>& grade) { return grade ? Json(to_string(*grade)) : Json(nullptr); }
Json or_null(const std::optional<Date>& date) { return date ? Json(to_string(*date)) : Json(nullptr); }
Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const Judgement& judgement) {
  return {{"area", judgement.area},
          {"label", judgement.label},
          {"grade", or_null(judgement.grade)},
          {"as_printed", judgement.as_printed}};
}

Json json_of(const Section& section) {
  return {{"path", section.path},
          {"name", section.name},
          {"area", or_null(section.area)},
          {"grade", or_null(section.grade)},
          {"first_paragraph", or_null(section.first_paragraph)},
          {"last_paragraph", or_null(section.last_paragraph)},
          {"parent", or_null(section.parent)}};
}

Json json_of(const Paragraph& paragraph) {
  Json json = {{"citation", paragraph.citation},
               {"number", or_null(paragraph.number)},
               {"section", paragraph.section},
               {"area", or_null(paragraph.area)},
               {"grade", or_null(paragraph.grade)},
               {"grade_from", to_string(paragraph.grade_from)},
               {"kind", to_string(paragraph.kind)},
               {"page", paragraph.page},
               {"text", paragraph.text}};
  if (paragraph.kind == Kind::improvement) {
    json["item"] = or_null(paragraph.item);
    json["timescale"] = or_null(paragraph.timescale);
  }
  if (paragraph.repeats) json["repeats"] = *paragraph.repeats;
  return json;
}

template <typename T>
std::optional<T> optional(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}
std::string text(const Json& json, const char* key) { return optional<std::string>(json, key).value_or(""); }

std::optional<Grade> grade(const Json& json) {
  const auto printed = optional<std::string>(json, "grade");
  return printed ? read_grade(*printed) : std::nullopt;
}

std::optional<Date> date(const Json& json, const char* key) {
  const auto printed = optional<std::string>(json, key);
  return printed ? read_iso_date(*printed) : std::nullopt;
}

GradeFrom grade_from(const std::string& name) {
  for (const GradeFrom from : {GradeFrom::section, GradeFrom::enclosing, GradeFrom::overall})
    if (to_string(from) == name) return from;
  return GradeFrom::none;
}

Section section_from(const Json& json) {
  Section section;
  section.path = json.at("path").get<std::vector<std::string>>();
  section.name = json.at("name").get<std::string>();
  section.area = text(json, "area");
  section.grade = grade(json);
  section.first_paragraph = optional<int>(json, "first_paragraph");
  section.last_paragraph = optional<int>(json, "last_paragraph");
  section.parent = optional<std::size_t>(json, "parent");
  return section;
}

Paragraph paragraph_from(const Json& json) {
  Paragraph paragraph;
  paragraph.citation = json.at("citation").get<std::string>();
  paragraph.number = optional<int>(json, "number");
  paragraph.item = optional<int>(json, "item");
  paragraph.timescale = optional<std::string>(json, "timescale");
  paragraph.section = json.at("section").get<std::size_t>();
  paragraph.area = text(json, "area");
  paragraph.grade = grade(json);
  paragraph.grade_from = grade_from(json.at("grade_from").get<std::string>());
  paragraph.kind = read_kind(json.at("kind").get<std::string>()).value_or(Kind::finding);
  paragraph.page = json.at("page").get<int>();
  paragraph.text = json.at("text").get<std::string>();
  paragraph.repeats = optional<std::string>(json, "repeats");
  return paragraph;
}

}  // namespace

Json to_json(const Report& report) {
  Json json;
  json["file"] = report.file;
  json["id"] = report.id;
  json["title"] = or_null(report.title);
  json["framework"] = or_null(report.framework);
  json["authority"] = or_null(report.authority);
  json["inspected"] = report.inspected
                          ? Json{{"from", to_string(report.inspected->from)}, {"to", to_string(report.inspected->to)}}
                          : Json{{"from", nullptr}, {"to", nullptr}};
  json["published"] = or_null(report.published);
  json["published_from"] = or_null(report.published_from);
  json["lead_inspector"] = or_null(report.lead_inspector);
  json["outcome"] = or_null(report.outcome);
  json["url"] = or_null(report.url);
  json["urn"] = or_null(report.urn);
  for (const char* key : {"judgements", "sections", "paragraphs", "warnings"}) json[key] = Json::array();
  for (const Judgement& judgement : report.judgements) json["judgements"].push_back(json_of(judgement));
  for (const Section& section : report.sections) json["sections"].push_back(json_of(section));
  for (const Paragraph& paragraph : report.paragraphs) json["paragraphs"].push_back(json_of(paragraph));
  for (const Warning& warning : report.warnings)
    json["warnings"].push_back(
        {{"code", warning.code}, {"message", warning.message}, {"where", or_null(warning.where)}});
  return json;
}

Report report_from_json(const Json& json) try {
  Report report;
  report.file = json.at("file").get<std::string>();
  report.id = json.at("id").get<std::string>();
  report.title = text(json, "title");
  report.framework = optional<std::string>(json, "framework");
  report.authority = optional<std::string>(json, "authority");
  const auto from = date(json.at("inspected"), "from"), to = date(json.at("inspected"), "to");
  if (from && to) report.inspected = Period{*from, *to};
  report.published = date(json, "published");
  report.published_from = optional<std::string>(json, "published_from");
  report.lead_inspector = optional<std::string>(json, "lead_inspector");
  report.outcome = optional<std::string>(json, "outcome");
  report.url = optional<std::string>(json, "url");
  report.urn = optional<std::string>(json, "urn");
  for (const Json& row : json.at("judgements"))
    report.judgements.push_back({text(row, "area"), text(row, "label"), grade(row), text(row, "as_printed")});
  for (const Json& row : json.at("sections")) report.sections.push_back(section_from(row));
  if (json.contains("paragraphs"))
    for (const Json& row : json["paragraphs"]) {
      report.paragraphs.push_back(paragraph_from(row));
      if (report.paragraphs.back().section >= report.sections.size()) throw Error("a paragraph stands in no section");
    }
  for (const Json& row : json.at("warnings"))
    report.warnings.push_back({text(row, "code"), text(row, "message"), text(row, "where")});
  return report;
} catch (const nlohmann::json::exception& error) {
  throw Error(std::string("not a report's JSON: ") + error.what());
}

}  // namespace findings
