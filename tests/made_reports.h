// Reports made for tests of what comes after reading.
#pragma once

#include "schema/report.h"

namespace findings {

/// A report of an invented authority: two sections, "Services for looked after children" (good) and in it "Staying
/// safe" (adequate), numbered paragraphs in each, an improvement, and one paragraph without a grade.
inline Report made_report(const std::string& authority = "Ashby", const std::string& slug = "ashby",
                          const std::string& last_day = "2012-05-04") {
  Report report;
  report.file = slug + ".txt";
  report.id = "slac/" + slug + "/" + last_day;
  report.title = "Inspection of safeguarding and looked after children services: " + authority;
  report.framework = "slac";
  report.authority = authority;
  const Date last = *read_iso_date(last_day);
  report.inspected = Period{std::chrono::sys_days(last) - std::chrono::days(11), last};
  report.lead_inspector = "Marian Oakes";
  report.judgements = {{"looked-after-children", "Staying safe", Grade::adequate, "Adequate"}};
  report.sections = {
      {.path = {"About this inspection"}, .name = "About this inspection", .area = "about"},
      {.path = {"Services for looked after children"}, .name = "Services for looked after children",
       .area = "looked-after-children", .grade = Grade::good, .first_paragraph = 2, .last_paragraph = 3},
      {.path = {"Services for looked after children", "Staying safe (children in care)"}, .name = "Staying safe",
       .area = "looked-after-children", .grade = Grade::adequate, .first_paragraph = 3, .last_paragraph = 3,
       .parent = 1},
  };
  const auto add = [&](int number, std::size_t section, std::optional<Grade> grade, GradeFrom from, std::string text) {
    Paragraph paragraph;
    paragraph.citation = report.id + "#" + std::to_string(number);
    paragraph.number = number;
    paragraph.section = section;
    paragraph.area = report.sections[section].area;
    paragraph.grade = grade;
    paragraph.grade_from = from;
    paragraph.page = number;
    paragraph.text = std::move(text);
    report.paragraphs.push_back(std::move(paragraph));
  };
  add(1, 0, std::nullopt, GradeFrom::none, "Inspectors met young people, carers and staff of " + authority + ".");
  report.paragraphs.back().kind = Kind::about;
  add(2, 1, Grade::good, GradeFrom::section, "Children’s wishes shape their plans, and carers are well supported.");
  add(3, 2, Grade::adequate, GradeFrom::section,
      "Signs of neglect are noticed, but visits to children are not always recorded.");
  report.paragraphs.push_back(report.paragraphs.back());
  report.paragraphs.back().citation = report.id + "#3.1";
  report.paragraphs.back().item = 1;
  report.paragraphs.back().kind = Kind::improvement;
  report.paragraphs.back().timescale = "Within three months";
  report.paragraphs.back().text = "• ensure that every visit is recorded";
  return report;
}

}  // namespace findings
