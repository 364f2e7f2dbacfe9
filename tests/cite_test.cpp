// A paragraph as others cite it, and what programs that keep references read of it.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "searcher/cite.h"

using namespace findings;

namespace {

Hit some_hit(const std::string& tail = "52", int number = 52) {
  Hit hit;
  hit.report = "slac/ashby/2012-05-04";
  hit.citation = hit.report + "#" + tail;
  hit.title = "Inspection of safeguarding & looked after children services";
  hit.file = "ashby.pdf";
  hit.authority = "Ashby";
  hit.framework = "slac";
  hit.inspected = "2012-05-04";
  hit.published = "2012-06-13";
  hit.number = number;
  hit.page = 12;
  hit.url = "https://example.org/a_b.pdf?x=1&y=2%20";
  return hit;
}

std::string written(CitationFormat format, const std::vector<Hit>& hits) {
  std::string text;
  CitationWriter writer(format, [&](std::string_view bytes) { text += bytes; });
  for (const Hit& hit : hits) writer.add(hit);
  writer.end();
  return text;
}

}  // namespace

TEST_CASE("a citation names inspectorate, report, authority, date, paragraph, page and address") {
  CHECK(written(CitationFormat::text, {some_hit()}) ==
        "Ofsted (2012) Inspection of safeguarding & looked after children services: Ashby, published 13 June 2012, "
        "paragraph 52, page 12, https://example.org/a_b.pdf?x=1&y=2%20#page=12 [slac/ashby/2012-05-04#52]\n");
  CHECK(
      written(CitationFormat::markdown, {some_hit()}) ==
      "- Ofsted (2012) *Inspection of safeguarding \\& looked after children services: Ashby*, published 13 June 2012, "
      "[paragraph 52, page 12](<https://example.org/a_b.pdf?x=1&y=2%20#page=12>) [slac/ashby/2012-05-04#52]\n");
}

TEST_CASE("a day of publication that is not known is never guessed") {
  Hit hit = some_hit();
  hit.published = hit.url = "";
  hit.title = "Inspection of Ashby children's services";
  CHECK(written(CitationFormat::text, {hit}) ==
        "Ofsted (n.d.) Inspection of Ashby children's services, publication date not known, inspected to 4 May 2012, "
        "paragraph 52, page 12 [slac/ashby/2012-05-04#52]\n");
  CHECK(written(CitationFormat::bibtex, {hit}).find("  year = {n.d.},\n  note") != std::string::npos);
  CHECK(written(CitationFormat::ris, {hit}).find("PY") == std::string::npos);
  CHECK_FALSE(nlohmann::json::parse(written(CitationFormat::csl_json, {hit}))[0].contains("issued"));
}

TEST_CASE("an area SEND inspection is Ofsted's and the Care Quality Commission's") {
  Hit hit = some_hit();
  hit.framework = "send";
  CHECK(written(CitationFormat::text, {hit}).starts_with("Ofsted and Care Quality Commission (2012)"));
  CHECK(written(CitationFormat::ris, {hit}).find("AU  - Ofsted\r\nAU  - Care Quality Commission\r\n") !=
        std::string::npos);
}

TEST_CASE("a paragraph is called as the report prints it") {
  CHECK(place_in_words(some_hit()) == "paragraph 52");
  Hit item = some_hit("20.3", 20);
  item.item = 3;
  CHECK(place_in_words(item) == "paragraph 20, improvement 3");
  CHECK(place_in_words(some_hit("u7", 0)) == "unnumbered paragraph 7");
  CHECK(place_in_words(some_hit("52~2", 52)) == "paragraph 52");
}

TEST_CASE("BibTeX has what a technical report must have, and nothing that TeX would read") {
  CHECK(written(CitationFormat::bibtex, {some_hit(), some_hit("60", 60)}) ==
        R"(@techreport{ofsted-slac-ashby-2012-05-04,
  author = {{Ofsted}},
  title = {{Inspection of safeguarding \& looked after children services: Ashby}},
  institution = {{Ofsted}},
  type = {Inspection report},
  year = {2012},
  month = jun,
  note = {Paragraph 52, page 12 (slac/ashby/2012-05-04\#52); paragraph 60, page 12 (slac/ashby/2012-05-04\#60)},
  url = {https://example.org/a_b.pdf?x=1&y=2%20},
}
)");
  CHECK(bibtex_text("100% of {A_B} & $5 #1 ~x ^y \\z") ==
        "100\\% of \\{A\\_B\\} \\& \\$5 \\#1 \\textasciitilde{}x \\textasciicircum{}y \\textbackslash{}z");
  Hit hit = some_hit();
  hit.report = "slac/ashby/2012-05-04~2";
  hit.url = "https://example.org/{a}";
  const std::string entry = written(CitationFormat::bibtex, {hit});
  CHECK(entry.starts_with("@techreport{ofsted-slac-ashby-2012-05-04-2,\n"));
  CHECK(entry.find("url = {https://example.org/%7Ba%7D#page=12}") != std::string::npos);
}

TEST_CASE("RIS begins with the type, ends with ER, and has a line for each tag") {
  CHECK(written(CitationFormat::ris, {some_hit()}) ==
        "TY  - RPRT\r\nAU  - Ofsted\r\nTI  - Inspection of safeguarding & looked after children services: Ashby\r\n"
        "PY  - 2012\r\nDA  - 2012/06/13\r\nPB  - Ofsted\r\nM3  - Inspection report\r\n"
        "N1  - Paragraph 52, page 12 (slac/ashby/2012-05-04#52)\r\n"
        "UR  - https://example.org/a_b.pdf?x=1&y=2%20#page=12\r\nER  - \r\n");
}

TEST_CASE("CSL-JSON has an item for each report, its authors as they are called, its date in parts") {
  Hit other = some_hit("1", 1);
  other.report = "slac/ashby/2010-01-01";
  const auto items = nlohmann::json::parse(written(CitationFormat::csl_json, {some_hit(), some_hit("60", 60), other}));
  REQUIRE(items.size() == 2);
  CHECK(items[0]["type"] == "report");
  CHECK(items[0]["id"] == "ofsted-slac-ashby-2012-05-04");
  CHECK(items[0]["author"] == nlohmann::json::parse(R"([{"literal": "Ofsted"}])"));
  CHECK(items[0]["issued"] == nlohmann::json::parse(R"({"date-parts": [[2012, 6, 13]]})"));
  CHECK(items[0]["URL"] == "https://example.org/a_b.pdf?x=1&y=2%20");
  CHECK_FALSE(items[0].contains("locator"));
  CHECK(nlohmann::json::parse(written(CitationFormat::csl_json, {})).empty());
}

TEST_CASE("an address that leads nowhere on the web is none, of one paragraph or of several") {
  Hit one = some_hit(), other = some_hit("53", 53);
  one.url = other.url = "javascript:alert(1)";
  for (const std::vector<Hit>& cited : {std::vector{one}, {one, other}})
    for (const CitationFormat format : {CitationFormat::text, CitationFormat::markdown, CitationFormat::bibtex,
                                        CitationFormat::ris, CitationFormat::csl_json})
      CHECK(written(format, cited).find("javascript") == std::string::npos);
}
