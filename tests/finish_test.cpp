// What can only be said of a report once it is read whole: citations, grades in force, ranges, and what does not add
// up.
#include "indexer/finish.h"

#include <set>

#include "tests/reading.h"

using namespace findings;

namespace {

Section made_section(Texts path, const std::string& area, std::optional<Grade> grade = {},
                     std::optional<std::size_t> parent = {}) {
  Section section;
  section.name = path.back();
  section.path = std::move(path);
  section.area = area;
  section.grade = grade;
  section.parent = parent;
  return section;
}

Paragraph made_paragraph(std::size_t section, const std::string& area, std::optional<int> number,
                         const std::string& text, Kind kind = Kind::finding) {
  Paragraph paragraph;
  paragraph.section = section;
  paragraph.area = area;
  paragraph.number = number;
  paragraph.text = text;
  paragraph.kind = kind;
  return paragraph;
}

/// Two sections, the second inside the first.
Report small_report() {
  Report report;
  report.framework = "slac";
  report.authority = "North East Lincolnshire";
  report.inspected = Period{*read_iso_date("2012-04-10"), *read_iso_date("2012-05-18")};
  report.sections = {
      made_section({"Services for looked after children"}, "looked-after-children", Grade::good),
      made_section({"Services for looked after children", "Staying safe"}, "looked-after-children", {}, 0)};
  report.paragraphs = {made_paragraph(0, "looked-after-children", 1, "Children are seen."),
                       made_paragraph(1, "looked-after-children", 2, "Plans are reviewed."),
                       made_paragraph(1, "looked-after-children", std::nullopt, "Carers are trained.")};
  return report;
}

Texts citations(const Report& report) {
  Texts places;
  for (const Paragraph& paragraph : report.paragraphs) {
    CHECK(paragraph.citation.starts_with(report.id + "#"));
    places.push_back(paragraph.citation.substr(report.id.size() + 1));
  }
  return places;
}

Report finished(Report report) {
  finish(report, &framework("slac"), "some-file");
  return report;
}

std::string message(const Report& report, const std::string& code) {
  for (const Warning& warning : report.warnings)
    if (warning.code == code) return warning.where + ": " + warning.message;
  return "";
}

}  // namespace

TEST_CASE("a report is named by framework, authority and last day") {
  CHECK(finished(small_report()).id == "slac/north-east-lincolnshire/2012-05-18");
  Report unknown = small_report();
  unknown.authority.reset();
  unknown.inspected.reset();
  unknown.framework.reset();
  finish(unknown, nullptr, "Some File_2");
  CHECK(unknown.id == "report/some-file-2/undated");
}

TEST_CASE("a citation is the printed number, the item of a list, or the place among the unnumbered") {
  Report report = small_report();
  report.paragraphs.push_back(made_paragraph(1, "looked-after-children", 2, "see every child", Kind::improvement));
  report.paragraphs.back().item = 3;
  report.paragraphs.push_back(made_paragraph(1, "looked-after-children", std::nullopt, "Carers are paid."));
  CHECK(citations(finished(report)) == Texts{"1", "2", "u1", "2.3", "u2"});
}

TEST_CASE("paragraphs with the same number are told apart, and no citation stands twice") {
  Report report = small_report();
  for (int i = 0; i < 3; ++i) report.paragraphs.push_back(made_paragraph(1, "looked-after-children", 2, "Again."));
  const Texts places = citations(finished(report));
  CHECK(places == Texts{"1", "2", "u1", "2~2", "2~3", "2~4"});
  CHECK(std::set<std::string>(places.begin(), places.end()).size() == places.size());
}

TEST_CASE("the grade in force is the section's own, or the nearest enclosing one's") {
  Report report = small_report();
  Report plain = finished(report);
  CHECK(plain.paragraphs[0].grade == Grade::good);
  CHECK(plain.paragraphs[0].grade_from == GradeFrom::section);
  CHECK(plain.paragraphs[1].grade == Grade::good);
  CHECK(plain.paragraphs[1].grade_from == GradeFrom::enclosing);
  report.sections[1].grade = Grade::adequate;
  const Report graded = finished(report);
  CHECK(graded.paragraphs[1].grade == Grade::adequate);
  CHECK(graded.paragraphs[1].grade_from == GradeFrom::section);
  report.sections[0].grade.reset();
  report.sections[1].grade.reset();
  const Report ungraded = finished(report);
  CHECK_FALSE(ungraded.paragraphs[1].grade);
  CHECK(ungraded.paragraphs[1].grade_from == GradeFrom::none);
}

TEST_CASE("only a summary of the whole service takes the overall grade") {
  Report report = small_report();
  report.judgements = {{"whole-service", "Overall effectiveness", Grade::adequate, "Adequate"}};
  report.sections.push_back(made_section({"Executive summary"}, "whole-service"));
  report.paragraphs.push_back(made_paragraph(2, "whole-service", std::nullopt, "All is fair.", Kind::summary));
  report.paragraphs.push_back(made_paragraph(2, "whole-service", std::nullopt, "Mend it.", Kind::improvement));
  report.sections.push_back(made_section({"About"}, "about"));
  report.paragraphs.push_back(made_paragraph(3, "about", std::nullopt, "It took a week.", Kind::about));
  const Report read = finished(report);
  CHECK(read.paragraphs[3].grade == Grade::adequate);
  CHECK(read.paragraphs[3].grade_from == GradeFrom::overall);
  CHECK_FALSE(read.paragraphs[4].grade);
  CHECK_FALSE(read.paragraphs[5].grade);
}

TEST_CASE("a section knows the first and last number printed in it") {
  Report report = small_report();
  report.paragraphs.push_back(made_paragraph(1, "looked-after-children", 3, "Visits are made."));
  report.sections.push_back(made_section({"Record of main findings"}, "about"));
  const Report read = finished(report);
  CHECK(read.sections[0].first_paragraph == 1);
  CHECK(read.sections[0].last_paragraph == 1);
  CHECK(read.sections[1].first_paragraph == 2);
  CHECK(read.sections[1].last_paragraph == 3);
  CHECK_FALSE(read.sections[2].first_paragraph);
}

TEST_CASE("a section whose grade is not the table's is a warning that says both") {
  Report report = small_report();
  report.sections[1].grade = Grade::adequate;
  report.judgements = {{"looked-after-children", "Staying safe", Grade::good, "Good"}};
  CHECK(message(finished(report), "grades-disagree") ==
        "Staying safe: the summary says good for \"Staying safe\", the section says adequate");
  report.judgements[0].grade = Grade::adequate;
  CHECK(message(finished(report), "grades-disagree").empty());
  // The same heading in the other half of the report has a grade of its own.
  report.judgements = {{"help-and-protection", "Staying safe", Grade::good, "Good"}};
  CHECK(message(finished(report), "grades-disagree").empty());
}

TEST_CASE("where an area has one grade, the heading and the row need not be worded alike") {
  Report report = small_report();
  report.framework = "ilacs";
  report.judgements = {
      {"looked-after-children", "The experiences and progress of children in care", Grade::inadequate, "Inadequate"}};
  finish(report, &framework("ilacs"), "file");
  CHECK(message(report, "grades-disagree") ==
        "Services for looked after children: the summary says inadequate for \"The experiences and progress of "
        "children in care\", the "
        "section says good");
}

TEST_CASE("a section with a grade whose area the table leaves out is a warning, where the table could have it") {
  Report report = small_report();
  report.framework = "ilacs";
  report.judgements = {{"leadership", "The impact of leaders on social work practice", Grade::good, "Good"}};
  finish(report, &framework("ilacs"), "file");
  CHECK(message(report, "not-in-table") ==
        "Services for looked after children: the summary has no judgement of this section's area");
}

TEST_CASE("a grade of another framework's scale is a warning") {
  Report report = small_report();
  report.judgements = {{"looked-after-children", "Being healthy", Grade::requires_improvement, "Requires improvement"}};
  CHECK(message(finished(report), "grade-off-scale") == "Being healthy: requires improvement is not a grade of slac");
}

TEST_CASE("facts that are missing are warnings, each once") {
  Report report = small_report();
  report.authority.reset();
  report.inspected.reset();
  const Report read = finished(report);
  const Texts codes = warnings(read);
  for (const char* code : {"no-authority", "no-inspection-date", "no-judgements", "no-grade"}) {
    INFO(code);
    CHECK(std::count(codes.begin(), codes.end(), code) == 1);
  }
  CHECK(message(read, "no-grade") == "Staying safe: no grade was found for this section");
  Report visit = small_report();
  finish(visit, &framework("focused-visit"), "file");
  CHECK(warnings(visit).empty());  // letters have no judgements to miss
}

TEST_CASE("a paragraph of the covering paper that repeats the report's own says which") {
  const std::string original =
      "Services for children are well led, and children are seen often by social workers who know them well.";
  Report report = small_report();
  report.sections.push_back(made_section({"[covering paper]"}, "about"));
  report.paragraphs.push_back(made_paragraph(0, "looked-after-children", 3, original));
  report.paragraphs.push_back(made_paragraph(
      2, "about", std::nullopt,
      "“services for children are well led, and children are seen often by social workers who know them well",
      Kind::about));
  report.paragraphs.push_back(made_paragraph(
      2, "about", std::nullopt, "Members are asked to note that children are seen often by those who know them well.",
      Kind::about));
  report.paragraphs.push_back(made_paragraph(2, "about", std::nullopt, "Children are seen.", Kind::about));
  const Report read = finished(report);
  CHECK(read.paragraphs[4].repeats == read.paragraphs[3].citation);
  CHECK_FALSE(read.paragraphs[3].repeats);
  CHECK_FALSE(read.paragraphs[5].repeats);  // about the same, in other words
  CHECK_FALSE(read.paragraphs[6].repeats);  // too short to be more than chance
}
