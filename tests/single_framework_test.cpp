// The single inspection framework: chapters and their namesakes, recommendations, the board’s review.
#include <set>

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

// ---- a council's paper around a report

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

// ---- recommendations

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

TEST_CASE("a recommendation that leads a list of its own is one improvement, with its list") {
  const Report report = sif_report_of(R"(
Recommendations

1. Improve planning by ensuring that:
- plans are written with children
- plans are read.
2. Publish the offer to care leavers.)");
  CHECK(paragraphs(report, Kind::improvement) ==
        Texts{"Improve planning by ensuring that: •plans are written with children •plans are read.",
              "Publish the offer to care leavers."});
}

TEST_CASE("a heading that says when gives the improvements under it their timescale") {
  const Report report = sif_report_of(R"(
Executive summary

Children are seen often.

What does the local authority need to improve?

Priority and immediate action

1. See every child.

Areas for improvement

2. Write plans that children can read.)");
  CHECK(numbered(report, 1).kind == Kind::improvement);
  CHECK(numbered(report, 1).timescale == "Immediately");
  CHECK(numbered(report, 2).kind == Kind::improvement);
  CHECK_FALSE(numbered(report, 2).timescale);
}

// ---- chapters and their namesakes

TEST_CASE("the name of a chapter above some recommendations opens no chapter") {
  const Report report = sif_report_of(R"(
Recommendations

Leadership, management and governance

1. Write down what was decided.

Children looked after

2. Publish the offer to care leavers.

Leadership, management and governance

Inadequate

3. Leaders do not listen.)");
  for (const int number : {1, 2}) {
    CHECK(numbered(report, number).kind == Kind::improvement);
    CHECK(numbered(report, number).area == "whole-service");
    CHECK_FALSE(numbered(report, number).grade);
  }
  CHECK(numbered(report, 3).kind == Kind::finding);
  CHECK(numbered(report, 3).area == "leadership");
  CHECK(numbered(report, 3).grade == Grade::inadequate);
}

TEST_CASE("grades in a list of earlier inspections open no chapters") {
  const Report text = sif_report_of(R"(
The local authority

Information about this local authority area

The last inspection, in 2013, judged as follows.

- Children who need help and protection: Inadequate.
- Leadership, management and governance: Inadequate.

Executive summary

Children are seen often.)");
  const Report pages = page_report(R"(
70 100 14b|Thornbeck
70 130 14b|Inspection of services for children in need of help and protection,
70 150 14b|children looked after and care leavers
70 180 12|Inspection date: 20 June 2017 – 13 July 2017
70 200 14b|The local authority
70 220 12b|Information about this local authority area
70 250 12|The last inspection was made in 2013, and it judged what it found in the council as follows.
70 270 12|Leadership, management and governance: Inadequate.
70 310 14b|Executive summary
70 340 12|Children are seen often by the social workers whom they know well, and who know them well.
)");
  for (const Report* report : {&text, &pages}) {
    CHECK(outline(*report) == Texts{"about / The local authority / -",
                                    "about / Information about this local authority area / -",
                                    "whole-service / Executive summary / -"});
    for (const Paragraph& paragraph : report->paragraphs) CHECK_FALSE(paragraph.grade);
  }
}

TEST_CASE("a chapter without a heading for its summary begins with it, and its numbers are findings") {
  const Report report = sif_report_of(R"(
The experiences and progress of children who need help and protection

Requires improvement

Help comes early, and children are seen alone.

1. Contacts are answered within a day.
2. Visits are made on time.

Leadership, management and governance

Good

Leaders listen.

Inspection findings

3. Leaders read audits.)");
  const std::string chapter = "The experiences and progress of children who need help and protection";
  CHECK(outline(report) ==
        Texts{"help-and-protection / " + chapter + " / requires improvement", "help-and-protection / [findings] / -",
              "leadership / Leadership, management and governance / good", "leadership / Inspection findings / -"});
  CHECK(paragraphs(report, Kind::summary) ==
        Texts{"Help comes early, and children are seen alone.", "Leaders listen."});
  CHECK(paragraphs(report, Kind::finding) ==
        Texts{"Contacts are answered within a day.", "Visits are made on time.", "Leaders read audits."});
  CHECK(report.sections[1].path == Texts{chapter, "[findings]"});
  CHECK(numbered(report, 2).grade == Grade::requires_improvement);
}

TEST_CASE("inspection findings under adoption are adoption's") {
  const Report report = sif_report_of(R"(
Executive summary

Children are seen often.

The experiences and progress of children looked after and achieving permanence	Good

Inspection findings

1. Children live near home.

The graded judgement for adoption performance is that it is outstanding

Inspection findings

2. Adopters are found early.

The graded judgement about the experience and progress of care leavers is that it is requires improvement

Inspection findings

3. Some young people wait for a home.)");
  CHECK(numbered(report, 1).area == "looked-after-children");
  CHECK(numbered(report, 2).area == "adoption");
  CHECK(numbered(report, 2).grade == Grade::outstanding);
  CHECK(report.sections[numbered(report, 2).section].path.size() == 3);
  CHECK(numbered(report, 3).area == "care-leavers");
  CHECK(numbered(report, 3).grade == Grade::requires_improvement);
}

// ---- the board's review

TEST_CASE("the board's review bound behind the report counts from 1 again, and no citation stands twice") {
  const Report report = sif_report_of(R"(
Executive summary

Children are seen often.

The experiences and progress of children who need help and protection	Good

Inspection findings

1. Contacts are answered within a day.
2. Visits are made on time.

Any complaints about the inspection or the report should be made following the procedures.

Review of the effectiveness of the Local Safeguarding Children Board

The Local Safeguarding Children Board is inadequate

Executive summary

The board asks few questions.

Recommendations

1. Ask more of them.

Inspection findings

2. Audits are rare.)");
  std::set<std::string> citations;
  Texts repeated;
  for (const Paragraph& paragraph : report.paragraphs) {
    CHECK(citations.insert(paragraph.citation).second);
    if (paragraph.citation.ends_with("~2"))
      repeated.push_back(paragraph.citation.substr(report.id.size()) + " " + paragraph.text);
  }
  CHECK(repeated == Texts{"#1~2 Ask more of them.", "#2~2 Audits are rare."});
  for (const Paragraph& paragraph : report.paragraphs) {
    if (!paragraph.citation.ends_with("~2")) continue;
    CHECK(paragraph.area == "safeguarding-board");
    CHECK(paragraph.grade == Grade::inadequate);
  }
  CHECK(paragraphs(report, Kind::improvement) == Texts{"Ask more of them."});
  CHECK(numbered(report, 2).area == "help-and-protection");
}

TEST_CASE("the board's review published alone is about the board throughout") {
  const Report report = report_of(R"(
Thornbeck

Review of the effectiveness of the Local Safeguarding Children Board

Inspection date: 20 June 2017 – 13 July 2017

The Local Safeguarding Children Board requires improvement

Executive summary

The board asks few questions.

Recommendations

1. Ask more of them.

Inspection findings

2. Audits are rare.)");
  CHECK(report.framework == "sif");
  CHECK(report.authority == "Thornbeck");
  REQUIRE(report.judgements.size() == 1);
  CHECK(report.judgements[0].area == "safeguarding-board");
  CHECK(report.judgements[0].grade == Grade::requires_improvement);
  REQUIRE(report.paragraphs.size() == 3);
  for (const Section& section : report.sections) CHECK(section.area == "safeguarding-board");
  for (const Paragraph& paragraph : report.paragraphs) {
    CHECK(paragraph.area == "safeguarding-board");
    CHECK(paragraph.grade == Grade::requires_improvement);
  }
}
