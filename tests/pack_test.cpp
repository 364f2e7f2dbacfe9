// Evidence packs: what is in them is what the question finds, and they are the same whenever they are made.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>

#include <zip.h>
#include <boost/property_tree/xml_parser.hpp>

#include "schema/digest.h"
#include "schema/files.h"
#include "schema/text.h"
#include "searcher/charts.h"
#include "searcher/pack.h"
#include "searcher/xml_text.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

namespace fs = std::filesystem;
using Tree = boost::property_tree::ptree;

const Index& index_of_packs() {
  static const Index index({
      report_of("ashby", "2010-05-04",
                {{"Drift and delay <b>harm</b> children’s lives 🙂, “so” it was said."},
                 {"Plans drift.", "Adoption", "adoption", Grade::good},
                 {"=SUM(A1) is how a delayed sheet of drift begins.", "Adoption", "adoption", Grade::good}}),
      report_of("bexford", "2012-06-01",
                {{"Visits are delayed."}, {"Plans drift.", "Adoption", "adoption", Grade::good}}),
      report_of("carding", "", {{"Nobody waits."}, {"Delay is rare & short."}}),
  });
  return index;
}

const std::vector<PackTheme> two_themes{{"drift <i>", "drift", "Time", "themes.txt, line 1"},
                                        {"=late", "delay", "Time", "themes.txt, line 2"},
                                        {"harm", "harm", "", "themes.txt, line 3"}};

/// A pack in a folder of its own.
struct Made {
  TemporaryFolder folder;
  Pack pack;
  explicit Made(const std::string& question, const std::vector<PackTheme>& themes = {},
                std::optional<std::size_t> quotes = {}) {
    const Index& index = index_of_packs();
    pack = write_pack(*index, index.ask(question), {"findings test", {}, themes, quotes}, folder.path());
  }
  std::string file(const std::string& name) const { return read_file(folder.path() / name); }
};

std::map<std::string, std::string> unzipped(const fs::path& file) {
  std::map<std::string, std::string> entries;
  zip_t* zip = zip_open(file.c_str(), ZIP_RDONLY, nullptr);
  REQUIRE(zip);
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    zip_stat_t stat;
    REQUIRE(zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &stat) == 0);
    std::string bytes(stat.size, '\0');
    zip_file_t* entry = zip_fopen_index(zip, static_cast<zip_uint64_t>(i), 0);
    REQUIRE(zip_fread(entry, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_fclose(entry);
    entries[stat.name] = bytes;
  }
  zip_discard(zip);
  return entries;
}

Tree parsed(const std::string& xml) {
  std::istringstream in(xml);
  Tree tree;
  boost::property_tree::read_xml(in, tree);  // throws where it is not well formed
  return tree;
}

/// By code points, as REFI-QDA counts.
std::string cut_out(const std::string& text, std::size_t start, std::size_t end) {
  std::string out;
  std::size_t point = 0;
  for (std::size_t byte = 0; byte < text.size(); ++point) {
    const std::size_t begin = byte++;
    while (byte < text.size() && (text[byte] & 0xC0) == 0x80) ++byte;
    if (point >= start && point < end) out.append(text, begin, byte - begin);
  }
  return out;
}

std::map<std::string, std::string> texts_found(const std::string& question) {
  const Index& index = index_of_packs();
  std::map<std::string, std::string> texts;
  Question asked = index.ask(question);
  asked.limit = 1000;
  index->each_hit(asked, false, [&](FoundHit&& found) { texts[found.hit.citation] = found.hit.text; });
  return texts;
}

std::set<std::string> citations_found(const std::string& question) {
  std::set<std::string> citations;
  for (const auto& [citation, text] : texts_found(question)) citations.insert(citation);
  return citations;
}

/// The citations of figures of that theme in quotes.html, '#' being '-' there.
std::set<std::string> quoted(const std::string& html, std::size_t theme) {
  std::set<std::string> citations;
  const std::regex figure("<figure id=\"theme-" + std::to_string(theme) + "-([^\"]*)-([^\"-]*)\">");
  for (std::sregex_iterator it(html.begin(), html.end(), figure), end; it != end; ++it)
    CHECK(citations.insert((*it)[1].str() + '#' + (*it)[2].str()).second);
  return citations;
}

struct Project {
  std::map<std::string, std::string> selected;                      // text by citation
  std::map<std::string, std::set<std::string>> codes;               // citations by code
  std::map<std::string, std::map<std::string, std::string>> facts;  // of each source
  std::set<std::string> guids;
};

void read_codes(const Tree& codes, std::map<std::string, std::string>& names) {
  for (const auto& [tag, code] : codes) {
    if (tag != "Code") continue;
    if (code.get<std::string>("<xmlattr>.isCodable") == "true")
      names[code.get<std::string>("<xmlattr>.guid")] = code.get<std::string>("<xmlattr>.name");
    read_codes(code, names);
  }
}

Project read_project(const fs::path& file) {
  Project project;
  const auto entries = unzipped(file);
  const Tree root = parsed(entries.at("project.qde")).get_child("Project");
  std::map<std::string, std::string> code_names, variable_names;
  read_codes(root.get_child("CodeBook.Codes"), code_names);
  for (const auto& [tag, variable] : root.get_child("Variables"))
    variable_names[variable.get<std::string>("<xmlattr>.guid")] = variable.get<std::string>("<xmlattr>.name");
  for (const auto& [tag, source] : root.get_child("Sources")) {
    const std::string path = source.get<std::string>("<xmlattr>.plainTextPath"),
                      name = source.get<std::string>("<xmlattr>.name");
    REQUIRE(path.starts_with("internal://"));
    CHECK(name.find('/') == std::string::npos);
    const std::string& text = entries.at("sources/" + path.substr(11));
    CHECK(text.find('\r') == std::string::npos);
    CHECK(project.guids.insert(source.get<std::string>("<xmlattr>.guid")).second);
    for (const auto& [kind, part] : source) {
      if (kind == "VariableValue")
        project.facts[name][variable_names.at(part.get<std::string>("VariableRef.<xmlattr>.targetGUID"))] =
            part.back().second.data();
      if (kind != "PlainTextSelection") continue;
      const std::string citation = part.get<std::string>("<xmlattr>.name");
      project.selected[citation] = cut_out(text, part.get<std::size_t>("<xmlattr>.startPosition"),
                                           part.get<std::size_t>("<xmlattr>.endPosition"));
      CHECK(project.guids.insert(part.get<std::string>("<xmlattr>.guid")).second);
      CHECK(part.get<std::string>("Description").find('[' + citation + ']') != std::string::npos);
      for (const auto& [inner, coding] : part) {
        if (inner != "Coding") continue;
        CHECK(project.guids.insert(coding.get<std::string>("<xmlattr>.guid")).second);
        project.codes[code_names.at(coding.get<std::string>("CodeRef.<xmlattr>.targetGUID"))].insert(citation);
      }
    }
  }
  return project;
}

}  // namespace

TEST_CASE("names as UUIDs are version 5 of RFC 9562") {
  CHECK(uuid_of("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  CHECK(uuid_of("6ba7b811-9dad-11d1-80b4-00c04fd430c8", "https://findings.example") ==
        "853ef588-806e-5289-b1d2-23859f4c318e");
  CHECK(uuid_of("a") != uuid_of("b"));
}

TEST_CASE("every quote is a paragraph that its theme finds, and all are there") {
  const Made made("drift OR delay", two_themes);
  const std::string html = made.file("quotes.html"), markdown = made.file("quotes.md");
  REQUIRE(made.pack.themes.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    INFO(made.pack.themes[i].question);
    const std::set<std::string> found = citations_found(made.pack.themes[i].question);
    CHECK(quoted(html, i + 1) == found);
    CHECK(made.pack.themes[i].found.paragraphs == found.size());
    for (const std::string& citation : found) CHECK(markdown.find(citation) != std::string::npos);
  }
  CHECK(citations_found(made.pack.themes[0].question) == citations_found("drift"));
  CHECK(quoted(html, 3) == std::set<std::string>{"slac/ashby/2010-05-04#1"});
}

TEST_CASE("the table and the project have all that the question finds, cut out letter by letter") {
  const Made made("drift OR delay OR waits", two_themes);
  const auto found = texts_found("drift OR delay OR waits");
  const Project project = read_project(made.folder.path() / "project.qdpx");
  CHECK(project.selected == found);
  const std::string table = made.file("paragraphs.csv");
  for (const auto& [citation, text] : found) CHECK(table.find('\n' + citation + ',') != std::string::npos);
  CHECK(static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')) == found.size() + 1);
}

TEST_CASE("a paragraph is coded with every theme that finds it, and with no other") {
  const Made made("drift OR delay OR waits", two_themes);
  const Project project = read_project(made.folder.path() / "project.qdpx");
  std::set<std::string> coded;
  for (const QuotedTheme& theme : made.pack.themes) {
    INFO(theme.name);
    CHECK(project.codes.at(theme.name) == citations_found(theme.question));
    coded.insert(project.codes.at(theme.name).begin(), project.codes.at(theme.name).end());
  }
  CHECK(made.pack.without_theme == project.selected.size() - coded.size());
  CHECK(made.pack.without_theme == 1);
  CHECK(made.file("README.md").find("1 paragraph is found by the question and by no theme") != std::string::npos);
}

TEST_CASE("facts of the report are variables of its source, and what is not known is none") {
  const Made made("drift OR delay");
  const auto facts = read_project(made.folder.path() / "project.qdpx").facts;
  CHECK(facts.at("slac ashby 2010-05-04").at("year") == "2010");
  CHECK(facts.at("slac ashby 2010-05-04").at("authority") == "ashby");
  CHECK(facts.at("slac ashby 2010-05-04").at("framework") == "slac");
  CHECK_FALSE(facts.at("slac carding undated").contains("year"));
}

TEST_CASE("the same question of the same index makes the same bytes, wherever and in whatever time zone") {
  const Made one("drift OR delay", two_themes);
  const char* zone = std::getenv("TZ");
  const std::string before = zone ? zone : "";
  ::setenv("TZ", "Pacific/Auckland", 1);
  ::tzset();
  const Made other("drift OR delay", two_themes);
  zone ? ::setenv("TZ", before.c_str(), 1) : ::unsetenv("TZ");
  ::tzset();
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(one.folder.path())) names.insert(entry.path().filename());
  CHECK(names == std::set<std::string>(pack_files.begin(), pack_files.end()));
  for (const std::string& name : names) {
    INFO(name);
    CHECK(one.file(name) == other.file(name));
    CHECK(one.file(name).find(one.folder.path()) == std::string::npos);
  }
}

TEST_CASE("names and texts are no markup and no formulas") {
  const Made made("drift OR delay", two_themes);
  const std::string html = made.file("quotes.html");
  CHECK(html.find("<i>") == std::string::npos);
  CHECK(html.find("<b>") == std::string::npos);
  CHECK(html.find("drift &lt;i&gt;") != std::string::npos);
  CHECK(html.find("&lt;b&gt;harm&lt;/b&gt;") != std::string::npos);
  CHECK(html.find("<mark>Drift</mark>") != std::string::npos);
  CHECK(made.file("themes.csv").find("\n'=late,") != std::string::npos);
  CHECK(made.file("paragraphs.csv").find(",'=SUM(A1)") != std::string::npos);
  CHECK(xml_text("a\x01<&>\"'") == "a\uFFFD&lt;&amp;&gt;&quot;&#39;");
}

TEST_CASE("every citation in the page is a link, to the report's address or to the quote itself") {
  const std::string html = Made("drift OR delay", two_themes).file("quotes.html");
  const std::regex link("<figcaption><a href=\"#([^\"]+)\">");
  std::size_t links = 0;
  for (std::sregex_iterator it(html.begin(), html.end(), link), end; it != end; ++it, ++links)
    CHECK(html.find("id=\"" + (*it)[1].str() + '"') != std::string::npos);
  std::size_t figures = 0;
  for (std::size_t at = html.find("<figure "); at != html.npos; at = html.find("<figure ", at + 1)) ++figures;
  CHECK(links == figures);
  CHECK(figures > 4);
}

TEST_CASE("fewer quotes are asked for and said to be fewer, while the other files have all") {
  const Made made("drift OR delay", {}, 2);
  const std::string html = made.file("quotes.html");
  CHECK(quoted(html, 1).size() == 2);
  CHECK(html.find("the 2 most relevant of them are quoted") != std::string::npos);
  CHECK(made.file("README.md").find("at most 2") != std::string::npos);
  CHECK(read_project(made.folder.path() / "project.qdpx").selected == texts_found("drift OR delay"));
}

TEST_CASE("references have each report once") {
  const Made made("drift OR delay");
  const std::string ris = made.file("bibliography.ris"), bib = made.file("bibliography.bib");
  const auto count = [](const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++times;
    return times;
  };
  CHECK(count(ris, "TY  - RPRT") == made.pack.results.found.reports);
  CHECK(count(bib, "@techreport{") == made.pack.results.found.reports);
}

TEST_CASE("a chart has the counts of its question, among the reports its filters let through") {
  const Made made("drift area:adoption");
  const std::string svg = made.file("by-authority.svg");
  CHECK(svg.find("<title>ashby: 2 paragraphs, 1 of 1 report</title>") != std::string::npos);
  CHECK(svg.find("<title>bexford: 1 paragraph, 1 of 1 report</title>") != std::string::npos);
  CHECK(svg.find("carding") == std::string::npos);
  const std::string all = Made("waits").file("by-authority.svg");
  CHECK(all.find("<title>ashby: 0 paragraphs, 0 of 1 report</title>") != std::string::npos);
  for (const char* name : {"by-year.svg", "by-grade.svg", "by-authority.svg"}) parsed(made.file(name));
}

TEST_CASE("bars are as long as their values by the largest, and a value above none is seen") {
  const std::string svg = bar_chart("<b>", "about & so on",
                                    {{"all", 1000, "1000"},
                                     {"half", 500, "500"},
                                     {"one", 1, "1"},
                                     {"none", 0, "0"},
                                     {std::string(99, 'x'), 2, "\"2\""}});
  std::vector<std::size_t> widths;
  const std::regex bar("class=\"bar\"[^>]* width=\"(\\d+)\"");
  for (std::sregex_iterator it(svg.begin(), svg.end(), bar), end; it != end; ++it)
    widths.push_back(std::stoul((*it)[1]));
  REQUIRE(widths.size() == 5);
  CHECK(widths[1] == widths[0] / 2);
  CHECK(widths[2] == 1);
  CHECK(widths[3] == 0);
  CHECK(parsed(svg).get<std::string>("svg.title") == "<b>");
  parsed(bar_chart("", "", {}));
}

TEST_CASE("a theme that is not understood says where it stands, and nothing found is no pack") {
  CHECK_THROWS_WITH(Made("drift", {{"late", "grade:lovely", "", "themes.txt, line 7"}}),
                    Catch::StartsWith("themes.txt, line 7: no grade is called \"lovely\""));
  CHECK_THROWS_WITH(Made("zebra"), "nothing is found by zebra");
}
