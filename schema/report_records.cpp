#include "schema/report_records.h"

#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/files.h"
#include "schema/report_json.h"

namespace findings {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<Facts>& facts) {
  if (!facts) return nullptr;
  Json json = Json::object();
  if (facts->published) json["published"] = to_string(*facts->published);
  if (facts->url) json["url"] = *facts->url;
  if (facts->urn) json["urn"] = *facts->urn;
  if (facts->authority) json["authority"] = *facts->authority;
  return json;
}

std::optional<Facts> facts_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  Facts facts;
  if (json.contains("published")) facts.published = read_iso_date(json["published"].get<std::string>());
  if (json.contains("url")) facts.url = json["url"].get<std::string>();
  if (json.contains("urn")) facts.urn = json["urn"].get<std::string>();
  if (json.contains("authority")) facts.authority = json["authority"].get<std::string>();
  return facts;
}

Json json_of(const ReportRecord& record) {
  Json json;
  if (record.report.paragraphs.empty()) {
    json = to_json(record.report);
  } else {
    Report without = record.report;
    without.paragraphs.clear();
    json = to_json(without);
  }
  json.erase("paragraphs");
  json["paragraph_count"] = record.paragraph_count;
  json["file_path"] = record.path;
  json["digest"] = record.digest;
  json["reading_version"] = record.reading_version;
  json["manifest"] = json_of(record.facts);
  return json;
}

ReportRecord record_from(Json json) {
  ReportRecord record;
  json["paragraphs"] = Json::array();
  record.report = report_from_json(json);
  record.paragraph_count = json.at("paragraph_count").get<std::size_t>();
  record.path = json.at("file_path").get<std::string>();
  record.digest = json.at("digest").get<std::string>();
  record.reading_version = json.at("reading_version").get<std::string>();
  record.facts = facts_from(json.at("manifest"));
  return record;
}

Error damaged(const std::string& how) {
  return Error("the index is damaged: its report records cannot be read: " + how, "make it again: findings index",
               Exit::no_index);
}

}  // namespace

std::string records_to_json(const std::vector<ReportRecord>& records) {
  // A line for each report: the file is read by people and their tools too. A path need not be UTF-8.
  std::string out = "{\"reports\": [";
  for (std::size_t i = 0; i < records.size(); ++i)
    out += (i == 0 ? "\n" : ",\n") + json_of(records[i]).dump(-1, ' ', false, Json::error_handler_t::replace);
  return out + "\n]}\n";
}

std::vector<ReportRecord> records_from_json(std::string_view json) try {
  std::vector<ReportRecord> records;
  const Json whole = Json::parse(json);
  for (const Json& record : whole.at("reports")) records.push_back(record_from(record));
  return records;
} catch (const Json::exception& error) {
  throw damaged(error.what());
} catch (const Error& error) {  // of a report in it
  throw damaged(error.what());
}

std::vector<ReportRecord> read_records(const std::filesystem::path& generation) {
  return records_from_json(read_file(generation / "reports.json"));
}

}  // namespace findings
