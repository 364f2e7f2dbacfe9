// Blocks -> Report: sections, grades, paragraphs, improvements, judgements.
#include "tests/fuzz/law.h"
#include "tests/reading.h"

using namespace findings;

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

TEST_CASE("a paragraph that begins small by mistake is one where the paragraph before it has ended") {
  CHECK(paragraphs(slac_report_of("Safeguarding services\n\n1. One ends.\n2. two begins small.\n3. Three.")) ==
        Texts{"One ends.", "two begins small.", "Three."});
  CHECK(paragraphs(slac_report_of("Safeguarding services\n\n1. Carers are\n2. years late.\n2. Two.")) ==
        Texts{"Carers are 2. years late.", "Two."});
}

TEST_CASE("on pages a paragraph that begins small is one where the next number follows soon") {
  const std::string begin = R"(
70 100 14b|Inspection of safeguarding and looked after children services
70 130 14b|Thornbeck
70 160 12|Inspection dates: 4 – 15 April 2011
70 200 14b|Safeguarding services
70 230 12|1. Visits are made on time, and those who make them write down what they saw when
92 244 12|they came, and whom they spoke with when they were there, and whom they did not
92 258 12|see.
70 284 12|2. two begins small.
)";
  const std::string end = "70 310 12|3. Three does not.\n";
  const std::string one =
      "Visits are made on time, and those who make them write down what they saw when they came, and whom they "
      "spoke with when they were there, and whom they did not see.";
  CHECK(paragraphs(page_report(begin + end)) == Texts{one, "two begins small.", "Three does not."});
  CHECK(paragraphs(page_report(begin)) == Texts{one + " 2. two begins small."});
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
                            "Within one week:", "Within two days:", "Within a year:",
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

TEST_CASE("where nothing needs to improve, the first chapter's heading ends the introduction") {
  const Report report = report_of(R"(
Thornbeck Borough Council
Inspection of children’s social care services
Inspection dates: 4 March 2019 to 15 March 2019

Judgement	Grade
The impact of leaders on social work practice with children and families	Good
The experiences and progress of children who need help and protection	Good
Overall effectiveness	Good

Children do well in Thornbeck, because their social workers stay and know them.

The experiences and progress of children who need help and protection: good

1. Decisions are quick.
2. They are written down.)");
  CHECK(outline(report) ==
        Texts{"whole-service / [introduction] / -",
              "help-and-protection / The experiences and progress of children who need help and protection / good"});
  CHECK(paragraphs(report, Kind::summary) ==
        Texts{"Children do well in Thornbeck, because their social workers stay and know them."});
  CHECK(numbered(report, 1).text == "Decisions are quick.");
  CHECK(numbered(report, 1).area == "help-and-protection");
  CHECK(report.judgements.size() == 3);
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

// ---- outcomes, anything else
// -----------------------------------------------------------------------------------------

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

TEST_CASE("in a report of no known framework a heading alone on its line is one, after a numbered paragraph too") {
  const Report report = report_of(R"(
A review of the parks of Thornbeck

Paths

1. The paths are good, and people walk on them in all weathers.
2. The benches are adequate.

Ducks and geese

Ducks live in four ponds.)");
  CHECK(outline(report).back() == "- / Ducks and geese / -");
  CHECK(numbered(report, 2).text == "The benches are adequate.");
  CHECK(report.paragraphs.back().text == "Ducks live in four ponds.");
  CHECK(report.paragraphs.back().section == report.sections.size() - 1);
}

TEST_CASE("a long title is cut, and is valid UTF-8 wherever the cut falls") {
  for (const int before : {197, 198, 199, 200}) {
    const std::string letters(static_cast<std::size_t>(before), 'A');
    const std::string title = report_of(letters + "’s parks\n\nThe paths are good.").title;
    CHECK(title.starts_with(letters));
    CHECK(is_clean_line(title));
    CHECK(title.find("parks") == title.npos);
  }
}

// ---- what converters make of a page
// ----------------------------------------------------------------------------------

TEST_CASE("in a wrapped text without empty lines titles, facts and headings keep their own lines") {
  std::string prose;
  for (int i = 1; i <= 12; ++i)
    prose += std::to_string(i) + ". Social workers see children often and write down what they say, and\n" +
             "they use it when they make plans with families and with other people.\n";
  const Report report = report_of(R"(Inspection of Thornbeck local authority children’s services
Inspection dates: 14 January 2019 to 25 January 2019
Lead inspector: Ada Marsh, Her Majesty’s Inspector
Judgement Grade
The impact of leaders on social work practice with children
and families
Good
The experiences and progress of children who need help and
protection
Requires improvement to be good
Overall effectiveness is good
Services have improved since the inspection of two years before this one, and
leaders know what is left to do, which they say plainly and often enough.
What needs to improve
The experiences and progress of children who need help and
protection: requires improvement to be good
)" + prose + R"(The impact of leaders on social work practice with children
and families: good
13. Leaders know their services.
)");
  CHECK(report.authority == "Thornbeck");
  CHECK(to_string(report.inspected->to) == "2019-01-25");
  CHECK(report.lead_inspector == "Ada Marsh");
  Texts judged, graded;
  for (const Judgement& judgement : report.judgements)
    judged.push_back(judgement.area + " " + std::string(to_string(*judgement.grade)));
  for (const Section& section : report.sections)
    if (section.grade)
      graded.push_back(section.area + " " + std::string(to_string(*section.grade)) + " " +
                       std::to_string(section.first_paragraph.value_or(0)) + "-" +
                       std::to_string(section.last_paragraph.value_or(0)));
  CHECK(judged == Texts{"leadership good", "help-and-protection requires improvement", "whole-service good"});
  CHECK(graded == Texts{"help-and-protection requires improvement 1-12", "leadership good 13-13"});
}

TEST_CASE("labels and grades that a converter set column after column are paired in order, if they are as many") {
  const auto judged = [](const std::string& last) {
    const Report report = report_of(R"(
Inspection of Thornbeck local authority children’s services

Inspection dates: 14 January 2019 to 25 January 2019

The impact of leaders on social work practice with children and families

The experiences and progress of children who need help and protection

Overall effectiveness

Good

Requires improvement to be good

)" + last + R"(

Services have improved since the last inspection of two years ago, and leaders know what is left to do.

What needs to improve

- Recording.

The experiences and progress of children who need help and protection: requires improvement

1. Children are seen.)");
    Texts found;
    for (const Judgement& judgement : report.judgements)
      found.push_back(judgement.area + " " + std::string(to_string(*judgement.grade)));
    const Texts codes = warnings(report);
    CHECK(std::count(codes.begin(), codes.end(), "table-scattered") == (found.empty() ? 0 : 1));
    return found;
  };
  CHECK(judged("Good") == Texts{"leadership good", "help-and-protection requires improvement", "whole-service good"});
  CHECK(judged("").empty());
}
