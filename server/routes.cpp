#include "server/api/api.h"
#include "server/pages/box.h"
#include "server/pages/pages.h"
#include "server/service.h"

namespace findings {

std::vector<Route> all_routes() {
  std::vector<Route> all = health_routes();
  for (Route& route : api_routes()) all.push_back(std::move(route));
  for (Route& route : pages::box_routes()) all.push_back(std::move(route));
  for (Route& route : pages::page_routes()) all.push_back(std::move(route));
  return all;
}

}  // namespace findings
