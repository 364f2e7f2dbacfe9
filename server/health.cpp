// What watches over the server asks for.
#include <nlohmann/json.hpp>

#include "server/service.h"

namespace findings {
namespace {

using http::Response;

Response healthz(const Call&) { return {.type = "text/plain; charset=utf-8", .body = "ok\n"}; }

Response readyz(const Call& call) {
  nlohmann::ordered_json json{{"ready", call.index != nullptr}};
  if (call.index) json["generation"] = call.index->generation;
  if (call.index)
    for (const MissingShard& shard : call.index->searcher.missing()) json["missing_shards"].push_back(shard.number);
  Response response{.status = call.index ? 200 : 503, .type = "application/json", .body = json.dump() + "\n"};
  if (!call.index) response.set("Retry-After", "5");
  return response;
}

Response metrics(const Call& call) {
  std::string text = call.service.metrics().text();
  if (call.service.gauges) text += call.service.gauges();
  const auto& index = call.index;
  text += metric("findings_index_ready", "gauge", "1 where an index is served.", index ? 1 : 0);
  text += metric("findings_index_generation", "gauge", "Number of the generation that is served.",
                 index ? std::stod(index->generation.substr(4)) : 0);
  text += metric("findings_shards_missing", "gauge", "Shards that no answer includes.",
                 index ? static_cast<double>(index->searcher.missing().size()) : 0);
  text += metric("findings_index_documents", "gauge", "Paragraphs that can be found.",
                 index ? static_cast<double>(index->paragraphs) : 0);
  text += metric("findings_index_reports", "gauge", "Reports they stand in.",
                 index ? static_cast<double>(index->reports) : 0);
  return {.type = "text/plain; version=0.0.4; charset=utf-8", .body = std::move(text)};
}

}  // namespace

std::vector<Route> health_routes() {
  return {{"/healthz", Needs::nothing, healthz},
          {"/readyz", Needs::nothing, readyz},
          {"/metrics", Needs::nothing, metrics}};
}

}  // namespace findings
