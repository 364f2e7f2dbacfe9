#include <algorithm>

#include <nlohmann/json.hpp>

#include "schema/resources.h"
#include "server/api/api.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;
using Type = Parameter::Type;

Json schema_of(const Parameter& parameter) {
  Json schema;
  switch (parameter.type) {
    case Type::number:
      schema = {{"type", "integer"}, {"minimum", parameter.least}};
      if (parameter.most != UINT64_MAX) schema["maximum"] = parameter.most;
      break;
    case Type::flag:
      schema = {{"type", "string"}, {"enum", {"0", "1", "false", "true"}}};
      break;
    case Type::choice:
      schema = {{"type", "string"}, {"enum", choices_of(parameter)}};
      break;
    case Type::names:
    case Type::texts:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case Type::text:
      schema = {{"type", "string"}};
  }
  if (!parameter.standard.empty())
    schema["default"] = parameter.type == Type::number ? Json::parse(parameter.standard) : Json(parameter.standard);
  return schema;
}

Json description_of(const Parameter& parameter) {
  Json json{{"name", parameter.name}, {"in", "query"}, {"description", parameter.describes}};
  json["schema"] = schema_of(parameter);
  if (parameter.type == Type::names) json["style"] = "form", json["explode"] = false;
  if (parameter.type == Type::texts) json["style"] = "form", json["explode"] = true;
  return json;
}

/// "/reports/{id...}" and the names in it: what OpenAPI calls {id}.
std::string plain_path(std::string_view pattern, Json& parameters) {
  std::string path;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{'), close = pattern.find('}');
    path += pattern.substr(0, open);
    if (open == pattern.npos) break;
    std::string name(pattern.substr(open + 1, close - open - 1));
    if (name.ends_with("...")) name.resize(name.size() - 3);
    parameters.push_back({{"name", name},
                          {"in", "path"},
                          {"required", true},
                          {"description", "with its slashes as they are and # as %23"},
                          {"schema", {{"type", "string"}}}});
    path += '{' + name + '}';
    pattern.remove_prefix(close + 1);
  }
  return path;
}

Json operation_of(const Endpoint& endpoint, Json parameters) {
  for (const Parameter& parameter : endpoint.parameters) parameters.push_back(description_of(parameter));
  Json content = Json::object();
  for (const std::string_view format : endpoint.formats) {
    Json body{{"x-format", format}};
    if (format == "json" && !endpoint.reply.empty())
      body["schema"] = {{"$ref", "#/components/schemas/" + std::string(endpoint.reply)}};
    content[std::string(media_type(format_named(format)))] = body;
  }
  const auto refused = [](std::string_view name) {
    return Json{{"$ref", "#/components/responses/" + std::string(name)}};
  };
  return {{"summary", endpoint.summary},
          {"x-example", endpoint.example},
          {"parameters", parameters},
          {"responses",
           {{"200", {{"description", endpoint.summary}, {"content", content}}},
            {"304", {{"description", "what the client has by its If-None-Match has not changed"}}},
            {"400", refused("Error")},
            {"401", refused("Error")},
            {"404", refused("Error")},
            {"503", refused("Busy")}}}};
}

}  // namespace

std::string openapi() {
  Json json{{"openapi", "3.1.0"},
            {"info",
             {{"title", "Findings"},
              {"version", "1"},
              {"description",
               "Inspection reports, paragraph by paragraph. Counts are exact; every paragraph has a "
               "citation that lasts. Inside v1 nothing changes or goes; keys are only added."},
              {"license", {{"name", "GPL-3.0-or-later"}, {"identifier", "GPL-3.0-or-later"}}}}},
            {"paths", Json::object()}};
  for (const Endpoint& endpoint : endpoints()) {
    Json parameters = Json::array();
    const std::string path = plain_path(endpoint.path, parameters);
    json["paths"][path]["get"] = operation_of(endpoint, parameters);
  }
  const Json error{{"application/json", {{"schema", {{"$ref", "#/components/schemas/Error"}}}}}};
  json["components"] = {
      {"schemas", Json::parse(resource("server/api/schemas.json"))},
      {"responses",
       {{"Error", {{"description", "what is wrong, and what to try next"}, {"content", error}}},
        {"Busy",
         {{"description", "too much is being asked, or there is no index yet"},
          {"headers", {{"Retry-After", {{"description", "in seconds"}, {"schema", {{"type", "integer"}}}}}}},
          {"content", error}}}}},
      {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}};
  return json.dump(1);
}

}  // namespace findings
