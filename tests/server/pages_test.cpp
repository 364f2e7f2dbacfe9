// Pages over made reports: what they promise, how they are escaped, and where their links lead.
#include "schema/files.h"
#include "server/pages/addresses.h"
#include "server/pages/static_files.h"
#include "tests/server/made_site.h"

using namespace findings;
using http::Response;

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

TEST_CASE("every link of the front page, of help and of a page of results leads somewhere") {
  for (const char* target : {"/", "/help", "/search?q=neglect&grade=adequate", "/authorities/ashby",
                             "/compare?a=neglect&b=plans", "/themes?grade=inadequate", "/matrix?theme=a:+neglect",
                             "/concordance?q=neglect", "/reports", "/reports/slac/ashby/2010-05-01?hl=neglect"}) {
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
  for (const char* name : {"bootstrap.css", "findings.css", "findings.js", "findings.svg", "chart.js", "charts.js"}) {
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

TEST_CASE("addresses keep what a name may have in it") {
  CHECK(pages::paragraph_address("slac/ashby/2012-05-04#3.1", "a b&c") ==
        "/reports/slac/ashby/2012-05-04?hl=a%20b%26c#3.1");
  CHECK(pages::report_address("odd id/ü\"") == "/reports/odd%20id/%C3%BC%22");
  CHECK(pages::address("/search", {{"q", "\"a b\""}, {"grade", "good"}}) == "/search?q=%22a%20b%22&grade=good");
}
