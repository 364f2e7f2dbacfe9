#include "server/http/router.h"

#include <algorithm>

namespace findings::http {
namespace {

std::optional<Pairs> fits(const std::vector<std::string>& pattern, const std::vector<std::string>& segments) {
  Pairs parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (i >= segments.size()) return std::nullopt;
    const std::string& part = pattern[i];
    if (!part.starts_with('{')) {
      if (part != segments[i]) return std::nullopt;
      continue;
    }
    if (segments[i].empty()) return std::nullopt;
    if (!part.ends_with("...}")) {
      parameters.emplace_back(part.substr(1, part.size() - 2), segments[i]);
      continue;
    }
    std::string rest;
    for (std::size_t j = i; j < segments.size(); ++j) {
      if (segments[j].empty()) return std::nullopt;
      rest += (j > i ? "/" : "") + segments[j];
    }
    parameters.emplace_back(part.substr(1, part.size() - 5), rest);
    return parameters;
  }
  if (segments.size() != pattern.size()) return std::nullopt;
  return parameters;
}

}  // namespace

void Router::add(std::string_view pattern) {
  std::vector<std::string> parts;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);  // its slash
    parts.emplace_back(pattern.substr(0, pattern.find('/')));
    pattern.remove_prefix(parts.back().size());
  }
  patterns_.push_back(std::move(parts));
}

std::optional<Router::Match> Router::find(const std::vector<std::string>& segments) const {
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    if (auto parameters = fits(patterns_[i], segments)) return Match{i, std::move(*parameters)};
  return std::nullopt;
}

}  // namespace findings::http
