// Paragraphs as files: what stands in them, and that nothing in a cell is taken for something else.
#include <catch2/catch.hpp>

#include <sstream>

#include <nlohmann/json.hpp>

#include "searcher/export.h"
#include "searcher/json_results.h"
#include "searcher/report_list.h"

using namespace findings;

namespace {

FoundHit some_hit() {
  FoundHit found;
  Hit& hit = found.hit;
  hit.citation = "slac/ashby/2012-05-04#7";
  hit.report = "slac/ashby/2012-05-04";
  hit.title = "Inspection of children's services";
  hit.file = "ashby.pdf";
  hit.authority = "Ashby";
  hit.region = "North West";
  hit.framework = "slac";
  hit.inspected = "2012-05-04";
  hit.section = {"Services", "Staying safe"};
  hit.area = "looked-after-children";
  hit.grade = "adequate";
  hit.band = 3;
  hit.grade_from = "section";
  hit.overall = "good";
  hit.kind = "finding";
  hit.number = 7;
  hit.page = 12;
  hit.url = "https://example.org/ashby.pdf";
  hit.copy_of = "slac/ashby/2012-05-04#2";
  hit.text = "Drift, \"they\" said, is rare.";
  found.score = 0.5;
  found.matches = {{0, 5}};
  return found;
}

std::string written(RowFormat format, bool safe, const std::vector<FoundHit>& hits, const Question& question = {}) {
  std::string text;
  RowWriter writer(format, safe, [&](std::string_view bytes) { text += bytes; });
  Results results;
  results.found = {2, 1, 1};
  writer.begin(question, results);
  for (const FoundHit& hit : hits) writer.add(hit);
  writer.end();
  return text;
}

/// Reads RFC 4180, strictly.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t at = 0; at < text.size();) {
    rows.emplace_back();
    for (bool more = true; more;) {
      std::string cell;
      if (at < text.size() && text[at] == '"') {
        for (++at; text.at(at) != '"' || text.at(at + 1) == '"'; ++at) {
          cell += text[at];
          if (text[at] == '"') ++at;
        }
        ++at;
      } else {
        while (text.at(at) != ',' && text[at] != '\r') {
          REQUIRE(text[at] != '"');
          REQUIRE(text[at] != '\n');
          cell += text[at++];
        }
      }
      rows.back().push_back(cell);
      more = text.at(at) == ',';
      ++at;
    }
    REQUIRE(text.at(at) == '\n');
    ++at;
  }
  return rows;
}

}  // namespace

TEST_CASE("CSV has every fact of a paragraph, quoted as RFC 4180 says") {
  const std::string text = written(RowFormat::csv, false, {some_hit()});
  CHECK(text ==
        "citation,report,authority,framework,inspected,published,section,area,grade,band,kind,number,page,score,text,"
        "title,file,url,grade_from,item,timescale,region,overall,outcome,link,repeats,copy_of\r\n"
        "slac/ashby/2012-05-04#7,slac/ashby/2012-05-04,Ashby,slac,2012-05-04,,Services > Staying safe,"
        "looked-after-children,adequate,3,finding,7,12,0.5,\"Drift, \"\"they\"\" said, is rare.\","
        "Inspection of children's services,ashby.pdf,https://example.org/ashby.pdf,section,,,North West,good,,"
        "https://example.org/ashby.pdf#page=12,,slac/ashby/2012-05-04#2\r\n");
  const auto rows = read_csv(text);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].size() == rows[1].size());
}

TEST_CASE("every kind of cell comes back from CSV as it was") {
  const std::vector<std::string> cells{"",      "a,b",     "\"",           "\"\"", "two\r\nlines",
                                       "end\"", " space ", "\u00e9\u2019", "=1"};
  CHECK(read_csv(csv_line(cells, false)).at(0) == cells);
}

TEST_CASE("a cell that a spreadsheet would run is led by an apostrophe where that is wished, and only there") {
  const std::vector<std::string> formulas{
      "=1+1",    "+1",      "-x",      "@SUM(A1)",          "\tx", "\rx", std::string("\0x", 2), "\uFF1D1",
      "\uFF0B1", "\uFF0D1", "\uFF20x", "=cmd|' /C calc'!A0"};
  for (const std::string& formula : formulas) {
    CAPTURE(formula);
    CHECK(read_csv(csv_line({formula}, true)).at(0).at(0) == "'" + formula);
    CHECK(read_csv(csv_line({formula}, false)).at(0).at(0) == formula);
    CHECK(tsv_line({formula}, true).substr(0, 1) == "'");
  }
  for (const std::string text : {"a=b", "1-2", "'=1", "\u2022 -x", "\uFF11", ""})
    CHECK(read_csv(csv_line({text}, true)).at(0).at(0) == text);
}

TEST_CASE("TSV has no tab or line end inside a cell") {
  CHECK(tsv_line({"a\tb", "c\nd", "e \"f\""}, false) == "a b\tc d\te \"f\"\n");
  const std::string text = written(RowFormat::tsv, false, {some_hit()});
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  CHECK(std::count(text.begin(), text.end(), '\t') == 2 * 26);
}

TEST_CASE("JSON of all hits is one answer, and a line of NDJSON is one of its hits") {
  Question question;
  question.text = "drift";
  question.expression = {Expression::Form::word, "drift"};
  const auto json = nlohmann::ordered_json::parse(written(RowFormat::json, false, {some_hit(), some_hit()}, question));
  CHECK(json["query"]["text"] == "drift");
  CHECK(json["found"]["paragraphs"] == 2);
  REQUIRE(json["hits"].size() == 2);
  CHECK(json["hits"][1]["citation"] == "slac/ashby/2012-05-04#7");
  CHECK(nlohmann::ordered_json::parse(written(RowFormat::json, false, {}))["hits"].empty());

  const std::string lines = written(RowFormat::ndjson, false, {some_hit(), some_hit()});
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
  CHECK(nlohmann::ordered_json::parse(lines.substr(0, lines.find('\n'))) == json["hits"][0]);
}

TEST_CASE("Markdown quotes a paragraph under its facts, with what matched in bold") {
  Question question;
  question.text = "drift";
  question.ignored = {"the"};
  CHECK(written(RowFormat::markdown, false, {some_hit()}, question) == R"(# drift

- not searched for: the
- found: 2 paragraphs, 1 reports, 1 authorities

## slac/ashby/2012-05-04#7

- authority: Ashby
- region: North West
- title: Inspection of children's services
- framework: slac
- inspected: 2012-05-04
- overall: good
- section: Services \> Staying safe
- area: looked-after-children
- grade: adequate (section)
- kind: finding
- page: 12
- copy of: slac/ashby/2012-05-04#2
- file: ashby.pdf
- link: <https://example.org/ashby.pdf#page=12>

> **Drift**, "they" said, is rare.
)");
}

TEST_CASE("signs that Markdown would read stand for themselves") {
  CHECK(markdown_text("a*b_c [d](e) <f> `g` h|i \\ j&amp;") ==
        "a\\*b\\_c \\[d\\](e) \\<f\\> \\`g\\` h\\|i \\\\ j\\&amp;");
  CHECK(markdown_text("1. x") == "1\\. x");
  CHECK(markdown_text("# x") == "\\# x");
  CHECK(markdown_text("- x") == "\\- x");
  CHECK(markdown_text("a - b # c 1. d") == "a - b # c 1. d");
}

TEST_CASE("a file's name says its format") {
  CHECK(row_format_of("x.csv") == RowFormat::csv);
  CHECK(row_format_of("x.tsv") == RowFormat::tsv);
  CHECK(row_format_of("x.jsonl") == RowFormat::ndjson);
  CHECK(row_format_of("x.ndjson") == RowFormat::ndjson);
  CHECK(row_format_of("x.json") == RowFormat::json);
  CHECK(row_format_of("x.md") == RowFormat::markdown);
  CHECK(row_format_of("csv") == std::nullopt);
  CHECK(row_format_of("x.xlsx") == std::nullopt);
}

TEST_CASE("reports as rows are safe in a spreadsheet and whole in Markdown") {
  ListedReport listed;
  listed.record.report.id = "slac/ashby/2012-05-04";
  listed.record.report.authority = "Ashby | Vale";
  listed.record.report.title = "=Inspection\tof services";
  listed.record.report.inspected = Period{*read_iso_date("2012-04-23"), *read_iso_date("2012-05-04")};
  listed.record.report.url = "https://example.org/ashby (1).pdf";
  listed.record.paragraph_count = 90;
  listed.found = 3;

  const std::string tsv = printed(std::vector{listed}, RowFormat::tsv, true);
  CHECK(tsv ==
        "id\tauthority\tframework\tinspected_from\tinspected_to\tpublished\ttitle\tlead_inspector\toutcome\t"
        "paragraph_count\tparagraphs_found\twarnings\tfile\turl\turn\n"
        "slac/ashby/2012-05-04\tAshby | Vale\t\t2012-04-23\t2012-05-04\t\t'=Inspection of services\t\t\t90\t3"
        "\t0\t\thttps://example.org/ashby (1).pdf\t\n");
  CHECK(read_csv(printed(std::vector{listed}, RowFormat::csv, false)).at(1) == report_cells(listed));
  CHECK(
      printed(std::vector{listed}, RowFormat::markdown, true) ==
      "| report | authority | title | inspected | published | paragraphs |\n"
      "| --- | --- | --- | --- | --- | ---: |\n"
      "| [slac/ashby/2012-05-04](<https://example.org/ashby (1).pdf>) | Ashby \\| Vale | \\=Inspection\tof services | "
      "2012-05-04 |  | 3 |\n");
}

TEST_CASE("the link opens a PDF where the paragraph begins, and other addresses as they are") {
  Hit hit = some_hit().hit;
  CHECK(page_link(hit) == "https://example.org/ashby.pdf#page=12");
  hit.page = 0;
  CHECK(page_link(hit) == "https://example.org/ashby.pdf");
  hit.page = 3;
  hit.url = "https://example.org/file/50001";
  CHECK(page_link(hit) == "https://example.org/file/50001#page=3");
  hit.file = "ashby.txt";
  CHECK(page_link(hit) == "https://example.org/file/50001");
  hit.url = "";
  CHECK(page_link(hit).empty());
}
