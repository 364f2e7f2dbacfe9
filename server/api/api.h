// The API, /api/v1: endpoints as a table. Requests are answered by it, and openapi.json is made of it.
//
// Inside v1 nothing that is there changes or goes: keys, parameters and endpoints are only added.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "server/parameters.h"
#include "server/service.h"

namespace findings {

/// How a reply is written. The name is the value of `format`, the type what Accept may ask for and the reply has.
struct Format {
  std::string_view name, type;
};

/// Its type without parameters: "text/csv".
std::string_view media_type(const Format& format);

struct Endpoint {
  std::string_view path;     // "/api/v1/facets/{field}"
  std::string_view summary;  // for people, in a line
  std::string_view example;  // an address that answers over the sample index
  Needs needs = Needs::search;
  Parameters parameters = {};
  std::vector<std::string_view> formats = {"json"};  // the first is the standard one
  std::string_view reply = {};                       // the JSON reply's name among the schemas; "": an object
  std::function<http::Response(const Call&, const Asked&, std::string_view format)> answer;
};

const std::vector<Endpoint>& endpoints();

/// The row of that name; every name in Endpoint::formats has one.
const Format& format_named(std::string_view name);

/// Routes of all endpoints, and of /opensearch.xml.
std::vector<Route> api_routes();

/// The description of all endpoints, OpenAPI 3.1, as JSON.
std::string openapi();

// Rows of the table, by file.
std::vector<Endpoint> search_endpoints();     // search, facets, suggest
std::vector<Endpoint> paragraph_endpoints();  // paragraphs, similar, cite
std::vector<Endpoint> report_endpoints();     // reports
std::vector<Endpoint> analysis_endpoints();   // themes, matrix, concordance, compare

http::Response json_reply(const nlohmann::ordered_json& json);

}  // namespace findings
