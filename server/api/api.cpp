#include "server/api/api.h"

#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "searcher/json_results.h"
#include "server/api/opensearch.h"

namespace findings {
namespace {

constexpr Format formats[] = {
    {"json", "application/json"},
    {"ndjson", "application/x-ndjson"},
    {"csv", "text/csv; charset=utf-8; header=present"},
    {"tsv", "text/tab-separated-values; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"atom", "application/atom+xml"},
    {"text", "text/plain; charset=utf-8"},
    {"bibtex", "application/x-bibtex; charset=utf-8"},
    {"ris", "application/x-research-info-systems; charset=utf-8"},
    {"csl-json", "application/vnd.citationstyles.csl+json"},
    {"svg", "image/svg+xml"},
    {"opensearch", "application/x-suggestions+json"},
};

std::string_view bare(std::string_view type) { return type.substr(0, type.find(';')); }

/// The one of the endpoint's formats that Accept likes best, by its order where it likes several as well.
std::string_view accepted(const Endpoint& endpoint, const std::string& accept) {
  std::string_view best = endpoint.formats.front();
  double best_quality = 0;
  std::string_view rest = accept;
  while (!rest.empty()) {
    std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    const std::size_t q = item.find(";q=");
    const double quality = q == item.npos ? 1.0 : std::atof(std::string(item.substr(q + 3, 5)).c_str());
    const std::string_view type = bare(item.substr(0, item.find(' ')));  // "text/csv ;q=0.5" too
    for (const std::string_view name : endpoint.formats)
      if (media_type(format_named(name)) == type && quality > best_quality) best = name, best_quality = quality;
  }
  return best;
}

std::string format_choices(const Endpoint& endpoint) {
  std::string choices;
  for (const std::string_view format : endpoint.formats) choices += (choices.empty() ? "" : " ") + std::string(format);
  return choices;
}

/// A program may not look whether an answer is partial: JSON says so in itself, and what cannot is not given.
void tell_missing_in(http::Response& response, const std::vector<MissingShard>& missing) {
  if (missing.empty() || response.status != 200) return;
  auto json = response.type == "application/json" ? nlohmann::ordered_json::parse(response.body, nullptr, false)
                                                  : nlohmann::ordered_json();
  if (json.is_object()) {
    tell_missing(json, missing);
    response.body = printed(json, false) + '\n';
    return;
  }
  http::HttpError error(503, "partial", "a part of the index does not answer just now: " + describe(missing[0], false),
                        "format=json gives what there is, and says what is missing");
  error.headers = {{"Retry-After", "5"}};
  throw error;
}

Route route_of(const Endpoint& endpoint) {
  return {endpoint.path, endpoint.needs, [&endpoint](const Call& call) {
            const Asked asked(call.request, endpoint.parameters);
            const std::string format =
                asked.has("format") ? asked.text("format")
                                    : std::string(accepted(endpoint, call.request.header("accept").value_or("")));
            http::Response response = endpoint.answer(call, asked, format);
            response.type = format_named(format).type;
            if (call.index && endpoint.needs != Needs::nothing)
              tell_missing_in(response, call.index->searcher.missing());
            return response;
          }};
}

std::vector<Endpoint> all_endpoints() {
  std::vector<Endpoint> all = search_endpoints();
  for (auto&& more : {paragraph_endpoints(), report_endpoints(), analysis_endpoints()})
    all.insert(all.end(), more.begin(), more.end());
  all.push_back({"/api/v1/openapi.json",
                 "this description",
                 "/api/v1/openapi.json",
                 Needs::nothing,
                 {},
                 {"json"},
                 "",
                 [](const Call&, const Asked&, std::string_view) { return http::Response{.body = openapi()}; }});
  static std::vector<std::string> choices;  // what the parameters' views look at
  choices.reserve(all.size());
  for (Endpoint& endpoint : all) {
    choices.push_back(format_choices(endpoint));
    endpoint.parameters.push_back(
        {"format", Parameter::Type::choice, "how the reply is written; else Accept says", choices.back()});
  }
  return all;
}

}  // namespace

std::string_view media_type(const Format& format) { return bare(format.type); }

const Format& format_named(std::string_view name) {
  for (const Format& format : formats)
    if (format.name == name) return format;
  throw std::logic_error("no format is called " + std::string(name));
}

const std::vector<Endpoint>& endpoints() {
  static const std::vector<Endpoint> all = all_endpoints();
  return all;
}

std::vector<Route> api_routes() {
  std::vector<Route> routes;
  for (const Endpoint& endpoint : endpoints()) routes.push_back(route_of(endpoint));
  routes.push_back({"/opensearch.xml", Needs::nothing, opensearch_description});
  return routes;
}

http::Response json_reply(const nlohmann::ordered_json& json) {
  return {.type = "application/json", .body = printed(json, false) + "\n"};
}

}  // namespace findings
