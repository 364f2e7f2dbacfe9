// The API's promises over an index of sample reports: what it says is what the library says, and its parts agree.
#include <catch2/catch.hpp>

#include <set>

#include <nlohmann/json.hpp>

#include "schema/text.h"
#include "searcher/json_results.h"
#include "server/api/api.h"
#include "server/asked_question.h"
#include "tests/server/made_service.h"

using namespace findings;
using http::Response;
using nlohmann::json;

namespace {

/// Reports of four authorities over three years; some texts say the same, one holds what must never run.
void publish(const std::filesystem::path& index) {
  std::vector<Report> reports;
  for (const std::string authority : {"Ashby", "Brackenholm", "Corvedale", "Dunmere"})
    for (const std::string year : {"2011", "2012", "2013"})
      reports.push_back(made_report(authority, slug(authority), year + "-05-04"));
  reports[3].paragraphs[2].text = "<script>alert('neglect')</script> & \"neglect\" in a plan";
  reports[4].paragraphs[2].text = "=HYPERLINK(\"http://evil.example\",\"neglect\")";
  reports[5].url = "https://reports.example/one.pdf";
  Writer writer(index);
  write_generation(reports, writer.build());
  writer.publish("{}");
}

struct Api {
  Api() {
    publish(folder.path());
    service.emplace(made_config(folder.path()), all_routes(), [](std::string_view, const std::string&) {});
  }
  Response get(const std::string& target, const std::string& headers = "") const {
    return service->answer(made_request("GET " + target, headers));
  }
  std::string text(const std::string& target) const {
    const Response response = get(target);
    INFO(target << '\n' << response.body);
    REQUIRE(response.status == 200);
    std::string all = response.body;
    if (response.stream) response.stream([&](std::string_view piece) { all += piece; });
    return all;
  }
  json read(const std::string& target) const { return json::parse(text(target)); }
  json error(const std::string& target) const {
    const Response response = get(target);
    INFO(target << '\n' << response.body);
    REQUIRE(response.status >= 400);
    return json::parse(response.body).at("error");
  }

  TemporaryFolder folder;
  std::optional<Service> service;
};

std::vector<std::string> citations(const json& hits) {
  std::vector<std::string> all;
  for (const json& hit : hits) all.push_back(hit.at("citation"));
  return all;
}

}  // namespace

TEST_CASE("a reply is what the library answers") {
  const Api api;
  const Searcher searcher(api.folder.path());
  Question question = searcher.understand("neglect OR plans", {{"grade", {"adequate", "good"}}});
  question.facets = {"authority", "grade"};
  question.tables = {{"area", "grade"}};
  question.context = 1;
  question.sort = Sort::oldest;
  question.limit = 3;
  CHECK(api.read("/api/v1/search?q=neglect+OR+plans&grade=adequate&grade=good&facets=authority,grade&table=area,grade"
                 "&context=1&sort=oldest&limit=3") == json(to_json(question, searcher.search(question))));
  const std::string citation = searcher.search(question).hits.front().hit.citation;
  std::string in_path = citation;
  in_path.replace(in_path.find('#'), 1, "%23");
  CHECK(api.read("/api/v1/paragraphs/" + in_path + "?context=2")["hits"][0] ==
        json(to_json(*searcher.paragraph(citation, 2))));
  CHECK(api.read("/api/v1/similar/" + in_path + "?limit=3&grade=adequate")["hits"] ==
        json(to_json(searcher.similar(citation, {{"grade", {"adequate"}}}, 3))));
}

TEST_CASE("pages follow each other: none overlaps, none leaves out") {
  const Api api;
  for (const std::string order : {"relevance", "newest", "authority", "random&seed=5"}) {
    const std::string question = "/api/v1/search?q=children&duplicates=show&sort=" + order;
    const json whole = api.read(question + "&limit=100");
    const std::size_t found = whole["found"]["paragraphs"];
    REQUIRE(found == 22);
    std::vector<std::string> pages;
    for (std::size_t offset = 0; offset < found; offset += 7)
      for (const std::string& one : citations(api.read(question + "&limit=7&offset=" + std::to_string(offset))["hits"]))
        pages.push_back(one);
    CHECK(pages == citations(whole["hits"]));
    CHECK(std::set(pages.begin(), pages.end()).size() == found);
  }
}

TEST_CASE("rows are all that is found, in every format") {
  const Api api;
  const std::string question = "/api/v1/search?q=neglect";
  const std::size_t found = api.read(question)["found"]["paragraphs"];
  REQUIRE(found == 12);
  const auto lines = [&](const std::string& format) {
    const std::string text = api.text(question + "&format=" + format);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  CHECK(lines("csv") == found + 1);
  CHECK(lines("tsv") == found + 1);
  CHECK(lines("ndjson") == found);
  CHECK(header(api.get(question + "&format=csv"), "Content-Disposition") == "attachment; filename=\"findings.csv\"");
  CHECK(api.get(question + "&format=csv").type == "text/csv; charset=utf-8; header=present");
  CHECK(api.get(question, "Accept: text/csv\r\n").type == "text/csv; charset=utf-8; header=present");
  CHECK(api.get(question, "Accept: text/csv;q=0.5, application/json\r\n").type == "application/json");
  CHECK(api.get(question, "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n").type == "application/json");
  // What would run in a spreadsheet is text in a download, until somebody says that no spreadsheet reads it.
  CHECK(api.text(question + "&format=csv").find("\"'=HYPERLINK(") != std::string::npos);
  CHECK(api.text(question + "&format=csv&csv_safe=0").find("\"=HYPERLINK(") != std::string::npos);
}

TEST_CASE("following a facet's value finds what it promised") {
  const Api api;
  const std::string question = "/api/v1/search?q=children&grade=adequate&authority=ashby&limit=0";
  const json facets = api.read(question + "&facets=authority,grade,year,area")["facets"];
  for (const json& facet : facets)
    for (const json& value : facet["values"]) {
      const std::string field = facet["field"];
      std::string chosen = "/api/v1/search?q=children&limit=0&" + field + "=" + value["value"].get<std::string>();
      if (field != "grade") chosen += "&grade=adequate";
      if (field != "authority") chosen += "&authority=ashby";
      INFO(chosen);
      const json found = api.read(chosen)["found"];
      for (const char* unit : {"paragraphs", "reports", "authorities"}) CHECK(found[unit] == value[unit]);
    }
}

TEST_CASE("a feed is XML whatever a report says, and links to where a paragraph stands") {
  const Api api;
  const std::string feed = api.text("/api/v1/search?q=neglect&format=atom&duplicates=show");
  CHECK(feed.find("<script>") == std::string::npos);
  CHECK(feed.find("&lt;script&gt;alert(&#39;neglect&#39;)&lt;/script&gt; &amp; &quot;neglect&quot;") !=
        std::string::npos);
  CHECK(feed.find("href=\"http://localhost:8080/reports/slac/ashby/2013-05-04#3\"") != std::string::npos);
  CHECK(feed.find("<id>urn:findings:slac%2Fashby%2F2013-05-04%233</id>") != std::string::npos);
  CHECK(feed.find("href=\"https://reports.example/one.pdf#page=3\"") != std::string::npos);
  CHECK(feed.find("<updated>1970") == std::string::npos);
}

TEST_CASE("behind a proxy feeds and descriptions name the public address") {
  const TemporaryFolder folder;
  publish(folder.path());
  ServeConfig config = made_config(folder.path());
  config.public_address = "https://findings.example";
  const Service service(config, all_routes(), [](std::string_view, const std::string&) {});
  const auto get = [&](const std::string& target) {
    return service.answer(made_request("GET " + target, "Host: findings.example\r\n")).body;
  };
  CHECK(get("/api/v1/search?q=neglect&format=atom").find("href=\"https://findings.example/reports/slac/") !=
        std::string::npos);
  CHECK(get("/opensearch.xml").find("template=\"https://findings.example/search?q=") != std::string::npos);
  CHECK(service.answer(made_request("GET /opensearch.xml", "Host: other.example\r\n")).status == 421);
}

TEST_CASE("a mistake in a parameter is named with it") {
  const Api api;
  CHECK(api.error("/api/v1/search?q=neglect&limt=5") ==
        json{{"code", "bad_parameter"},
             {"message", "no parameter is called \"limt\"; did you mean \"limit\"?"},
             {"hint", nullptr},
             {"param", "limt"},
             {"position", nullptr}});
  const auto message = [&](const std::string& more) -> std::string {
    return api.error("/api/v1/search?q=neglect&" + more)["message"];
  };
  CHECK(message("limit=ten") == "limit wants a whole number from 0 to 100");
  CHECK(message("limit=101") == "limit wants a whole number from 0 to 100");
  CHECK(message("seed=-1") == "seed wants a whole number");
  CHECK(message("sort=newst") == "no sort is called \"newst\"; did you mean \"newest\"?");
  CHECK(message("sort=newest&sort=oldest") == "sort is given twice");
  CHECK(message("as_written=perhaps") == "as_written is 1 or 0");
  CHECK(message("table=area") == "table wants two fields, as in area,grade");
  CHECK(message("format=csv&group=report") == "group has no place in a list of paragraphs");
  CHECK(message("sample=3&offset=10") == "offset has no place beside sample");
  CHECK(message("grade=goood") == "no grade is called \"goood\"; did you mean \"good\"?");
  // What a form sends for fields that were left empty is nothing.
  CHECK(api.read("/api/v1/search?q=neglect&grade=&sort=&offset=")["found"]["paragraphs"] == 12);
}

TEST_CASE("where a file lay on the machine that indexed it is not told") {
  const Api api;
  for (const std::string target : {"/api/v1/reports", "/api/v1/reports?format=ndjson", "/api/v1/reports?format=csv",
                                   "/api/v1/reports?format=md", "/api/v1/reports/slac/ashby/2012-05-04"}) {
    INFO(target);
    CHECK(api.text(target).find("file_path") == std::string::npos);
  }
  CHECK(api.read("/api/v1/reports?authority=ashby&limit=2")["found"] == 3);
  CHECK(api.read("/api/v1/reports?authority=ashby&limit=2")["reports"].size() == 2);
}

TEST_CASE("a sample is the same for the same seed, and as rows too") {
  const Api api;
  const std::string drawn = "/api/v1/search?q=*&sample=6&stratify=grade&seed=";
  const json one = api.read(drawn + "1");
  CHECK(one["hits"].size() == 6);
  CHECK(one == api.read(drawn + "1"));
  CHECK(citations(one["hits"]) != citations(api.read(drawn + "2")["hits"]));
  const std::string rows = api.text(drawn + "1&format=csv");
  for (const std::string& citation : citations(one["hits"])) CHECK(rows.find(citation + ",") != std::string::npos);
}
