// The search page: every count is what it leads to, and everything that is chosen can be taken away.
#include <set>

#include "server/http/url.h"
#include "server/pages/hits.h"
#include "tests/server/made_site.h"

using namespace findings;
using http::Response;

TEST_CASE("a title has the question and the count") {
  CHECK(first_of(site().page("/search?q=neglect"), "<title>([^<]*)") ==
        std::vector<std::string>{"neglect – 28 paragraphs in 28 reports of 4 authorities – Findings"});
  CHECK(first_of(site().page("/search?grade=inadequate&authority=ashby"), "<title>([^<]*)") ==
        std::vector<std::string>{"Authority: Ashby, Grade in force: Inadequate – 12 paragraphs in 4 reports of 1 "
                                 "authority – Findings"});
  CHECK(first_of(site().page("/reports/slac/ashby/2010-05-01?hl=neglect"), "<title>([^<]*)") ==
        std::vector<std::string>{"neglect: 1 paragraph – Ashby, 1 May 2010 – Findings"});
}

TEST_CASE("a mistake in a question is shown where it stands, and the question is kept") {
  const Response response = site().get("/search?q=neglect+%28drift+%22%3E");
  CHECK(response.status == 400);
  CHECK(has(response.body, "role=\"alert\""));
  CHECK(has(response.body, "neglect (drift <mark>&quot;</mark>&gt;"));
  CHECK(has(response.body, "name=\"q\" value=\"neglect (drift &quot;&gt;\""));
  const Response kept = site().get("/search?q=%28drift&grade=good");
  CHECK(has(kept.body, "<input type=\"hidden\" name=\"grade\" value=\"good\">"));
  const Response value = site().get("/search?q=neglect&grade=godo");
  CHECK(value.status == 400);
  CHECK(has(value.body, "did you mean &quot;good&quot;?"));
  CHECK(site().get("/search?q=neglect&grad=good").status == 400);
  CHECK(site().get("/search?offset=-1").status == 400);
  CHECK(site().get("/reports?sort=size").status == 400);
}

TEST_CASE("every box finds what stands beside it") {
  for (const char* question : {"/search?q=neglect", "/search?q=neglect&grade=adequate",
                               "/search?q=visit&grade=adequate"
                               "&year=2011&year=2012&authority=ashby"}) {
    const std::string page = site().page(question);
    std::size_t tried = 0;
    for (const Box& box : boxes(page)) {
      if (box.checked) continue;
      std::string target = question;
      // Its own facet's values are alternatives: the count is of this one in their place.
      target = std::regex_replace(target, std::regex("&" + box.name + "=[^&]*"), "");
      target += '&' + box.name + '=' + http::encoded(box.value);
      INFO(target);
      CHECK(as_in_a_box(found_line(site().page(target))) == box.counts);
      ++tried;
    }
    CHECK(tried > 10);
  }
}

TEST_CASE("what is ticked is what is in force, and every word of it can be taken away") {
  const std::string page = site().page("/search?q=neglect+grade%3Agood+year%3A2010..2012&kind=finding");
  std::set<std::string> ticked;
  for (const Box& box : boxes(page))
    if (box.checked) ticked.insert(box.name + '=' + box.value);
  CHECK(ticked == std::set<std::string>{"grade=good", "kind=finding", "year=2010", "year=2011", "year=2012"});
  CHECK(has(page, "id=\"q\" name=\"q\" value=\"neglect\""));
  CHECK(has(page, "<input type=\"hidden\" name=\"year\" value=\"2010..2012\">"));
  CHECK(first_of(page, "<li>(?:<span class=\"or\">or</span> )?<a href=\"([^\"]*)\"><span class=\"filter-field\">") ==
        std::vector<std::string>{"/search?q=neglect&year=2010..2012&kind=finding",
                                 "/search?q=neglect&grade=good&kind=finding",
                                 "/search?q=neglect&grade=good&year=2010..2012"});
}

TEST_CASE("a filter typed with words that need it stays in the text") {
  CHECK(has(site().page("/search?q=neglect+AND+grade%3Aadequate"), "id=\"q\" name=\"q\" value=\"neglect\""));
  CHECK(has(site().page("/search?q=neglect+OR+grade%3Aadequate"), "value=\"neglect OR grade:adequate\""));
  CHECK(has(site().page("/search?q=visit+-grade%3Aadequate"), "value=\"visit -grade:adequate\""));
}

TEST_CASE("pages never overlap, and together they are all that is found") {
  for (const char* start : {"/search?q=visit&duplicates=show", "/search?sort=newest", "/search?q=neglect"}) {
    std::string target = start;
    std::vector<std::string> seen;
    std::size_t pages = 0;
    while (!target.empty()) {
      const std::string page = site().page(target);
      for (const std::string& citation : first_of(page, "<article class=\"hit\" aria-label=\"([^\"]*)\""))
        seen.push_back(citation);
      const auto next = first_of(page, "rel=\"next\" href=\"([^\"]*)\"");
      target = next.empty() ? "" : next[0];
      ++pages;
    }
    INFO(start);
    CHECK(pages > 1);
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == seen.size());
    const std::string found = found_line(site().page(start));
    const auto texts = first_of(found, "([0-9,]+) distinct texts");
    CHECK(std::to_string(seen.size()) ==
          (texts.empty() || has(start, "=show") ? found.substr(0, found.find(' ')) : texts[0]));
  }
}

TEST_CASE("a page past the end says so and leads back") {
  const std::string page = site().page("/search?q=neglect&offset=40");
  CHECK(has(page, "<span class=\"range\">none after 40</span>"));
  CHECK(has(page, "rel=\"prev\" href=\"/search?q=neglect&amp;offset=20\""));
  CHECK_FALSE(has(page, "rel=\"next\""));
}

TEST_CASE("a hit leads to its paragraph, which is lit up there and leads to the next") {
  const std::string page = site().page("/search?q=visit&authority=ashby");
  const auto places = all_of(page, "<a class=\"citation\" href=\"([^\"#]*)#([^\"]*)\">([^<]*)</a>");
  REQUIRE_FALSE(places.empty());
  for (const auto& place : places) {
    INFO(place[0] + '#' + place[1]);
    const std::string report = site().page(place[0]);
    CHECK(has(report, "is-match\" id=\"" + place[1] + "\""));
    CHECK(place[2] == place[0].substr(9, place[0].find('?') - 9) + '#' + place[1]);
  }
  const std::string report = site().page("/reports/slac/ashby/2010-05-01?hl=visit");
  CHECK(first_of(report, "class=\"match-steps\">match ([0-9]+ of [0-9]+)") ==
        std::vector<std::string>{"1 of 2", "2 of 2"});
  CHECK(has(report, "match 1 of 2 <a href=\"#3.1\">next</a>"));
  CHECK(has(report, "match 2 of 2 <a href=\"#3\">previous</a>"));
}

TEST_CASE("what is not found is helped along") {
  const std::string page = site().page("/search?q=neglect&authority=ashby&kind=about");
  CHECK(found_line(page) == "Nothing found");
  CHECK(has(page, "<a href=\"/search?q=neglect&amp;kind=about\">Without Authority: Ashby</a>: still nothing"));
  CHECK(has(page,
            "<a href=\"/search?q=neglect&amp;authority=Ashby\">Without Kind of paragraph: About</a>: 9 paragraphs"));
  const std::string slip = site().page("/search?q=neglct+visit");
  CHECK(has(slip, "No paragraph has “neglct”. Did you mean <a href=\"/search?q=neglect%20visit\">"));
}

TEST_CASE("exports and the feed ask the same question") {
  const std::string page = site().page("/search?q=neglect+grade%3Aadequate&year=2011&sort=newest");
  const std::string asked = "/api/v1/search?q=neglect&grade=adequate&year=2011&sort=newest&format=";
  const auto all = links(page);
  for (const char* format : {"csv", "tsv", "ndjson", "md", "json", "atom"}) {
    INFO(format);
    CHECK(std::find(all.begin(), all.end(), asked + format) != all.end());
    CHECK(site().get(asked + format).status == 200);
  }
  CHECK(has(page, "<link rel=\"alternate\" type=\"application/atom+xml\""));
}

TEST_CASE("authorities are offered by the letters that are asked for, and what is ticked stays") {
  const std::string page = site().page("/search?q=neglect&authority=Ashby&authority_has=wick");
  std::vector<std::string> offered;
  for (const Box& box : boxes(page))
    if (box.name == "authority") offered.push_back(box.value);
  CHECK(offered == std::vector<std::string>{"Kelderwick"});
  CHECK(has(page, "<input type=\"hidden\" name=\"authority\" value=\"Ashby\">"));
  CHECK(has(site().page("/search?q=neglect&authority_has=zzz"), "No authority found here is called so."));
}

TEST_CASE("long lists show the first values, and all others behind one word") {
  std::vector<Report> reports;
  for (char letter = 'a'; letter < 'a' + 20; ++letter)
    reports.push_back(made_report(std::string("Vale of ") + letter, std::string("vale-of-") + letter));
  const Site many(reports);
  const std::string page = many.page("/search?q=neglect");
  CHECK(has(page, "<summary>12 more</summary>"));
  std::set<std::string> offered;
  for (const Box& box : boxes(page))
    if (box.name == "authority") offered.insert(box.value);
  CHECK(offered.size() == 20);
  CHECK(has(page, "<summary>2 headings<span"));
}

TEST_CASE("matches are lit by code points, and only in their stretch") {
  CHECK(pages::lit_html("Children’s <b> plans", {{11, 3}, {15, 5}}) ==
        "Children’s <mark>&lt;b&gt;</mark> <mark>plans</mark>");
  CHECK(pages::lit_html("é neglect and neglect", {{2, 7}, {14, 7}}, 10, 11) == "and <mark>neglect</mark>");
  CHECK(pages::lit_html("One: • two • three", {{7, 3}}) == "One: <br>• <mark>two</mark> <br>• three");
  CHECK(pages::lit_html("• ensure", {}) == "• ensure");
}
