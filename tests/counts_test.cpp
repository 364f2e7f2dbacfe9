// Facets, tables and completions, as somebody reads them.
#include <catch2/catch.hpp>

#include "schema/error.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Lines = std::vector<std::string>;

/// "good 2/1": a value with its paragraphs and reports; a selected one after a '*'.
Lines lines(const std::vector<FacetValue>& values) {
  Lines all;
  for (const FacetValue& value : values)
    all.push_back((value.selected ? "*" : "") + value.value + ' ' + std::to_string(value.counts.paragraphs) + '/' +
                  std::to_string(value.counts.reports));
  return all;
}

Facet facet_of(const Index& index, const std::string& text, const std::string& field,
               const std::vector<Filter>& filters = {}, std::size_t facet_values = 100) {
  Question question = index->understand(text, filters);
  question.facets = {field};
  question.facet_values = facet_values;
  return index->search(question).facets.at(0);
}

std::vector<Report> three_reports() {
  return {report_of("Bristol", "2012-05-04",
                    {{"Neglect is noticed.", "Staying safe", "adoption", Grade::good},
                     {"Neglect is missed.", "Staying safe", "help-and-protection", Grade::adequate},
                     {"Plans drift.", "Being healthy", "adoption", Grade::good}}),
          report_of("Kingston upon Hull", "2011-03-18",
                    {{"Neglect is recorded.", "Staying safe", "adoption", Grade::inadequate},
                     {"Neglect and its signs.", "Looked After Children", "adoption", Grade::outstanding}}),
          report_of("Bury", "2013-01-09",
                    {{"Visits are late.", "Looked after children", "adoption", Grade::good},
                     {"Neglected plans.", "Looked after children", "adoption", std::nullopt}})};
}

Lines texts(const std::vector<Completion>& completions) {
  Lines all;
  for (const Completion& one : completions)
    all.push_back((one.field.empty() ? "word" : one.field) + ' ' + one.text + ' ' +
                  std::to_string(one.counts.paragraphs) + '/' + std::to_string(one.counts.reports));
  return all;
}

}  // namespace

TEST_CASE("sections are counted by area, and in it by heading") {
  const Index index(three_reports());
  const Facet facet = facet_of(index, "neglect", "section");
  CHECK(lines(facet.values) == Lines{"help-and-protection 1/1", "adoption 4/3"});
  CHECK(facet.values[1].label == "Adoption");
  CHECK(lines(facet.values[1].children) == Lines{"adoption/Looked after children 2/2", "adoption/Staying safe 2/2"});
  CHECK(facet.values[1].children[0].label == "Looked after children");
}

TEST_CASE("a heading is chosen in one area, in every area, or the area as a whole") {
  const Index index(three_reports());
  const auto [value, found] = GENERATE(table<std::string, std::size_t>({
      {"adoption/Staying safe", 2},
      {"Adoption/STAYING SAFE", 2},
      {"Help and protection/staying safe", 1},
      {"staying safe", 3},
      {"adoption/", 4},
      {"adoption/looked-after children", 2},
      {"care-leavers/staying safe", 0},
  }));
  CAPTURE(value);
  CHECK(index.search("neglect", {{"section", {value}}}).found.paragraphs == found);
  CHECK(index.search("neglect section:\"" + value + '"').found.paragraphs == found);
}

TEST_CASE("a whole area is chosen although a heading is called as it is") {
  const Index index({report_of("Ashby", "2012-05-04", {{"Neglect is noticed.", "Adoption"}})});
  CHECK(index.search("neglect", {{"section", {"adoption"}}}).found.paragraphs == 1);
  CHECK(index.search("neglect", {{"section", {"adoption/"}}}).found.paragraphs == 0);
  CHECK(index.search("neglect", {{"section", {"looked-after-children/"}}}).found.paragraphs == 1);
}

TEST_CASE("both ways to choose a heading are shown as chosen, and its siblings keep their counts") {
  const Index index(three_reports());
  const Facet in_area = facet_of(index, "neglect", "section", {{"section", {"adoption/staying safe"}}});
  CHECK(lines(in_area.values[0].children) == Lines{"help-and-protection/Staying safe 1/1"});
  CHECK(lines(in_area.values[1].children) == Lines{"*adoption/Staying safe 2/2", "adoption/Looked after children 2/2"});
  const Facet anywhere = facet_of(index, "neglect", "section", {{"section", {"staying safe"}}});
  CHECK(lines(anywhere.values[0].children) == Lines{"*help-and-protection/Staying safe 1/1"});
  CHECK(lines(anywhere.values[1].children) ==
        Lines{"*adoption/Staying safe 2/2", "adoption/Looked after children 2/2"});
  const Facet whole = facet_of(index, "neglect", "section", {{"section", {"adoption/"}}});
  CHECK(lines(whole.values) == Lines{"*adoption 4/3", "help-and-protection 1/1"});
}

TEST_CASE("a heading as printed that names no section is a filter too, and its facet counts the others") {
  Report report = report_of("Ashby", "2012-05-04", {{"Neglect is noticed."}, {"Neglect is missed.", "Being healthy"}});
  report.sections[0].path.back() = "Staying safe (children in care)";
  const Index index({report});
  const Facet facet = facet_of(index, "neglect", "section", {{"section", {"staying safe (children in care)"}}});
  CHECK(lines(facet.values) == Lines{"looked-after-children 2/1"});
  CHECK(lines(facet.values[0].children) ==
        Lines{"looked-after-children/Being healthy 1/1", "looked-after-children/Staying safe 1/1"});
}

TEST_CASE("children of an area are cut to as many as are wanted, which is said") {
  const Index index(three_reports());
  const Facet facet = facet_of(index, "*", "section", {}, 1);
  CHECK(lines(facet.values) == Lines{"help-and-protection 1/1", "adoption 6/3"});
  CHECK(lines(facet.values[1].children) == Lines{"adoption/Looked after children 3/2"});
  CHECK(facet.values[1].total_children == 3);
  CHECK(facet.values[0].total_children == 1);
  CHECK(facet.total_values == 2);
  CHECK(facet.truncated);
}

TEST_CASE("headings that differ in capitals are one value") {
  const Index index(three_reports());
  CHECK(index.count("section:\"looked after children\"") == 3);
  CHECK(lines(index->facet(index->understand("*", {}), "section", "looked", 10).values[0].children) ==
        Lines{"adoption/Looked after children 3/2"});
}

TEST_CASE("a heading as printed counts as the section it is the name of elsewhere") {
  Report report = report_of("Ashby", "2012-05-04", {{"Neglect is noticed."}});
  report.sections[0].path.back() = "Being healthy";
  const Index index({report, report_of("Bury", "2012-06-01", {{"Neglect is missed.", "Being healthy"}})});
  CHECK(index.count("section:\"being healthy\"") == 2);
  const Facet facet = facet_of(index, "neglect", "section");
  CHECK(lines(facet.values[0].children) ==
        Lines{"looked-after-children/Being healthy 2/2", "looked-after-children/Staying safe 1/1"});
}

TEST_CASE("values stand in the order of their meaning, and frameworks are called by what they are") {
  std::vector<Report> reports = three_reports();
  reports[0].paragraphs[0].kind = Kind::summary;
  reports[0].paragraphs[1].kind = Kind::improvement;
  reports[0].judgements = {{"whole-service", "Overall", Grade::inadequate, "Inadequate"}};
  reports[1].judgements = {{"whole-service", "Overall", Grade::good, "Good"}};
  const Index index(reports);
  CHECK(lines(facet_of(index, "*", "kind").values) == Lines{"finding 5/3", "improvement 1/1", "summary 1/1"});
  CHECK(lines(facet_of(index, "*", "overall").values) == Lines{"good 2/1", "inadequate 3/1", "none 2/1"});
  CHECK(lines(facet_of(index, "*", "grade").values) ==
        Lines{"outstanding 1/1", "good 3/2", "adequate 1/1", "inadequate 1/1", "none 1/1"});
  const Facet framework = facet_of(index, "*", "framework");
  CHECK(framework.values[0].value == "slac");
  CHECK(framework.values[0].label == "Safeguarding and looked after children (2009-2012)");
}

TEST_CASE("values of a facet are found by a part of their name, authorities by their other names too") {
  const Index index(three_reports());
  const auto found = [&](const std::string& field, const std::string& containing, std::size_t limit = 10) {
    return index->facet(index->understand("neglect", {}), field, containing, limit);
  };
  CHECK(lines(found("authority", "BRI").values) == Lines{"Bristol 2/1"});
  CHECK(lines(found("authority", "hull city").values).empty());
  CHECK(lines(found("authority", "hull").values) == Lines{"Kingston upon Hull 2/1"});
  CHECK(lines(found("grade", "not graded").values) == Lines{"none 1/1"});
  CHECK(lines(found("area", "help and").values) == Lines{"help-and-protection 1/1"});
  CHECK(lines(found("section", "safe").values) == Lines{"help-and-protection 1/1", "adoption 4/3"});
  CHECK(lines(found("section", "looked").values) == Lines{"adoption 4/3"});
  CHECK(lines(found("section", "looked").values[0].children) == Lines{"adoption/Looked after children 2/2"});

  const Facet cut = found("grade", "", 2);
  CHECK(lines(cut.values) == Lines{"outstanding 1/1", "good 1/1"});
  CHECK(cut.total_values == 5);
  CHECK(cut.truncated);
  CHECK_THROWS_WITH(found("autority", "x"), "no facet is called \"autority\"; did you mean \"authority\"?");
}

TEST_CASE("an authority is found by a name it is also known by") {
  const Index index({report_of("North East Lincolnshire", "2012-05-04", {{"Neglect is noticed."}})});
  CHECK(lines(index->facet(index->understand("*", {}), "authority", "nel", 10).values) ==
        Lines{"North East Lincolnshire 1/1"});
  CHECK(texts(index->suggest("nel", 10)) == Lines{"authority North East Lincolnshire 1/1"});
}

TEST_CASE("a table shows two facets against each other, with whole rows and columns beside") {
  const Index index(three_reports());
  Question question = index->understand("neglect", {{"grade", {"good", "outstanding", "adequate"}}});
  question.facets = {"grade"};
  question.tables = {{"grade", "section"}};
  const Results results = index->search(question);
  const Table& table = results.tables.at(0);
  CHECK(results.found.paragraphs == 3);
  CHECK(lines(table.row_values) == Lines{"*outstanding 1/1", "*good 1/1", "*adequate 1/1"});
  CHECK(lines(table.column_values) == Lines{"Staying safe 2/1", "Looked after children 1/1"});
  CHECK(table.cells ==
        std::vector<std::vector<Counts>>{{{0, 0, 0}, {1, 1, 1}}, {{1, 1, 1}, {0, 0, 0}}, {{1, 1, 1}, {0, 0, 0}}});
  CHECK(lines(results.facets[0].values).size() == 5);  // the facet still shows what could be chosen instead
}

TEST_CASE("a table of what cannot be counted is refused") {
  const Index index(three_reports());
  const auto table = [&](const std::string& rows, const std::string& columns) {
    Question question = index->understand("*", {});
    question.tables = {{rows, columns}};
    return index->search(question);
  };
  CHECK_THROWS_WITH(table("grade", "araea"), "no facet is called \"araea\"; did you mean \"area\"?");
  CHECK_THROWS_WITH(table("inspected", "area"), "no facet is called \"inspected\"");
  CHECK_THROWS_WITH(table("area", "area"), "a table has two different fields, not \"area\" twice");
}

TEST_CASE("texts are paragraphs less those that say the same") {
  const std::string said =
      "Social workers visit children regularly and record what they say in their own words. Managers read these "
      "records "
      "with care, and they ask for more where they do not understand how a child lives and what she wishes for.";
  const Index index({report_of("Ashby", "2012-05-04", {{said}, {"Neglect is noticed."}}),
                     report_of("Bury", "2012-06-01", {{said}, {said, "Being healthy"}})});
  CHECK(index.search("*").texts == 2);
  CHECK(index.search("children").texts == 1);
  CHECK(index.search("children").found.paragraphs == 3);
  CHECK(index.search("children", {{"authority", {"bury"}}}).texts == 1);
}

TEST_CASE("what is being typed is completed from what occurs") {
  const Index index(three_reports());
  CHECK(texts(index->suggest("b", 10)) ==
        Lines{"authority Bristol 3/1", "authority Bury 2/1", "section Being healthy 1/1"});
  CHECK(texts(index->suggest("neg", 10)) == Lines{"word neglect 5/3"});
  CHECK(texts(index->suggest("ne", 10)).empty());
  CHECK(texts(index->suggest("drift looked af", 10)) == Lines{"section Looked after children 3/2"});
  CHECK(index->suggest("drift looked af", 10)[0].start == 6);
  CHECK(texts(index->suggest("Staying SAFE", 10)) == Lines{"section Staying safe 3/2"});
  CHECK(texts(index->suggest("eing", 10)).empty());  // a word's beginning, not its middle
  CHECK(texts(index->suggest("neglcet", 10)).empty());
  CHECK(texts(index->suggest("  ", 10)).empty());
  CHECK(texts(index->suggest("", 10)).empty());
}

TEST_CASE("phrases are offered by their first words, and each finds what it says") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"The pathway plan came late."}, {"Drift and delay met them."}, {"Pathways differ."}}),
                     report_of("Bury", "2012-05-04", {{"A pathway plan was kept."}, {"Of drift and delay we know."}})});
  CHECK(texts(index->suggest("path", 10)) == Lines{"phrase pathway plan 2/2", "word pathway 3/2"});
  CHECK(texts(index->suggest("neglect drift and d", 10)) == Lines{"phrase drift and delay 2/2"});
  CHECK(index->suggest("neglect drift and d", 10)[0].start == 8);
  CHECK(index.count("phrase:\"pathway plan\"") == 2);
}

TEST_CASE("of each kind of completion there are some, and each finds what it says") {
  const Index index({report_of("Plymouth", "2012-05-04",
                               {{"Plans are planned.", "Planning"}, {"A plan in place.", "Place"}, {"Play.", "Plays"}}),
                     report_of("Bury", "2012-05-04", {{"Placements are plain.", "Planning"}})});
  const auto completions = index->suggest("pl", 3);
  CHECK(texts(completions) == Lines{"authority Plymouth 3/1", "section Planning 2/2", "section Place 1/1"});
  const auto words = index->suggest("pla", 10);
  CHECK(texts(words) == Lines{"section Planning 2/2", "section Place 1/1", "section Plays 1/1", "word plan 2/1",
                              "word place 1/1", "word placements 1/1", "word plain 1/1", "word play 1/1"});
  for (const Completion& one : words)
    CHECK(index->count(one.field.empty() ? index->understand(one.text, {})
                                         : index->understand("", {{one.field, {one.text}}})) == one.counts);
}
