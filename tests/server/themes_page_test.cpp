// The page of themes: every number leads to exactly what it counts.
#include <nlohmann/json.hpp>

#include "server/http/url.h"
#include "tests/server/made_site.h"

using namespace findings;

namespace {

/// Six authorities where children wait, six where they do not.
const Site& themed_site() {
  static const Site one([] {
    std::vector<Report> reports;
    int place = 0;
    for (const char* name : {"Ashby", "Brackenshire", "Caldmoor", "Dunwick", "Eastmarsh", "Fernhythe", "Garsdale",
                             "Harrowmere", "Ilsham", "Kelderwick", "Lowmoor", "Northwold"}) {
      Report report = made_report(name, slug(name), "2012-05-04");
      const bool waits = place++ < 6;
      for (Paragraph& paragraph : report.paragraphs)
        if (paragraph.grade) paragraph.grade = waits ? Grade::inadequate : Grade::good;
      report.paragraphs[1].text =
          waits ? "Drift and delay leave children waiting, and caseloads in " + std::string(name) + " are far too high."
                : "Reflective supervision in " + std::string(name) + " keeps plans moving.";
      report.paragraphs[2].text = waits ? "Caseloads are high: drift is not noticed by managers of " + std::string(name)
                                        : "Managers of " + std::string(name) + " notice what is late.";
      reports.push_back(std::move(report));
    }
    return reports;
  }());
  return one;
}

std::string counted(const std::string& target) { return as_in_a_box(found_line(themed_site().page(target))); }

}  // namespace

TEST_CASE("each theme's link finds as many paragraphs, reports and authorities as stand in its row") {
  const std::string page = themed_site().page("/themes?grade=inadequate");
  const std::string begin = "<tr><th scope=\"row\"><a ";
  std::vector<std::string> names;
  for (std::size_t at = page.find(begin); at != page.npos; at = page.find(begin, at + 1)) {
    // Row by row: an expression that looks past what it wants recurses once a letter.
    const std::string row = page.substr(at, page.find("</tr>", at) - at);
    const auto links = all_of(row, "<a href=\"([^\"]*)\">([^<]*)</a>");
    const auto found = row.find("<td class=\"n par\">");
    if (found == row.npos) continue;  // of the map of what occurs together
    const auto counts = all_of(row.substr(found), "<td class=\"n[^>]*>([^<]*)</td>");
    INFO(row);
    REQUIRE_FALSE(links.empty());
    REQUIRE(counts.size() >= 3);
    names.push_back(links[0][1]);
    CHECK(counted(links[0][0]) ==
          counts[0][0] + " paragraphs, " + counts[1][0] + " reports, " + counts[2][0] + " authorities");
  }
  CHECK(names.size() >= 3);
  CHECK(std::count(names.begin(), names.end(), "caseloads") == 1);
  CHECK(std::count(names.begin(), names.end(), "supervision") == 0);
}

TEST_CASE("the two sides of a page of themes are what their links find") {
  const std::string page = themed_site().page("/themes?grade=inadequate&against=grade:good");
  const auto sides = all_of(page, "<dd><a href=\"([^\"]*)\">([^,]*), [0-9,]+ words");
  REQUIRE(sides.size() == 2);
  for (const auto& side : sides) CHECK(counted(side[0]) == as_in_a_box(side[1]));
}

TEST_CASE("each number of the map of themes is what both find") {
  const auto cells = all_of(themed_site().page("/themes?grade=inadequate"),
                            "<td class=\"heat-[0-6]\"><a href=\"([^\"]*)\" title=\"[^\"]*\">([^<]*)</a></td>");
  REQUIRE(cells.size() >= 6);
  for (const auto& cell : cells) {
    INFO(cell[0]);
    CHECK(counted(cell[0]).starts_with(cell[1] + " paragraph"));
  }
}

TEST_CASE("the API gives the same themes as the page, with the same link for the same question") {
  const std::string page = themed_site().page("/themes?grade=inadequate&unit=paragraph&limit=20");
  const auto exports = first_of(page, "<a href=\"(/api/v1/themes[^\"]*)\">JSON</a>");
  REQUIRE(exports.size() == 1);
  const auto json = nlohmann::json::parse(themed_site().get(exports[0]).body);
  std::vector<std::string> texts;
  for (const auto& theme : json["themes"]) texts.push_back(theme["text"]);
  CHECK(first_of(page,
                 "<tr><th scope=\"row\"><a href=\"[^\"]*\">([^<]*)</a>(?:[^<]|<span[^]*?</span>)*</th><td "
                 "class=\"n\"><data") == texts);
  CHECK(json["unit"] == "paragraph");
}

TEST_CASE("a page of themes says what marks nothing out, what finds nothing and what cannot be asked") {
  CHECK(has(themed_site().page("/themes?q=nothingsaysso"), "Nothing found"));
  CHECK(has(themed_site().page("/themes"), "there are no others to measure them against"));
  CHECK(has(themed_site().page("/themes?authority=ashby"), "No word or phrase stands out"));
  const http::Response refused = themed_site().get("/themes?grade=inadequate&against=(");
  CHECK(refused.status == 400);
  CHECK(has(refused.body, "Themes cannot be shown of that"));
  CHECK(themed_site().get("/themes?unit=chapter").status == 400);
}

TEST_CASE("a page of themes keeps its filters and what it was measured against when it is asked anew") {
  const std::string page = themed_site().page("/themes?grade=inadequate&grade=none&against=grade:good&unit=word");
  CHECK(has(page, "<input type=\"hidden\" name=\"grade\" value=\"inadequate\">"));
  CHECK(has(page, "<input type=\"hidden\" name=\"grade\" value=\"none\">"));
  CHECK(has(page, "name=\"against\" value=\"grade:good\""));
  CHECK(has(page, "<option value=\"word\" selected>"));
  const auto without = first_of(page, "<a href=\"([^\"]*)\"><span class=\"filter-field\">");
  REQUIRE(without.size() == 2);
  CHECK(without[0] == "/themes?grade=none&against=grade%3Agood&unit=word");
}
