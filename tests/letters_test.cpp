// Letters of focused visits, and who led an inspection: dates, signatures and names in every way they are printed.
#include "indexer/front.h"
#include "tests/reading.h"

using namespace findings;

namespace {

/// A letter about a visit, and what stands in it between its first sentence and its end.
Report letter_of(const std::string& body, const std::string& end = "Yours sincerely\n\nAda Marsh\n") {
  return report_of(R"(
Piccadilly Mill, Store Lane, Quarrington, QX1 2WD, telephone 0300 555 0100, enquiries at any hour

12 July 2019

Ms Jo Brook, Director of Children’s Services

Dear Ms Brook

Focused visit to Thornbeck children’s services

This letter summarises the findings of a focused visit to Thornbeck children’s services on 18 and 19 June 2019.

)" + text_file(body) +
                   "\n" + end);
}

/// An area inspection whose closing pages say who made it.
Report area_inspection_by(const std::string& team) {
  return report_of(R"(
Area SEND inspection of Thornbeck Local Area Partnership

Inspection dates: 7 to 11 October 2024

Inspection outcome

The arrangements lead to inconsistent experiences and outcomes for children.

Inspection team

)" + team);
}

}  // namespace

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

TEST_CASE("the letterhead is a section of its own, and the first sentence begins the next") {
  const Report report = letter_of("Main findings\n\nVisits are made on time.\n");
  CHECK(outline(report) == Texts{"about / [letterhead] / -",
                                 "about / Focused visit to Thornbeck children’s services / -", "- / Main findings / -",
                                 "about / [closing] / -"});
  REQUIRE(report.paragraphs.size() >= 3);
  CHECK(report.paragraphs[0].section == 0);
  CHECK(report.paragraphs[0].text.starts_with("Piccadilly Mill"));
  CHECK(report.paragraphs[0].text.ends_with("at any hour"));
  CHECK(report.paragraphs[1].section == 1);
  CHECK(report.paragraphs[1].text.starts_with("This letter summarises"));
}

TEST_CASE("a lead-in with a colon is no improvement, and the list under it is") {
  const Report report = letter_of(R"(
What needs to improve in this area of social work practice

The council needs to act swiftly to improve:

• The speed of decisions.
• The care of records.

Main findings

Visits are made on time.
)");
  CHECK(paragraphs(report, Kind::improvement) == Texts{"The speed of decisions.", "The care of records."});
  CHECK(paragraphs(report, Kind::boilerplate).front() == "The council needs to act swiftly to improve:");
  for (const Paragraph& paragraph : report.paragraphs)
    if (paragraph.kind == Kind::improvement) CHECK(paragraph.item);
}

TEST_CASE("a sentence that there is nothing to improve is a finding") {
  const Report report = letter_of(R"(
Areas for priority action

There are no priority actions arising from this visit.

Areas for improvement

• The speed of decisions.
)");
  CHECK(paragraphs(report, Kind::improvement) == Texts{"The speed of decisions."});
  CHECK(paragraphs(report, Kind::finding) == Texts{"There are no priority actions arising from this visit."});
}

TEST_CASE("a letter is signed by who led the visit, whatever the greeting") {
  for (const char* end :
       {"Yours sincerely\n\nAda Marsh\nHer Majesty’s Inspector\n", "Your sincerely\n\nAda Marsh HMI\n",
        "Yours faithfully,\n\nAda Marsh\n", "Ada Marsh\nHer Majesty’s Inspector\n",
        "Ada Marsh\n\nHis Majesty’s Inspector\n", "Ada Marsh, His Majesty’s Inspector\n"}) {
    INFO(end);
    CHECK(letter_of("Main findings\n\nVisits are made on time.\n", end).lead_inspector == "Ada Marsh");
  }
}

namespace {

Report letter_of_visit(const std::string& when) {
  return report_of(
      "12 July 2019\n\nDear Ms Brook\n\nFocused visit to Thornbeck children’s services\n\n"
      "This letter summarises the findings of a focused visit " +
      when + "\n\nMain findings\n\nVisits are made on time.\n\nYours sincerely\n\nAda Marsh\n");
}

}  // namespace

TEST_CASE("the dates of a visit may stand anywhere in its sentence") {
  for (const char* when : {"to Thornbeck children’s services on 18 and 19 June 2019.",
                           "on 18 and 19 June 2019 that focused on care leavers.",
                           "between 18 June 2019 and 19 June 2019 on behalf of His Majesty’s Chief Inspector."}) {
    INFO(when);
    const Report report = letter_of_visit(when);
    REQUIRE(report.inspected);
    CHECK(to_string(report.inspected->from) == "2019-06-18");
    CHECK(to_string(report.inspected->to) == "2019-06-19");
    CHECK(warnings(report) == Texts{"unknown-authority"});
  }
}

TEST_CASE("a visit whose dates print no year took place in the year of its letter, and that is a warning") {
  const Report report = letter_of_visit("on 18 and 19 June.");
  REQUIRE(report.inspected);
  CHECK(to_string(report.inspected->from) == "2019-06-18");
  CHECK(to_string(report.inspected->to) == "2019-06-19");
  const Texts codes = warnings(report);
  CHECK(std::count(codes.begin(), codes.end(), "no-year") == 1);
}

// ---- who led

TEST_CASE("two leaders on one line are both named, without what follows their names") {
  const Report report = report_of(R"(
Thornbeck Borough Council
Inspection of children’s social care services
Inspection dates: 4 March 2019 to 15 March 2019
Lead inspectors: Ada Marsh HMI and Owen Hollin HMI

What needs to improve

• The speed of decisions.)");
  CHECK(report.lead_inspector == "Ada Marsh and Owen Hollin");
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

TEST_CASE("leaders of two bodies are named in their rows, and a sentence that speaks of one names nobody") {
  CHECK(area_inspection_by(
            "Adam Quill HMI, Ofsted lead inspector\nKaye Morrow, CQC lead inspector\nJo Brook, Ofsted inspector")
            .lead_inspector == "Adam Quill and Kaye Morrow");
  for (const char* sentence : {"The lead inspector and the director agreed when the visits would be made.",
                               "Lead inspectors were on site for a week and met many people there.",
                               "Adam Quill HMI, deputy lead inspector"}) {
    INFO(sentence);
    CHECK_FALSE(area_inspection_by(sentence).lead_inspector);
  }
}

TEST_CASE("prose that begins with the words of a label is no fact") {
  for (const char* text :
       {"Lead inspector: Ada Marsh", "Lead inspectors Ada Marsh", "Inspection dates: 4 to 15 March 2019",
        "Inspection dates  4 to 15 March 2019", "Published:"})
    CHECK(is_fact_line(text));
  for (const char* text : {"Lead inspectors were on site for a week.", "lead inspectors were on site",
                           "Published figures are old.", "The lead inspector: Ada Marsh", "Leadership is good.", ""})
    CHECK_FALSE(is_fact_line(text));
}
