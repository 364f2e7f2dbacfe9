// The page that compares: two questions, or two inspections of one authority.
#include "server/http/url.h"
#include "tests/server/made_site.h"

using namespace findings;

TEST_CASE("two questions are compared by counts that are links to what they count") {
  const std::string page = site().page("/compare?a=neglect&b=carers+grade:good");
  const auto sides = all_of(page, "<dd><code>([^<]*)</code> <a href=\"([^\"]*)\">([^<]*)</a></dd>");
  REQUIRE(sides.size() == 2);
  CHECK(has(sides[0][0], "neglect"));
  for (const auto& side : sides) {
    INFO(side[1]);
    CHECK(found_line(site().page(side[1])) == side[2]);
  }
}

TEST_CASE("under each grade as many paragraphs are counted as its link finds") {
  std::string page = site().page("/compare?a=*&b=visits");
  page += site().page("/compare?a=visits+OR+carers&b=grade:good+OR+grade:inadequate");
  const auto cells = all_of(page, "<td class=\"n\"><a href=\"([^\"]*)\">([^<]*)</a>");
  REQUIRE(cells.size() >= 6);
  for (const auto& cell : cells) {
    INFO(cell[0]);
    CHECK(found_line(site().page(cell[0])).starts_with(cell[1] + " paragraph"));
  }
}

TEST_CASE("two inspections of one authority stand beside each other, the earlier first") {
  const std::string page = site().page("/compare?latest=ashby");
  const auto reports = all_of(page, "<th scope=\"col\"><a href=\"(/reports/[^\"]*)\">([^<]*)</a>");
  REQUIRE(reports.size() == 2);
  CHECK(reports[0][0] < reports[1][0]);
  for (const auto& report : reports) site().page(report[0]);
  CHECK(has(page, "The earlier report asks for 1 improvement."));
  const auto citations = all_of(page, "<a class=\"citation\" href=\"([^\"]*)\">([^<]*)</a>");
  REQUIRE_FALSE(citations.empty());
  for (const auto& citation : citations) site().page(citation[0].substr(0, citation[0].find('#')));
}

TEST_CASE("the reports of a comparison can be chosen among those of the authority") {
  const std::string page = site().page("/compare?latest=ashby");
  const auto chosen = first_of(page, "<option value=\"(slac/ashby/[^\"]*)\" selected>");
  REQUIRE(chosen.size() == 2);
  const std::string same = site().page("/compare?a=" + chosen[0] + "&b=" + chosen[1]);
  CHECK(first_of(same, "<h1>([^<]*)") == first_of(page, "<h1>([^<]*)"));
}

TEST_CASE("a comparison that cannot be made says why and keeps what was typed") {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"/compare?a=neglect&b=(visits", "Nothing closes this bracket (at character 1)"},
      {"/compare?a=neglect&b=slac/ashby/1999-01-01", "No report is called slac/ashby/1999-01-01"},
      {"/compare?latest=ashby&grade=good", "Of one authority&#39;s reports framework alone can choose"},
      {"/compare?latest=ashby&a=neglect", "Latest stands in the place of a and b"}};
  for (const auto& [target, message] : cases) {
    INFO(target);
    const http::Response response = site().get(target);
    CHECK(response.status == 400);
    CHECK(has(response.body, message));
    if (std::string(target).find("a=neglect") != std::string::npos)
      CHECK(has(response.body, "name=\"a\" value=\"neglect\""));
  }
}

TEST_CASE("a question leads to the page that compares it") {
  const auto views = links(site().page("/search?q=neglect&grade=adequate"));
  const auto compare =
      std::find_if(views.begin(), views.end(), [](const std::string& link) { return link.starts_with("/compare?a="); });
  REQUIRE(compare != views.end());
  CHECK(http::decoded(compare->substr(11), true) == "neglect grade:adequate");
  CHECK(has(site().page(*compare), "What is it compared with?"));
}

TEST_CASE("a side within the other is compared by its counts alone") {
  const std::string page = site().page("/compare?a=*&b=visits");
  CHECK(has(page, "are in both."));
  CHECK(site().get("/api/v1/compare?a=*&b=visits").status == 200);
}
