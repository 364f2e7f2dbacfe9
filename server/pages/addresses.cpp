#include "server/pages/addresses.h"

#include <algorithm>

#include "schema/text.h"
#include "server/http/url.h"

namespace findings::pages {

std::string report_address(std::string_view id) {
  std::string path = "/reports";
  while (!id.empty()) {
    const std::string_view segment = id.substr(0, id.find('/'));
    path += '/' + http::encoded(segment);
    id.remove_prefix(std::min(segment.size() + 1, id.size()));
  }
  return path;
}

std::string paragraph_address(std::string_view citation, std::string_view hl) {
  const std::size_t hash = std::min(citation.find('#'), citation.size());
  std::string text = report_address(citation.substr(0, hash));
  if (!hl.empty()) text += "?hl=" + http::encoded(hl);
  if (hash < citation.size()) text += '#' + http::encoded(citation.substr(hash + 1));
  return text;
}

std::string authority_address(std::string_view name) { return "/authorities/" + slug(name); }

std::string address(std::string_view path, const http::Pairs& parameters) {
  std::string text(path);
  for (const auto& [name, value] : parameters)
    text += (&name == &parameters.front().first ? '?' : '&') + http::encoded(name) + '=' + http::encoded(value);
  return text;
}

}  // namespace findings::pages
