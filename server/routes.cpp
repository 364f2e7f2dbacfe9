#include <iterator>

#include "server/service.h"

namespace findings {

std::vector<Route> all_routes() {
  std::vector<Route> all = health_routes();
  return all;
}

}  // namespace findings
