// Which route a path belongs to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace findings::http {

/// Patterns are looked through in order; the first that fits is it. "/api/v1/reports/{id}": a {name} stands for one
/// segment, {name...} at the end for all that are left, joined by '/', at least one of them and none empty.
class Router {
 public:
  /// Adds the next pattern: 0, 1, 2 ...
  void add(std::string_view pattern);

  struct Match {
    std::size_t pattern;
    Pairs parameters;
  };
  std::optional<Match> find(const std::vector<std::string>& segments) const;

 private:
  std::vector<std::vector<std::string>> patterns_;
};

}  // namespace findings::http
