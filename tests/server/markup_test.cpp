// Whatever stands in a report or an address, replies show it as text: no markup of theirs reaches a browser.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "schema/text.h"
#include "server/http/url.h"
#include "tests/server/made_service.h"

using namespace findings;

namespace {

/// Markup, ends of attributes and elements, addresses that run, templates, formulas: each has a sign that must be
/// escaped, or is an address that must not be linked to.
const std::vector<std::string> payloads = [] {
  std::vector<std::string> all{
      "<script>alert(1)</script>",
      "</script><script>alert(1)</script>",
      "<ScRiPt src=//evil.example/x.js></sCrIpT>",
      "<img src=x onerror=alert(1)>",
      "<img/src=x/onerror=alert(1)//",
      "<svg onload=alert(1)>",
      "<svg><script>alert(1)</script></svg>",
      "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
      "<math><mtext></mtext><img src=x onerror=alert(1)></math>",
      "<iframe src=javascript:alert(1)></iframe>",
      "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
      "<object data=javascript:alert(1)></object>",
      "<embed src=javascript:alert(1)>",
      "<a href=javascript:alert(1)>x</a>",
      "<a href=\"java\tscript:alert(1)\">x</a>",
      "<form action=javascript:alert(1)><button>x</button></form>",
      "<button formaction=javascript:alert(1)>x</button>",
      "<input autofocus onfocus=alert(1)>",
      "<details open ontoggle=alert(1)>",
      "<body onload=alert(1)>",
      "<base href=//evil.example/>",
      "<link rel=stylesheet href=//evil.example/x.css>",
      "<meta http-equiv=refresh content='0;url=//evil.example'>",
      "<style>@import'//evil.example/x.css'</style>",
      "<div style=background:url(//evil.example)>",
      "<template><script>alert(1)</script></template>",
      "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
      "<!--<img src=x onerror=alert(1)>-->",
      "--><img src=x onerror=alert(1)>",
      "<![CDATA[<script>alert(1)</script>]]>",
      "]]><script>alert(1)</script>",
      "<?xml version='1.0'?><x/>",
      "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
      "\"><script>alert(1)</script>",
      "'><script>alert(1)</script>",
      "\" onmouseover=\"alert(1)",
      "' onmouseover='alert(1)",
      "\" autofocus onfocus=alert(1) x=\"",
      "`><img src=x onerror=alert(1)>",
      "</title><script>alert(1)</script>",
      "</textarea><script>alert(1)</script>",
      "</style><script>alert(1)</script>",
      "</a></li></ul><h1>owned</h1>",
      "<mark class=x>forged</mark>",
      "<<script>alert(1)//<</script>",
      "<script\f>alert(1)</script>",
      "<script/x>alert(1)</script>",
      "<img src=\"x\" alt=\"``onerror=alert(1)\">",
      "<x onclick=alert(1)>click",
      "<marquee onstart=alert(1)>",
      "<video><source onerror=alert(1)></video>",
      "<select><option></select><img src=x onerror=alert(1)>",
      "<table background=javascript:alert(1)>",
      "&lt;script&gt;alert(1)&lt;/script&gt;<owned>",
      "&#60;script&#62;<owned>",
      "&quot; onclick=alert(1) \"owned=",
      "{{{text}}}<owned>",
      "{{#hits}}<owned>{{/hits}}",
      "{{> bottom}}<owned>",
      "${alert(1)}<owned>",
      "<%= 7*7 %><owned>",
      "\xe2\x80\xa8<script>alert(1)</script>",
      "=HYPERLINK(\"http://evil.example\")<owned>",
      "<owned>x</owned>",
  };
  for (std::string& payload : all) payload = "neglect " + payload;
  return all;
}();

/// A report whose every text has the payload.
Report poisoned(std::size_t i, const std::string& day) {
  const std::string& payload = payloads[i];
  Report report = made_report("Ashby", "ashby-" + std::to_string(i), day);
  report.authority = payload;
  report.title = payload;
  report.file = payload + ".pdf";
  report.url = "javascript:alert(1)//" + payload;
  report.lead_inspector = payload;
  report.outcome = payload;
  report.warnings.push_back({"unknown-heading", payload, payload});
  for (Section& section : report.sections) section.path.back() = section.name = payload;
  for (Judgement& judgement : report.judgements) judgement.label = judgement.as_printed = payload;
  for (Paragraph& paragraph : report.paragraphs) paragraph.text = payload, paragraph.timescale = payload;
  return report;
}

struct Poisoned {
  Poisoned() {
    std::vector<Report> reports;
    for (std::size_t i = 0; i < payloads.size(); ++i)
      for (const char* day : {"2012-05-04", "2014-05-04"}) reports.push_back(poisoned(i, day));
    Writer writer(folder.path());
    write_generation(reports, writer.build());
    writer.publish("{}");
    service.emplace(made_config(folder.path()), all_routes(), [](std::string_view, const std::string&) {});
  }
  /// The page, whole.
  std::string page(const std::string& target) const {
    const http::Response response = service->answer(made_request("GET " + target));
    INFO(target << '\n' << response.body.substr(0, 500));
    CHECK(response.status < 500);
    CHECK((response.type.starts_with("text/html") || response.type == "application/atom+xml"));
    return response.body;
  }
  TemporaryFolder folder;
  std::optional<Service> service;
};

/// The payload's first sign that markup begins or ends with, to the end.
std::string raw_part(const std::string& payload) {
  const std::size_t at = payload.find_first_of("<\"'");
  return at == payload.npos ? "" : payload.substr(at);
}

}  // namespace

TEST_CASE("no payload in a report is markup on any page") {
  REQUIRE(payloads.size() >= 60);
  const Poisoned poisoned;
  std::vector<std::string> targets{"/",
                                   "/search?q=neglect",
                                   "/search?q=neglect&sort=newest",
                                   "/authorities",
                                   "/reports",
                                   "/help",
                                   "/compare?a=neglect&b=recorded",
                                   "/themes?year=2012&unit=paragraph",
                                   "/matrix?theme=a:+neglect&columns=area",
                                   "/matrix?rows=section&columns=authority&q=neglect",
                                   "/concordance?q=neglect&duplicates=show&limit=200",
                                   "/api/v1/search?q=neglect&format=atom"};
  std::string all;
  for (std::size_t offset = 0; offset < payloads.size(); offset += 20)
    all += poisoned.page("/search?q=neglect&duplicates=show&offset=" + std::to_string(offset));
  for (const std::string& target : targets) all += poisoned.page(target);
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    all += poisoned.page("/reports/slac/ashby-" + std::to_string(i) + "/2012-05-04?hl=neglect");
    all += poisoned.page("/authorities/" + http::encoded(slug(payloads[i])));
    all += poisoned.page("/compare?a=slac/ashby-" + std::to_string(i) + "/2012-05-04&b=slac/ashby-" +
                         std::to_string(i) + "/2014-05-04");
  }
  for (const std::string& payload : payloads) {
    INFO(payload);
    const std::string raw = raw_part(payload);
    REQUIRE_FALSE(raw.empty());
    CHECK(all.find(raw) == std::string::npos);
  }
  CHECK(all.find("href=\"javascript:") == std::string::npos);
  CHECK(all.find("&lt;<mark>") == std::string::npos);
  CHECK(all.find("alert(1)") != std::string::npos);  // it was there to be seen
}

TEST_CASE("no payload in an address is markup on the page that repeats it") {
  const Poisoned poisoned;
  for (const std::string& payload : payloads) {
    const std::string typed = http::encoded(payload), raw = raw_part(payload);
    for (const std::string& target : {"/search?q=" + typed,
                                      "/search?q=neglect&authority=" + typed,
                                      "/search?q=neglect&" + typed + "=1",
                                      "/search?q=neglect&sort=" + typed,
                                      "/search?q=neglect&offset=" + typed,
                                      "/reports/" + typed,
                                      "/reports/slac/ashby-1/2012-05-04?hl=" + typed,
                                      "/authorities/" + typed,
                                      "/" + typed,
                                      "/embed?authority=" + typed,
                                      "/reports?framework=" + typed,
                                      "/compare?a=neglect&b=" + typed,
                                      "/compare?latest=" + typed,
                                      "/themes?q=neglect&against=" + typed,
                                      "/themes?year=2012&q=" + typed,
                                      "/matrix?theme=" + typed,
                                      "/matrix?rows=" + typed,
                                      "/matrix?theme=x:+" + typed,
                                      "/concordance?q=" + typed,
                                      "/concordance?q=neglect&beside=" + typed,
                                      "/concordance?q=neglect&sort=" + typed}) {
      http::Request request;
      try {
        request = made_request("GET " + target);
      } catch (const http::HttpError&) {
        continue;  // a path that no page has: refused before any page is made
      }
      const http::Response response = poisoned.service->answer(request);
      INFO(target);
      CHECK(response.status < 500);
      CHECK(response.type.starts_with("text/html"));
      CHECK(response.body.find(raw) == std::string::npos);
    }
  }
}
