// Blocks -> Report: sections, grades, paragraphs, improvements, judgements.
#include "tests/reading.h"

using namespace findings;

namespace {

std::optional<Grade> grade_of(const Report& report, const std::string& heading) {
  for (const Section& section : report.sections)
    if (section.path.back() == heading) return section.grade;
  FAIL("no section is called " << heading);
  return std::nullopt;
}

}  // namespace

// ---- numbered paragraphs
// ---------------------------------------------------------------------------------------------

TEST_CASE("only the next number in turn opens a paragraph") {
  const Report report = slac_report_of(R"(
Safeguarding services

1. Young people stay with their carers to the age of
16. This is rare. Most leave at
18. Some stay on.
2. Plans are reviewed.)");
  CHECK(paragraphs(report) ==
        Texts{"Young people stay with their carers to the age of 16. This is rare. Most leave at 18. Some stay on.",
              "Plans are reviewed."});
  CHECK(numbered(report, 2).text == "Plans are reviewed.");
}

TEST_CASE("a paragraph runs on over a page turn, even after a full stop and even with a capital or a digit") {
  const Report report = slac_report_of(R"(
Safeguarding services

1. Children are seen alone, and what they say

shapes the plan.
2. Plans are reviewed on time.

Twelve of them were read.
3. Of those,

12 were good.)");
  CHECK(paragraphs(report) == Texts{"Children are seen alone, and what they say shapes the plan.",
                                    "Plans are reviewed on time. Twelve of them were read.",
                                    "Of those, 12 were good."});
}

TEST_CASE("a paragraph keeps the page it begins on") {
  const Report report = slac_report_of(R"(
Safeguarding services

1. Children are seen alone, and what they say
-- page 2 --
shapes the plan.
2. Plans are reviewed on time.)");
  REQUIRE(report.paragraphs.size() == 2);
  CHECK(report.paragraphs[0].page == 1);
  CHECK(report.paragraphs[0].text == "Children are seen alone, and what they say shapes the plan.");
  CHECK(report.paragraphs[1].page == 2);
}

TEST_CASE("a dash at the top of a page is the middle of a sentence, not a list") {
  const Report report = slac_report_of(R"(
Safeguarding services

1. All agencies have written down their

- policies, including one on supervision, and staff know them.
2. Plans are reviewed.)");
  CHECK(paragraphs(report) ==
        Texts{"All agencies have written down their policies, including one on supervision, and staff know them.",
              "Plans are reviewed."});
}

TEST_CASE("the list under a numbered paragraph belongs to it") {
  const Report report = slac_report_of(R"(
About this inspection

1. Inspectors drew on:
- conversations with children
- case files
2. They thank all of them.)");
  CHECK(paragraphs(report) ==
        Texts{"Inspectors drew on: •conversations with children •case files", "They thank all of them."});
}

TEST_CASE("a number that skips or repeats is a warning, and neither paragraph is lost") {
  const Report report = slac_report_of(R"(
Safeguarding services

1. Children are seen.
2. Plans are reviewed.
2. Visits are made.
4. Carers are trained.)");
  CHECK(paragraphs(report) ==
        Texts{"Children are seen.", "Plans are reviewed.", "Visits are made.", "Carers are trained."});
  const Texts codes = warnings(report);
  CHECK(std::count(codes.begin(), codes.end(), "number-repeats") == 1);
  CHECK(std::count(codes.begin(), codes.end(), "number-jumps") == 1);
}

// ---- grades
// ----------------------------------------------------------------------------------------------------------

TEST_CASE("a grade is read in every way it is printed by a heading") {
  for (const char* printed : {"Staying safe\n\nGrade 3 (Adequate)\n", "Staying safe\nGrade 3 (Adequate)\n",
                              "Staying safe\n\ngrade 3 (adequate)\n", "Staying safe **Grade 3 (Adequate)**\n",
                              "Staying safe**Grade 3 (Adequate)**\n", "Staying safe Grade 3 (Adequate)\n",
                              "**Staying safe** Grade 3 (Adequate)\n", "Staying safe\tGrade 3 (Adequate)\n",
                              "Staying safe\tAdequate\n", "<p>Staying safe</p>\t<p>Adequate</p>\n",
                              "| Staying safe | Adequate |\n", "Staying safe\n\n**Grade 3 (Adequate)**\n"}) {
    INFO(printed);
    const Report report =
        slac_report_of("Services for looked after children\n\n" + std::string(printed) + "\n1. Children are seen.\n");
    REQUIRE(outline(report) == Texts{"looked-after-children / Services for looked after children / -",
                                     "looked-after-children / Staying safe / adequate"});
    CHECK(report.sections[1].path == Texts{"Services for looked after children", "Staying safe"});
    CHECK(paragraphs(report) == Texts{"Children are seen."});
    CHECK(numbered(report, 1).grade == Grade::adequate);
  }
}

TEST_CASE("the same heading in both halves of a report is told apart by what encloses it") {
  const Report report = slac_report_of(R"(
Safeguarding services

Overall effectiveness

Grade 2 (Good)

1. Children are safe.

Services for looked after children

Overall effectiveness

Grade 4 (Inadequate)

2. Children move often.)");
  CHECK(outline(report) == Texts{"help-and-protection / Safeguarding services / -",
                                 "help-and-protection / Overall effectiveness / good",
                                 "looked-after-children / Services for looked after children / -",
                                 "looked-after-children / Overall effectiveness / inadequate"});
  CHECK(numbered(report, 2).area == "looked-after-children");
}

TEST_CASE("the table of the scale is no judgement") {
  const Report report = slac_report_of(R"(
The inspection judgements and what they mean

1. Judgements are made on this scale.

Outstanding (Grade 1)	A service that exceeds by far what is asked
Good (Grade 2)	A service that exceeds what is asked

Adequate (Grade 3)	A service that does what is asked
Inadequate (Grade 4)	A service that does not

Service information

2. Thornbeck is small.)");
  CHECK(report.judgements.empty());
  for (const Section& section : report.sections) CHECK_FALSE(section.grade);
  CHECK(numbered(report, 2).text == "Thornbeck is small.");
  CHECK(report.paragraphs.size() == 6);
}

TEST_CASE("a list of contents makes no sections, in tabs or in a table") {
  for (const char* contents : {"Safeguarding services\t4\nStaying safe\t5\nRecord of main findings\t24\n",
                               "| | |\n|---|---|\n| Safeguarding services | 4 |\n| Staying safe | 5 |\n",
                               "Safeguarding services 4\nStaying safe 5\n"}) {
    INFO(contents);
    const Report report =
        slac_report_of("Contents\n\n" + std::string(contents) +
                       "\nSafeguarding services\n\nOverall effectiveness\n\nGrade 2 (Good)\n\n1. Children are safe.\n");
    REQUIRE(report.sections.size() >= 2);
    CHECK(outline(report).back() == "help-and-protection / Overall effectiveness / good");
    CHECK(std::count_if(report.sections.begin(), report.sections.end(),
                        [](const Section& section) { return section.path.back() == "Staying safe"; }) == 0);
    CHECK(paragraphs(report) == Texts{"Children are safe."});
  }
}

// ---- improvements
// ----------------------------------------------------------------------------------------------------

TEST_CASE("improvements are items under their paragraph, each with its timescale") {
  const Report report = slac_report_of(R"(
Safeguarding services

Areas for improvement

1. To improve its services, Thornbeck should do the following.

Immediately:

- see every child
- write down what each of them says

Within three months:

- train all carers.

Services for looked after children

2. Children are happy.)");
  const auto item = [&](std::size_t i) -> const Paragraph& { return report.paragraphs.at(i); };
  REQUIRE(report.paragraphs.size() == 5);
  CHECK(item(0).number == 1);
  CHECK_FALSE(item(0).item);
  CHECK(item(0).kind == Kind::boilerplate);
  for (std::size_t i = 1; i <= 3; ++i) {
    CHECK(item(i).kind == Kind::improvement);
    CHECK(item(i).number == 1);
    CHECK(item(i).item == static_cast<int>(i));
    CHECK(item(i).timescale == (i < 3 ? "Immediately" : "Within three months"));
    CHECK(item(i).area == "help-and-protection");
  }
  CHECK(item(2).text == "write down what each of them says");
  CHECK(item(2).citation.ends_with("#1.2"));
  CHECK_FALSE(item(4).timescale);
  CHECK(item(4).kind == Kind::finding);
}

TEST_CASE("a timescale is read however it is spelt") {
  for (const char* spelt : {"Immediately", "Immediately:", "With immediate effect:", "Within two weeks:",
                            "Within three months of this report:", "Within 6 months", "As soon as possible:"}) {
    INFO(spelt);
    const Report report =
        slac_report_of("Safeguarding services\n\nAreas for improvement\n\n1. Thornbeck should do this.\n\n" +
                       std::string(spelt) + "\n\n- see every child\n");
    REQUIRE(report.paragraphs.size() == 2);
    std::string expected = spelt;
    if (expected.ends_with(':')) expected.pop_back();
    CHECK(report.paragraphs[1].timescale == expected);
  }
}

TEST_CASE("what needs to improve is a list of improvements without a number") {
  const Report report = report_of(R"(
Thornbeck Borough Council
Inspection of children’s social care services
Inspection dates: 4 March 2019 to 15 March 2019

Lead inspector: Ada Marsh
Her Majesty’s Inspector

Judgement	Grade
The impact of leaders on social work practice with children and families	Good
The experiences and progress of children who need help and protection	Requires improvement to be good
Overall effectiveness	Good

Children do well in Thornbeck, because their social workers stay and know them.

What needs to improve?

• The speed of decisions.
• The care of records.

The experiences and progress of children who need help and protection: requires improvement

1. Decisions are slow.

The impact of leaders on social work practice with children and families is good

2. Leaders know this.)");
  CHECK(report.framework == "ilacs");
  CHECK(report.lead_inspector == "Ada Marsh");
  CHECK(outline(report) ==
        Texts{"whole-service / [introduction] / -", "whole-service / What needs to improve? / -",
              "help-and-protection / The experiences and progress of children who need help and protection / requires "
              "improvement",
              "leadership / The impact of leaders on social work practice with children and families / good"});
  REQUIRE(report.paragraphs.size() == 5);
  CHECK(report.paragraphs[0].kind == Kind::summary);
  CHECK(report.paragraphs[0].grade == Grade::good);
  CHECK(report.paragraphs[0].grade_from == GradeFrom::overall);
  CHECK(report.paragraphs[1].kind == Kind::improvement);
  CHECK(report.paragraphs[1].item == 1);
  CHECK(report.paragraphs[2].item == 2);
  CHECK_FALSE(report.paragraphs[2].number);
  REQUIRE(report.judgements.size() == 3);
  CHECK(report.judgements[1].as_printed == "Requires improvement to be good");
}

// ---- judgements
// ------------------------------------------------------------------------------------------------------

TEST_CASE("rows of the record of findings go to their half by their order, not by its misprinted headings") {
  const Report report = slac_report_of(R"(
Safeguarding services

1. Children are safe.

Record of main findings

Safeguarding services
Overall effectiveness	Good
Services for looked after children
Leadership and management	Adequate
Equality and diversity	Good
Safeguarding services
Overall effectiveness	Inadequate
Being healthy	Outstanding
Equality and diversity	Adequate)");
  Texts rows;
  for (const Judgement& judgement : report.judgements)
    rows.push_back(judgement.area + " / " + judgement.label + " / " + judgement.as_printed);
  CHECK(rows == Texts{"help-and-protection / Overall effectiveness / Good",
                      "help-and-protection / Leadership and management / Adequate",
                      "help-and-protection / Equality and diversity / Good",
                      "looked-after-children / Overall effectiveness / Inadequate",
                      "looked-after-children / Being healthy / Outstanding",
                      "looked-after-children / Equality and diversity / Adequate"});
  CHECK(report.sections.back().path == Texts{"Record of main findings"});
  CHECK(paragraphs(report) == Texts{"Children are safe."});
}

namespace {

/// A council's paper of its own before a single-inspection-framework report, whose summary it repeats.
const char* wrapped_report = R"(
THORNBECK COUNCIL

CABINET

1. PURPOSE OF THE REPORT

- 1.1 To tell members how the inspection ended, what the inspectors said about each of our services, and what happens next.

2 BACKGROUND

- 2.1 Inspectors came for four weeks. Our services were judged: **GOOD**

Children who need help and protection	GOOD

Services for children in Thornbeck are well led, and children are seen often by social workers who know them well and care.

“Decisions are made in good time, and families say that they understand why they were made and what must change.”

2 OPTIONS

- 3.1 There are none, as the report has been published and all that is left to do is to act on what it says.

Thornbeck

Inspection of services for children in need of help and protection, children looked after and care leavers

and

Review of the effectiveness of the Local Safeguarding Children Board¹

Inspection date: 20 June 2017 – 13 July 2017

Report published: 4 September 2017

Children's services in Thornbeck are good
1. Children who need help and protection	Good
2. Children looked after and achieving permanence	Outstanding
2.1 Adoption performance	Outstanding
2.2 Experiences and progress of care leavers	Requires improvement
3. Leadership, management and governance	Good

¹ Made under the power to combine reports.

Executive summary

Services for children in Thornbeck are well led, and children are seen often by social workers who know them well and care.

Decisions are made in good time, and families say that they understand why they were made and what must change.

The local authority

Information about this local authority area²

Children living in this area

- Some 30,000 children live here.
² From the authority's own returns.
- A fifth of them are poor.

Recommendations

1. Write plans that children can read.
2. Publish the offer to care leavers.

The experiences and progress of children who need help and protection	Good

<p>Summary</p> <p>Help comes early. Children are seen alone.</p> <p>Thresholds are understood.</p>	

Inspection findings

3. Contacts are answered within a day.

The experiences and progress of children looked after and achieving permanence	Outstanding

Inspection findings

4. Children live near home.

The graded judgement for adoption performance is that it is outstanding

5. Adopters are found early.

The graded judgement about the experience and progress of care leavers is that it is requires improvement

6. Some young people wait for a home.

Leadership, management and governance	Good

Inspection findings

7. Leaders listen.

The Local Safeguarding Children Board (LSCB)

The Local Safeguarding Children Board is outstanding

Executive summary

The board asks hard questions.

Inspection findings – the Local Safeguarding Children Board

8. Audits lead to change.

Information about this inspection

The inspection team consisted of two inspectors.

Lead inspector: Ada Marsh)";

}  // namespace

TEST_CASE("a council's own pages around a report are kept apart and marked") {
  const Report report = report_of(wrapped_report);
  CHECK(report.framework == "sif");
  CHECK(report.authority == "Thornbeck");
  CHECK(report.lead_inspector == "Ada Marsh");
  CHECK(to_string(report.inspected->from) == "2017-06-20");
  CHECK(to_string(*report.published) == "2017-09-04");
  CHECK(report.sections[0].path == Texts{"[covering paper]"});
  std::size_t covering = 0;
  for (const Paragraph& paragraph : report.paragraphs) {
    if (report.sections[paragraph.section].path[0] != "[covering paper]") continue;
    ++covering;
    INFO(paragraph.text);
    CHECK(paragraph.area == "about");
    CHECK(paragraph.kind == Kind::about);
    CHECK_FALSE(paragraph.grade);
    CHECK_FALSE(paragraph.number);
  }
  CHECK(covering >= 5);
  CHECK(numbered(report, 1).text == "Write plans that children can read.");
}

TEST_CASE("a summary that the covering paper repeats points to the report's own") {
  const Report report = report_of(wrapped_report);
  Texts originals, repetitions;
  for (const Paragraph& paragraph : report.paragraphs) {
    const std::string& top = report.sections[paragraph.section].path.front();
    if (top == "Executive summary") originals.push_back(paragraph.citation);
    if (paragraph.repeats) {
      CHECK(top == "[covering paper]");
      repetitions.push_back(*paragraph.repeats);
    }
  }
  CHECK(originals.size() == 2);
  CHECK(repetitions == originals);
}

TEST_CASE("the judgements of a single-framework report are its own table's, and its sections agree") {
  const Report report = report_of(wrapped_report);
  Texts rows;
  for (const Judgement& judgement : report.judgements)
    rows.push_back(judgement.area + " " + std::string(judgement.grade ? to_string(*judgement.grade) : "-"));
  CHECK(rows == Texts{"whole-service good", "help-and-protection good", "looked-after-children outstanding",
                      "adoption outstanding", "care-leavers requires improvement", "leadership good",
                      "safeguarding-board outstanding"});
  CHECK(grade_of(report, "Adoption performance") == Grade::outstanding);
  CHECK(grade_of(report, "Experience and progress of care leavers") == Grade::requires_improvement);
  CHECK(grade_of(report, "The Local Safeguarding Children Board (LSCB)") == Grade::outstanding);
  CHECK(numbered(report, 5).area == "adoption");
  CHECK(numbered(report, 6).area == "care-leavers");
  CHECK(numbered(report, 8).grade == Grade::outstanding);
  CHECK(numbered(report, 8).grade_from == GradeFrom::enclosing);
  CHECK(warnings(report) == Texts{"unknown-authority"});
}

TEST_CASE("a summary in one cell of a table is prose again, and a footnote interrupts no list") {
  const Report report = report_of(wrapped_report);
  Texts summaries, living, notes;
  for (const Paragraph& paragraph : report.paragraphs) {
    const Texts& path = report.sections[paragraph.section].path;
    if (path.back() == "Summary") summaries.push_back(paragraph.text);
    if (path.back() == "Children living in this area" && paragraph.kind == Kind::about)
      living.push_back(paragraph.text);
    if (paragraph.kind == Kind::footnote) notes.push_back(paragraph.text);
  }
  CHECK(summaries == Texts{"Help comes early. Children are seen alone.", "Thresholds are understood."});
  CHECK(living == Texts{"Some 30,000 children live here.", "A fifth of them are poor."});
  CHECK(notes == Texts{"Made under the power to combine reports.", "From the authority's own returns."});
}

// ---- letters, outcomes, anything else
// --------------------------------------------------------------------------------

TEST_CASE("a letter has a date, a visit, findings and a signature, and no grades though it quotes some") {
  const Report report = report_of(R"(
Ofsted
Piccadilly Gate
Store Street

12 July 2019

Ms Jo Brook
Director of Children’s Services
Thornbeck Council

Dear Ms Brook

Focused visit to Thornbeck children’s services

This letter summarises the findings of a focused visit to Thornbeck children’s services on 18 June 2019 and 19 June 2019.

Overview

Thornbeck was judged to be good in 2016. Since then, services for children in care have grown slower.

Good

What needs to improve in this area of social work practice

• The speed of decisions.
• The care of records.

Findings

• Plans are written with children. They are read aloud to those who wish it.
• Visits are made on time.

Ofsted will take the findings from this focused visit into account when planning the next inspection.

Yours sincerely

Ada Marsh
Her Majesty’s Inspector)");
  CHECK(report.framework == "focused-visit");
  CHECK(report.authority == "Thornbeck");
  CHECK(to_string(*report.published) == "2019-07-12");
  CHECK(to_string(report.inspected->from) == "2019-06-18");
  CHECK(to_string(report.inspected->to) == "2019-06-19");
  CHECK(report.lead_inspector == "Ada Marsh");
  CHECK(report.judgements.empty());
  for (const Section& section : report.sections) CHECK_FALSE(section.grade);
  for (const Paragraph& paragraph : report.paragraphs) CHECK_FALSE(paragraph.grade);
  CHECK(paragraphs(report, Kind::improvement) == Texts{"The speed of decisions.", "The care of records."});
  CHECK(
      paragraphs(report, Kind::finding) ==
      Texts{"Plans are written with children. They are read aloud to those who wish it.", "Visits are made on time."});
  CHECK(report.sections.back().path == Texts{"[closing]"});
}

TEST_CASE("an area inspection has a leader from each of two bodies, and a table of improvements one item a row") {
  const Report report = report_of(R"(
Area SEND inspection of Thornbeck Local Area Partnership

Inspection dates: 7 to 11 October 2024

Areas for improvement

Responsible body	Areas for improvement
Thornbeck Council	Leaders should shorten the waits.
Thornbeck Council and NHS Thornbeck	Leaders should share what they know.

Inspection team

Ofsted	Care Quality Commission
Ada Marsh HMI, Ofsted lead inspector	Owen Hollin, CQC lead inspector
Jo Brook, Ofsted Inspector	)");
  CHECK(report.lead_inspector == "Ada Marsh and Owen Hollin");
  CHECK(paragraphs(report, Kind::improvement) ==
        Texts{"Thornbeck Council: Leaders should shorten the waits.",
              "Thornbeck Council and NHS Thornbeck: Leaders should share what they know."});
  for (std::size_t i = 0; i < 2; ++i) CHECK(report.paragraphs[i].item == static_cast<int>(i + 1));
}

TEST_CASE("the last of several recommendations is one, though a list of something else follows it") {
  const Report report = report_of(R"(
Thornbeck

Inspection of services for children in need of help and protection, children looked after and care leavers

Inspection date: 20 June 2017 – 13 July 2017

Recommendations

1. Write plans that children can read.
2. Publish the offer to care leavers.

Summary for children and young people

- You are listened to.)");
  CHECK(paragraphs(report, Kind::improvement) ==
        Texts{"Write plans that children can read.", "Publish the offer to care leavers."});
  CHECK(report.paragraphs.back().kind == Kind::about);
}

TEST_CASE("a visit whose dates print no year took place in the year of its letter, and that is a warning") {
  const Report report = report_of(R"(
12 July 2019

Dear Ms Brook

Focused visit to Thornbeck children’s services

This letter summarises the findings of a focused visit to Thornbeck children’s services on 18 and 19 June.

Main findings

Visits are made on time.

Yours sincerely

Ada Marsh)");
  REQUIRE(report.inspected);
  CHECK(to_string(report.inspected->from) == "2019-06-18");
  CHECK(to_string(report.inspected->to) == "2019-06-19");
  const Texts codes = warnings(report);
  CHECK(std::count(codes.begin(), codes.end(), "no-year") == 1);
}

TEST_CASE("an area SEND inspection has one of three outcomes, and no grade") {
  const std::pair<const char*, const char*> outcomes[] = {
      {"typically lead to positive experiences and outcomes for children",
       "typically positive experiences and outcomes"},
      {"lead to inconsistent experiences and outcomes for children", "inconsistent experiences and outcomes"},
      {"There are widespread and/or systemic failings leading to significant concerns",
       "widespread and/or systemic failings"},
  };
  for (const auto& [printed, outcome] : outcomes) {
    INFO(printed);
    const Report report = report_of(R"(
Area SEND inspection of Thornbeck Local Area Partnership

Inspection dates: 7 to 11 October 2024

Dates of previous inspection: 12 to 16 March 2018

Inspection outcome

The local area partnership’s arrangements )" +
                                    std::string(printed) + R"( and young people.

The next inspection will be within approximately three years.

What is it like to be a child or young person with SEND in this area?

Children wait too long. They are good at waiting.

Areas for improvement

- Shorten the waits.)");
    CHECK(report.framework == "send");
    CHECK(report.authority == "Thornbeck");
    CHECK(report.outcome == outcome);
    CHECK(to_string(report.inspected->from) == "2024-10-07");
    CHECK(report.judgements.empty());
    for (const Section& section : report.sections) CHECK_FALSE(section.grade);
    CHECK(paragraphs(report, Kind::summary).size() == 2);
    CHECK(paragraphs(report, Kind::improvement) == Texts{"Shorten the waits."});
  }
}

TEST_CASE("a report of no known framework is kept whole, without area or grade, and says so") {
  const Report report = report_of(R"(
A review of the parks of Thornbeck

Paths

1. The paths are good, and people walk on them in all weathers.
2. The benches are adequate.

Ponds

3. Ducks live in four ponds. Two of them are deep, and the fences round these need mending.)");
  CHECK_FALSE(report.framework);
  CHECK(report.title == "A review of the parks of Thornbeck");
  CHECK_FALSE(report.authority);
  CHECK(report.id == "report/thornbeck/undated");
  REQUIRE(report.paragraphs.size() >= 3);
  for (const Section& section : report.sections) {
    CHECK(section.area.empty());
    CHECK_FALSE(section.grade);
  }
  for (const Paragraph& paragraph : report.paragraphs) {
    CHECK(paragraph.area.empty());
    CHECK_FALSE(paragraph.grade);
    CHECK(paragraph.kind == Kind::finding);
  }
  CHECK(numbered(report, 2).text == "The benches are adequate.");
  CHECK(report.paragraphs.back().text ==
        "Ducks live in four ponds. Two of them are deep, and the fences round these need mending.");
  CHECK(warnings(report) == Texts{"no-framework"});
}
