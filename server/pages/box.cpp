#include "server/pages/box.h"

#include <openssl/evp.h>

#include "schema/resources.h"

namespace findings::pages {
namespace {

/// The same bytes for as long as this program runs: pages elsewhere name their hash.
const std::string& box_script() {
  static const std::string script = without_comments(resource("server/web/embed.js"));
  return script;
}

http::Response script(const Call& call) {
  http::Response response{.type = "text/javascript; charset=utf-8"};
  // Any page may load it; what the page may then ask the API is for --allow-origin to say.
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  // Asked for anew each time: a page that names the hash of a newer one must not be given an older from a cache.
  response.set("Cache-Control", "no-cache");
  const std::string tag = "W/\"" + box_integrity() + '"';  // weak, since it may leave packed or plain
  response.set("ETag", tag);
  if (is_known(call.request, tag))
    response.status = 304, response.type.clear();
  else
    response.body = box_script();
  return response;
}

}  // namespace

std::string without_comments(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (!line.empty() && !line.starts_with("//")) kept.append(line) += '\n';
  }
  return kept;
}

const std::string& box_integrity() {
  static const std::string integrity = [] {
    unsigned char digest[48];
    std::size_t size = 0;
    const std::string& bytes = box_script();
    if (!EVP_Q_digest(nullptr, "SHA384", nullptr, bytes.data(), bytes.size(), digest, &size))
      throw std::runtime_error("SHA-384 could not be computed");
    unsigned char text[65];
    EVP_EncodeBlock(text, digest, static_cast<int>(size));
    return "sha384-" + std::string(reinterpret_cast<const char*>(text));
  }();
  return integrity;
}

std::vector<Route> box_routes() {
  return {{"/embed.js", Needs::nothing, script}, {"/embed", Needs::search, embed_page}};
}

}  // namespace findings::pages
