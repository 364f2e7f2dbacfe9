#include "server/pages/static_files.h"

#include <stdexcept>

#include "schema/digest.h"
#include "schema/resources.h"

namespace findings::pages {
namespace {

struct StaticFile {
  std::string_view name, type, text;
  std::string address;
};

StaticFile static_file(std::string_view name, std::string_view type) {
  const std::string_view text = resource("server/web/" + std::string(name));
  return {name, type, text, "/static/" + sha256(text).substr(0, 16) + '/' + std::string(name)};
}

const std::vector<StaticFile>& static_files() {
  static const std::vector<StaticFile> files{
      static_file("bootstrap.css", "text/css; charset=utf-8"),
      static_file("findings.css", "text/css; charset=utf-8"),
      static_file("findings.svg", "image/svg+xml"),
      static_file("findings.js", "text/javascript; charset=utf-8"),
      static_file("chart.js", "text/javascript; charset=utf-8"),
      static_file("charts.js", "text/javascript; charset=utf-8"),
  };
  return files;
}

http::Response answer(const Call& call) {
  const std::string address = "/static/" + call.request.segment("digest") + '/' + call.request.segment("name");
  for (const StaticFile& file : static_files()) {
    if (file.address != address) continue;
    http::Response response{.type = std::string(file.type), .body = std::string(file.text)};
    response.set("Cache-Control", "public, max-age=31536000, immutable");
    return response;
  }
  throw http::HttpError(404, "not_found", "there is no such file");
}

}  // namespace

const std::string& static_address(std::string_view name) {
  for (const StaticFile& file : static_files())
    if (file.name == name) return file.address;
  throw std::out_of_range("no static file " + std::string(name));
}

std::vector<Route> static_routes() { return {{"/static/{digest}/{name}", Needs::nothing, answer}}; }

}  // namespace findings::pages
