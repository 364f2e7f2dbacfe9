// Pages over made reports: what they promise, how they are escaped, and that every link finds what stands beside it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>
#include <set>

#include "schema/files.h"
#include "schema/text.h"
#include "server/http/url.h"
#include "server/pages/addresses.h"
#include "server/pages/hits.h"
#include "server/pages/static_files.h"
#include "tests/server/made_service.h"

using namespace findings;
using http::Response;

namespace {

constexpr char hostile_text[] = "<script>alert('neglect')</script> & \"quotes\" of neglect";

Report hostile_report() {
  Report report = made_report("Wex<b>borough", "wexborough", "2014-03-07");
  report.title = "\"><img src=x onerror=alert(1)>";
  report.lead_inspector = "O'Brien <i>";
  report.url = "javascript:alert(1)";
  report.sections[1].path = {"<h1>Services\" onclick=\"x"};
  report.paragraphs[2].text = hostile_text;
  return report;
}

std::vector<Report> made_reports() {
  std::vector<Report> reports;
  int year = 2010;
  for (const char* name : {"Ashby", "Brackenshire", "Kelderwick"})
    for (int i = 0; i < 9; ++i, year = 2010 + (year - 2009) % 7) {
      Report report = made_report(name, slug(name), std::to_string(year) + "-05-0" + std::to_string(i + 1));
      report.paragraphs[2].text += " It was visit " + std::to_string(i) + " to " + name + ".";
      report.url = "https://reports.example/" + slug(name) + ".pdf?a=1&b=2";
      if (i % 2 == 1)
        for (Paragraph& paragraph : report.paragraphs)
          if (paragraph.grade) paragraph.grade = Grade::inadequate;
      reports.push_back(std::move(report));
    }
  reports.push_back(hostile_report());
  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.id < b.id; });
  return reports;
}

struct Site {
  explicit Site(const std::vector<Report>& reports = made_reports()) {
    Writer writer(folder.path());
    write_generation(reports, writer.build());
    writer.publish("{}");
    service.emplace(made_config(folder.path()), all_routes(), [](std::string_view, const std::string&) {});
  }
  Response get(const std::string& target) const { return service->answer(made_request("GET " + target)); }
  std::string page(const std::string& target) const {
    const Response response = get(target);
    INFO(target);
    CHECK(response.status == 200);
    CHECK(response.type == "text/html; charset=utf-8");
    return response.body;
  }

  TemporaryFolder folder;
  std::optional<Service> service;
};

const Site& site() {
  static const Site one;
  return one;
}

std::string unescaped(std::string text) {
  for (const auto& [reference, letter] :
       {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(reference, at)) != text.npos; ++at)
      text.replace(at, std::string(reference).size(), letter);
  return text;
}

/// What the pattern's groups are, wherever it stands in the page.
std::vector<std::vector<std::string>> all_of(const std::string& page, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::vector<std::string>> all;
  for (std::sregex_iterator at(page.begin(), page.end(), regex), end; at != end; ++at) {
    all.emplace_back();
    for (std::size_t group = 1; group < at->size(); ++group) all.back().push_back(unescaped((*at)[group]));
  }
  return all;
}

std::vector<std::string> first_of(const std::string& page, const std::string& pattern) {
  std::vector<std::string> firsts;
  for (const auto& groups : all_of(page, pattern)) firsts.push_back(groups.at(0));
  return firsts;
}

std::vector<std::string> links(const std::string& page) { return first_of(page, "href=\"([^\"]*)\""); }

bool has(const std::string& page, const std::string& text) { return page.find(text) != std::string::npos; }

std::string found_line(const std::string& page) {
  const auto lines = first_of(page, "id=\"found\" role=\"status\" aria-live=\"polite\"><b>([^<]*)</b>");
  return lines.size() == 1 ? lines[0] : "there are " + std::to_string(lines.size());
}

struct Box {
  std::string name, value, counts;
  bool checked;
};

std::vector<Box> boxes(const std::string& page) {
  std::vector<Box> all;
  for (const auto& groups : all_of(page,
                                   "<label class=\"facet-row[^>]*><input type=\"checkbox\"[^>]* name=\"([^\"]*)\" "
                                   "value=\"([^\"]*)\"( checked)?[^]*?visually-hidden\">: ([^<]*)</span></label>"))
    all.push_back({groups[0], groups[1], groups[3], !groups[2].empty()});
  return all;
}

/// "4 paragraphs in 2 reports of 1 authority" as a box says it: "4 paragraphs, 2 reports, 1 authority".
std::string as_in_a_box(std::string found) {
  found = std::regex_replace(found, std::regex(", [0-9,]+ distinct texts?,"), "");
  return std::regex_replace(found, std::regex(" in | of "), ", ");
}

}  // namespace

TEST_CASE("every page has its landmarks, one first heading, a title and a way past the head") {
  for (const char* target : {"/", "/search?q=neglect", "/search?q=nothingsaysso", "/reports", "/authorities", "/help",
                             "/authorities/ashby", "/reports/slac/ashby/2010-05-01?hl=neglect"}) {
    INFO(target);
    const std::string page = site().page(target);
    CHECK(page.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
    CHECK(all_of(page, "<(main) id=\"main\"").size() == 1);
    CHECK(all_of(page, "<(h1)[ >]").size() == 1);
    CHECK(all_of(page, "<(nav) aria-label=\"Findings\"").size() == 1);
    CHECK(all_of(page, "<a class=\"(skip-link)\" href=\"#main\"").size() == 1);
    CHECK(first_of(page, "<title>([^<]+)</title>").size() == 1);
    CHECK(has(page, "<link rel=\"search\" type=\"application/opensearchdescription+xml\""));
  }
}

TEST_CASE("nothing on a page is loaded from elsewhere, and nothing is in line") {
  for (const char* target : {"/", "/search?q=neglect&grade=adequate", "/reports/slac/ashby/2010-05-01"}) {
    const std::string page = site().page(target);
    CHECK_FALSE(has(page, " style=\""));
    CHECK_FALSE(has(page, "<style"));
    CHECK_FALSE(std::regex_search(page, std::regex(" on[a-z]+=\"")));
    for (const auto& tag : first_of(page, "<((?:script|link|img|source|iframe)[^>]*)>")) {
      INFO(tag);
      CHECK((has(tag, "\"/static/") || has(tag, "\"/opensearch.xml\"") || has(tag, "\"/api/v1/")));
    }
    CHECK(all_of(page, "<script( src=\"/static/[0-9a-f]{16}/findings.js\" defer)></script>").size() == 1);
    CHECK(all_of(page, "<(script)").size() == 1);
  }
}

TEST_CASE("a title has the question and the count") {
  CHECK(first_of(site().page("/search?q=neglect"), "<title>([^<]*)") ==
        std::vector<std::string>{"neglect – 28 paragraphs in 28 reports of 4 authorities – Findings"});
  CHECK(first_of(site().page("/search?grade=inadequate&authority=ashby"), "<title>([^<]*)") ==
        std::vector<std::string>{"Authority: Ashby, Grade in force: Inadequate – 12 paragraphs in 4 reports of 1 "
                                 "authority – Findings"});
  CHECK(first_of(site().page("/reports/slac/ashby/2010-05-01?hl=neglect"), "<title>([^<]*)") ==
        std::vector<std::string>{"neglect: 1 paragraph – Ashby, 1 May 2010 – Findings"});
}

TEST_CASE("what a report says is text on every page, never markup") {
  for (const char* target :
       {"/search?q=quotes", "/search?q=quotes&sort=newest&duplicates=show", "/authorities/wex-b-borough",
        "/authorities", "/reports?authority=wex-b-borough", "/reports", "/reports/slac/wexborough/2014-03-07",
        "/reports/slac/wexborough/2014-03-07?hl=quotes", "/reports/slac/wexborough/2014-03-07?hl=%3Cscript%3E",
        "/search?q=%3Cscript%3Equotes%3E&authority_has=%22%3E%3Cscript%3E"}) {
    INFO(target);
    const std::string page = site().page(target);
    CHECK_FALSE(has(page, "<script>"));
    CHECK_FALSE(has(page, "<img"));
    CHECK_FALSE(has(page, "<b>borough"));
    CHECK_FALSE(has(page, "<i>"));
    CHECK_FALSE(has(page, "\" onclick"));
    for (const std::string& link : links(page)) CHECK_FALSE(has(link, "javascript:"));
  }
  const std::string page = site().page("/reports/slac/wexborough/2014-03-07?hl=neglect");
  CHECK(has(page,
            "&lt;script&gt;alert(&#39;<mark>neglect</mark>&#39;)&lt;/script&gt; &amp; &quot;quotes&quot; of "
            "<mark>neglect</mark>"));
  CHECK_FALSE(has(page, "The report as published"));
  CHECK(has(site().page("/reports/slac/ashby/2010-05-01"),
            "href=\"https://reports.example/ashby.pdf?a=1&amp;b=2\" rel=\"noreferrer\">The report as published"));
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

TEST_CASE("a report shows every paragraph once, in order, under its headings") {
  const std::string page = site().page("/reports/slac/ashby/2010-05-01");
  CHECK(first_of(page, "<div class=\"paragraph [^\"]*\" id=\"([^\"]*)\"") ==
        std::vector<std::string>{"1", "2", "3", "3.1"});
  CHECK(first_of(page, "<h[2-5] id=\"section-[0-9]\" class=\"section-heading\">([^<]*?) ?<") ==
        std::vector<std::string>{"About this inspection", "Services for looked after children",
                                 "Staying safe (children in care)"});
  const auto anchors = first_of(page, "href=\"#([^\"]*)\"");
  for (const std::string& anchor : anchors) CHECK(has(page, " id=\"" + anchor + "\""));
  CHECK(has(page, "Open PDF at page 3"));
  CHECK(has(page, "aria-current=\"page\"><b>1 May 2010</b>"));
  CHECK(all_of(page, "<li><a href=\"(/reports/slac/ashby/[^\"]*)\">").size() == 8);
  CHECK(site().get("/reports/slac/ashby/2010-05-02x").status == 404);
}

TEST_CASE("a question with a mistake leaves the report readable") {
  const std::string page = site().page("/reports/slac/ashby/2010-05-01?hl=%28visit");
  CHECK(has(page, "role=\"alert\""));
  CHECK(has(page, "id=\"3\""));
  const std::string other =
      site().page("/reports/slac/ashby/2010-05-01?hl=visit+report%3Aslac%2Fwexborough%2F2014-03-07");
  CHECK(first_of(other, "class=\"match-steps\">match ([0-9]+ of [0-9]+)") ==
        std::vector<std::string>{"1 of 2", "2 of 2"});
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

TEST_CASE("every link of the front page, of help and of a page of results leads somewhere") {
  for (const char* target : {"/", "/help", "/search?q=neglect&grade=adequate", "/authorities/ashby", "/reports",
                             "/reports/slac/ashby/2010-05-01?hl=neglect"}) {
    std::size_t tried = 0;
    for (const std::string& link : links(site().page(target))) {
      if (!link.starts_with('/')) continue;
      INFO(target + std::string(": ") + link);
      CHECK(site().get(link.substr(0, link.find('#'))).status == 200);
      ++tried;
    }
    CHECK(tried > 8);
  }
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

TEST_CASE("the list of reports counts what its choices would leave") {
  const std::string page = site().page("/reports");
  CHECK(has(page, "<h1 id=\"found\">28 reports</h1>"));
  const auto options = all_of(page, "<option value=\"([^\"]*)\">([^<(]*) \\(([0-9]+)\\)</option>");
  CHECK(options.size() > 10);
  const std::string ashby = site().page("/reports?authority=Ashby&framework=&year=");
  CHECK(has(ashby, ">9 reports</h1>"));
  CHECK(has(ashby, "<option value=\"Ashby\" selected>Ashby (9)"));
  CHECK(all_of(ashby, "<th scope=\"row\"><a href=\"(/reports/slac/ashby/[^\"]*)\"").size() == 9);
}

TEST_CASE("an authority has its judgements in time, its reports and what it was told to improve") {
  const std::string page = site().page("/authorities/ashby");
  CHECK(all_of(page, "<td><a class=\"grade grade-(adequate)\" href=\"/reports/slac/ashby/").size() == 9);
  CHECK(all_of(page, "<th scope=\"row\"><a href=\"(/reports/slac/ashby/[^\"]*)\"").size() == 9);
  CHECK(has(page, "9 paragraphs in 9 reports of 1 authority, the newest first."));
  CHECK(site().get("/authorities/nowhere").status == 404);
}

TEST_CASE("static files are those of the table, kept for good, and no path leads beside it") {
  for (const char* name : {"bootstrap.css", "findings.css", "findings.js", "findings.svg"}) {
    const Response response = site().get(pages::static_address(name));
    CHECK(response.status == 200);
    CHECK(response.body.size() > 100);
    CHECK(header(response, "Cache-Control") == "public, max-age=31536000, immutable");
  }
  const std::string digest = pages::static_address("findings.css").substr(8, 16);
  for (const std::string& target :
       {std::string("/static/0000000000000000/findings.css"), std::string("/static/findings.css"),
        "/static/" + digest + "/page.h", "/static/" + digest + "/..%2Ffindings.css",
        "/static/" + digest + "/%2Fetc%2Fpasswd", std::string("/static/"), "/static/" + digest + "/../../README.md"}) {
    INFO(target);
    int status = 0;
    try {
      status = site().get(target).status;
    } catch (const http::HttpError& error) {  // an address that is none
      status = error.status;
    }
    CHECK(status == 404);
  }
}

TEST_CASE("with tokens for the API no page links to what would be refused") {
  const Site one;
  write_file(one.folder.path() / "tokens", make_token("marian").line + "\n");
  ServeConfig config = made_config(one.folder.path());
  config.token_file = one.folder.path() / "tokens";
  const Service service(config, all_routes(), [](std::string_view, const std::string&) {});
  for (const char* target : {"/search?q=neglect", "/reports", "/reports/slac/ashby/2010-05-01", "/authorities/ashby"}) {
    const Response response = service.answer(made_request("GET " + std::string(target)));
    CHECK(response.status == 200);
    CHECK_FALSE(has(response.body, "\"/api/"));
  }
}

TEST_CASE("matches are lit by code points, and only in their stretch") {
  CHECK(pages::lit_html("Children’s <b> plans", {{11, 3}, {15, 5}}) ==
        "Children’s <mark>&lt;b&gt;</mark> <mark>plans</mark>");
  CHECK(pages::lit_html("é neglect and neglect", {{2, 7}, {14, 7}}, 10, 11) == "and <mark>neglect</mark>");
  CHECK(pages::lit_html("One: • two • three", {{7, 3}}) == "One: <br>• <mark>two</mark> <br>• three");
  CHECK(pages::lit_html("• ensure", {}) == "• ensure");
}

TEST_CASE("addresses keep what a name may have in it") {
  CHECK(pages::paragraph_address("slac/ashby/2012-05-04#3.1", "a b&c") ==
        "/reports/slac/ashby/2012-05-04?hl=a%20b%26c#3.1");
  CHECK(pages::report_address("odd id/ü\"") == "/reports/odd%20id/%C3%BC%22");
  CHECK(pages::address("/search", {{"q", "\"a b\""}, {"grade", "good"}}) == "/search?q=%22a%20b%22&grade=good");
}
