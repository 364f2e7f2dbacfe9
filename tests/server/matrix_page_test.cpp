// The matrix page: every cell is a link to exactly the paragraphs it counts.
#include <nlohmann/json.hpp>

#include "tests/server/made_site.h"

using namespace findings;

namespace {

const std::string own = "/matrix?theme=neglect:+neglect&theme=visits:+visits+OR+visit";

/// Links of cells with what they show.
std::vector<std::vector<std::string>> cells(const std::string& page) {
  return all_of(page, "<td class=\"heat-[0-6]\" title=\"[^\"]*\"><a href=\"([^\"]*)\">([^<]*)</a></td>");
}

}  // namespace

TEST_CASE("each cell of a matrix finds as many paragraphs as it shows") {
  for (const std::string& target : {own + "&measure=paragraphs", own + "&measure=paragraphs&columns=year&q=recorded",
                                    std::string("/matrix?q=neglect&rows=authority&columns=grade&measure=paragraphs")}) {
    const auto links = cells(site().page(target));
    INFO(target);
    REQUIRE(links.size() >= 3);
    for (const auto& cell : links) {
      INFO(cell[0]);
      CHECK(found_line(site().page(cell[0])).starts_with(cell[1] + " paragraph"));
    }
  }
}

TEST_CASE("a cell says of how many reports and words it is") {
  const auto told = first_of(site().page(own), "<td class=\"heat-[0-6]\" title=\"([^\"]*)\">");
  REQUIRE(told.size() >= 4);
  for (const std::string& one : told) {
    INFO(one);
    CHECK(std::regex_match(
        one, std::regex("[0-9,]+ paragraphs? in [0-9,]+ of [0-9,]+ reports?; [0-9,]+ occurrences? in [0-9,]+ "
                        "words?; [0-9]+ % of reports \\([0-9]+ to [0-9]+\\)")));
  }
}

TEST_CASE("themes of one's own stand in the address and in the form") {
  const std::string page = site().page(own);
  CHECK(first_of(page, "name=\"theme\" value=\"([^\"]+)\"") ==
        std::vector<std::string>{"neglect: neglect", "visits: visits OR visit"});
  CHECK(all_of(page, "<th scope=\"row\" title=\"([^\"]*)\">([^<]*)</th>") ==
        std::vector<std::vector<std::string>>{{"neglect", "Neglect"}, {"visits OR visit", "Visits"}});
}

TEST_CASE("a matrix that cannot be made says why") {
  for (const char* target : {"/matrix?theme=neglect", "/matrix?theme=a:+neglect&rows=area", "/matrix?columns=colour"}) {
    INFO(target);
    const http::Response response = site().get(target);
    CHECK(response.status == 400);
    CHECK(has(response.body, "Matrix cannot be shown of that"));
    CHECK(site().get("/api/v1" + std::string(target)).status == 400);
  }
}

TEST_CASE("the API gives the same matrix as CSV, JSON and a picture") {
  const std::string page = site().page(own);
  const auto exports = first_of(page, "<a href=\"(/api/v1/matrix[^\"]*)\">");
  REQUIRE(exports.size() == 4);
  const auto json = nlohmann::json::parse(site().get(exports[0]).body);
  CHECK(json["rows"].size() == 2);
  const std::string csv = site().get(exports[1]).body;
  CHECK(std::count(csv.begin(), csv.end(), '\n') == static_cast<long>(1 + 2 * json["columns"].size()));
  const http::Response picture = site().get(exports[3]);
  CHECK(picture.type == "image/svg+xml");
  CHECK(has(picture.body, "<svg"));
  CHECK(has(picture.body, "</svg>"));
}
