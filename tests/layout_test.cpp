// Lines of a PDF -> Blocks: furniture, footnotes, headings, paragraphs and tables, by how they stand on the page.
#include "tests/reading.h"

using namespace findings;

namespace {

/// A page of running text: a dozen full lines of a paragraph, so that size, leading and margins of the page are known.
std::string running_text(int from_y, int lines = 12) {
  std::string rows;
  for (int i = 0; i < lines; ++i)
    rows += "70 " + std::to_string(from_y + 14 * i) + " 12|" + (i == 0 ? "Social" : "social") +
            " workers see children often and write down what they say, which shapes the p" +
            (i + 1 == lines ? "lan.\n" : "lans\n");
  return rows;
}

/// What stands after the running text.
Texts after_text(const std::string& rows, std::string_view framework_name = "") {
  Texts texts = shown(page_blocks(running_text(100) + rows, framework_name));
  REQUIRE_FALSE(texts.empty());
  REQUIRE(texts.front().starts_with("Social workers see"));
  REQUIRE(texts.front().ends_with("the plan."));
  texts.erase(texts.begin());
  return texts;
}

}  // namespace

// ---- what belongs to the page
// ----------------------------------------------------------------------------------------

TEST_CASE("running heads, feet and page numbers are taken out of every page") {
  std::string rows;
  for (int page = 1; page <= 4; ++page) {
    const std::string number = std::to_string(page);
    rows += "-- page " + number + " --\n70 40 9|Thornbeck Borough Council\n" + running_text(100) +
            "70 770 9|Inspection of local authority children’s services\n70 782 9|4 to 15 March 2019, page " + number +
            "\n300 800 9|" + number + "\n";
  }
  const auto blocks = page_blocks(rows);
  REQUIRE(blocks.size() == 4);
  for (const Block& block : blocks) {
    INFO(block.text);
    CHECK(block.text.starts_with("Social workers"));
    CHECK(block.text.ends_with("the plan."));
    CHECK(block.page_top);
  }
}

TEST_CASE("a foot whose date is misprinted on one page is a foot there too") {
  std::string rows;
  for (int page = 1; page <= 6; ++page)
    rows += "-- page " + std::to_string(page) + " --\n" + running_text(100) + "70 770 9|" +
            (page == 4 ? "4 to 15 March 2018, Thornbeck, England" : "4 March to 15 March 2019") + "\n";
  for (const Block& block : page_blocks(rows)) CHECK(block.text.starts_with("Social workers"));
}

TEST_CASE("a foot set higher up on one page, right under its text, is a foot there too") {
  std::string rows;
  for (int page = 1; page <= 5; ++page)
    rows += "-- page " + std::to_string(page) + " --\n" + running_text(100, page == 3 ? 30 : 40) + "70 " +
            (page == 3 ? "560" : "770") + " 9|Inspection of services in Thornbeck\n";
  const auto blocks = page_blocks(rows);
  REQUIRE(blocks.size() == 5);
  for (const Block& block : blocks) CHECK(block.text.ends_with("the plan."));
}

TEST_CASE("a bare number in the middle of a page is no page number") {
  const auto texts = after_text("70 300 12|16\n70 330 12|Staff were told.\n70 700 12|The end.\n");
  CHECK(texts == Texts{"16", "Staff were told.", "The end."});
}

// ---- paragraphs
// ------------------------------------------------------------------------------------------------------

TEST_CASE("the space above a line begins a paragraph") {
  CHECK(after_text(R"(
70 300 12|Leaders know this well, and they have said so in plans which staff have read
70 314 12|and like.
70 342 12|Visits are made on time.
)") == Texts{"Leaders know this well, and they have said so in plans which staff have read and like.",
             "Visits are made on time."});
}

TEST_CASE("two paragraphs without a space between them are told apart by the room left on a line") {
  CHECK(after_text(R"(
70 300 12|Leaders know this well, and they have said so in plans which staff have read
70 314 12|and like.
70 328 12|Visits are made on time, and carers say that they are told of what was decided
70 342 12|by whom.
)") == Texts{"Leaders know this well, and they have said so in plans which staff have read and like.",
             "Visits are made on time, and carers say that they are told of what was decided by whom."});
}

TEST_CASE("a hyphen at the end of a line joins, and one that waits for a second word does not") {
  CHECK(after_text(R"(
70 300 12|Most of this work is well thought through, and it is done by people who are in-
70 314 12|house, with plans that are short-
70 328 12|and long-term, for the years of 2016–
70 342 12|17 only.
)") == Texts{"Most of this work is well thought through, and it is done by people who are in-house, with plans that "
             "are short- "
             "and long-term, for the years of 2016–17 only."});
}

TEST_CASE("a hyphen at a page turn keeps its word together") {
  const Report report = page_report(R"(
70 100 14b|Inspection of safeguarding and looked after children services
70 130 14b|Thornbeck
70 160 12|Inspection dates: 4 – 15 April 2011
70 200 14b|Safeguarding services
70 230 12|1. Visits are made on time, and those who make them write plans that are always time-
-- page 2 --
70 100 12|bound, and read them aloud.
)");
  CHECK(paragraphs(report) == Texts{"Visits are made on time, and those who make them write plans that are always "
                                    "time-bound, and read them aloud."});
}

TEST_CASE("a line that begins with the dash of its sentence is no bullet") {
  CHECK(after_text(R"(
70 300 12|1. Leaders know this well, and they have said so in the plans which staff have
92 314 12|read and like
92 328 12|– and, in most teams, follow.
92 348 12|– Visits are made.
)") == Texts{"1. Leaders know this well, and they have said so in the plans which staff have read and like – and, in "
             "most teams, follow.",
             "• Visits are made."});
}

TEST_CASE("a hanging number stands in the margin, and a wrapped line that begins with a number does not") {
  CHECK(after_text(R"(
70 300 12|1. Young people are able to stay with their carers until they reach the age of
92 314 12|18. This is rare, and they would like it to be less so, as would all of those who
92 328 12|care for them.
70 342 12|2. Visits are made.
)") == Texts{
           "1. Young people are able to stay with their carers until they reach the age of 18. This is rare, and they "
           "would like it to be less so, as would all of those who care for them.",
           "2. Visits are made."});
}

TEST_CASE("pieces of one printed line are joined again") {
  CHECK(after_text(R"(
70 300 12|7.
86 300 12|Visits are made.
70 400 12|The end.
)") == Texts{"7. Visits are made.", "The end."});
}

TEST_CASE("a paragraph that fills its page is torn, and one that ends with room to spare is not") {
  const std::string before =
      "-- page 1 --\n70 100 12|Visits are made on time, and those who make them write down what they saw and what\n";
  const std::string after =
      "-- page 2 --\n70 100 12|They saw more than was written, and they said so when they were asked about it all.\n";
  const auto torn = page_blocks(
      before + "70 114 12|they heard, and they do so on the day of the visit, which is what families want.\n" + after);
  REQUIRE(torn.size() == 2);
  CHECK(torn[1].page_top);
  CHECK(torn[1].torn);
  const auto whole = page_blocks(before + "70 114 12|they heard.\n" + after);
  REQUIRE(whole.size() == 2);
  CHECK(whole[1].page_top);
  CHECK_FALSE(whole[1].torn);
}

TEST_CASE("lines drawn late at the top of a page are read first") {
  const auto blocks = page_blocks(running_text(300) + "70 100 12|Dear Ms Brook\n");
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].text == "Dear Ms Brook");
}

TEST_CASE("a letterhead drawn after the text of its page moves up, line by line") {
  const auto blocks = page_blocks(running_text(300) + "320 100 9|Piccadilly Mill\n320 130 9|Store Lane\n");
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].text == "Piccadilly Mill");
  CHECK(blocks[1].text == "Store Lane");
  CHECK(blocks[2].text.starts_with("Social workers"));
}

TEST_CASE("the first page has its foot at a height of its own, and its title has the foot's words") {
  std::string rows = "-- page 1 --\n70 130 26|Inspection of Thornbeck children’s services\n" + running_text(200, 30) +
                     "70 770 8|Inspection of Thornbeck children’s services\n";
  for (int page = 2; page <= 4; ++page)
    rows += "-- page " + std::to_string(page) + " --\n" + running_text(100, 30) +
            "70 794 8|Inspection of Thornbeck children’s services\n";
  std::size_t titles = 0;
  for (const Block& block : page_blocks(rows)) titles += block.text == "Inspection of Thornbeck children’s services";
  CHECK(titles == 1);
}

TEST_CASE("each row of a table keeps its own cells, whether they take one line or more") {
  CHECK(after_text(R"(
70 300 12|Thornbeck Council
320 300 12|Leaders should plan together and
320 314 12|say so.
70 344 12|Thornbeck ICB
320 344 12|Leaders should cut waiting times.
)") == Texts{"[Thornbeck Council | Leaders should plan together and say so.]",
             "[Thornbeck ICB | Leaders should cut waiting times.]"});
}

// ---- lists and headings
// ----------------------------------------------------------------------------------------------

TEST_CASE("list items are told by their bullet, their level by how far in it stands") {
  CHECK(after_text(R"(
70 300 12|■ Visits are made on time, and carers say that they are told of what was
92 314 12|decided.
70 334 12|■ Plans are written:
92 354 12|– with children
92 374 12|– with carers
70 394 12|■ Records are kept.
)") == Texts{"• Visits are made on time, and carers say that they are told of what was decided.",
             "• Plans are written:", "  • with children", "  • with carers", "• Records are kept."});
}

TEST_CASE("a short line does not end a list item") {
  CHECK(after_text(R"(
70 300 12|■ Records are kept, and those who keep them say:
92 314 12|Thornbeck can show them to whoever asks.
)") == Texts{"• Records are kept, and those who keep them say: Thornbeck can show them to whoever asks."});
}

TEST_CASE("an item goes on at the top of a page under its text, and not under its bullet") {
  const std::string before = R"(
70 100 14b|Focused visit to Thornbeck children’s services
70 130 12|This letter summarises the findings of a focused visit on 18 and 19 June 2019 to all.
70 160 14b|Main findings
70 190 12|■ Visits are made on time.
)";
  CHECK(paragraphs(page_report(before + "-- page 2 --\n92 100 12|Carers say so.\n"), Kind::finding) ==
        Texts{"Visits are made on time. Carers say so."});
  CHECK(paragraphs(page_report(before + "-- page 2 --\n70 100 12|Carers say so.\n"), Kind::finding) ==
        Texts{"Visits are made on time.", "Carers say so."});
}

TEST_CASE("a bullet of a symbol font begins an item, and the same glyph in a line is a dash") {
  CHECK(after_text("70 300 12|\uF02D Visits are made \uF02D on time.\n") == Texts{"• Visits are made – on time."});
}

TEST_CASE("a heading over several lines is one block, and bold or large type makes it prominent") {
  const auto blocks = page_blocks(running_text(100) + R"(
70 300 16b|The experiences and progress of children who
70 320 16b|need help and protection
70 350 12|Visits are made.
70 380 12b|Early help
70 410 12|Families are helped.
)");
  CHECK(shown({blocks.begin() + 1, blocks.end()}) ==
        Texts{"The experiences and progress of children who need help and protection", "Visits are made.", "Early help",
              "Families are helped."});
  CHECK(blocks[1].prominent);
  CHECK_FALSE(blocks[2].prominent);
  CHECK(blocks[3].prominent);
}

TEST_CASE("a sub-heading in bold directly above its paragraph stands apart from it") {
  const auto blocks = page_blocks(running_text(100) + "70 300 12b|Early help\n70 314 12|Families are helped.\n");
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[1].text == "Early help");
  CHECK(blocks[1].prominent);
  CHECK(blocks[2].text == "Families are helped.");
}

TEST_CASE("facts on a title page are lines of their own") {
  CHECK(after_text("70 300 12|Inspection dates: 4 March to 15 March 2019\n70 314 12|Lead inspector: Ada Marsh\n") ==
        Texts{"Inspection dates: 4 March to 15 March 2019", "Lead inspector: Ada Marsh"});
}

// ---- footnotes
// -------------------------------------------------------------------------------------------------------

TEST_CASE("a footnote keeps to itself, and its mark is in no text") {
  CHECK(after_text(R"(
70 300 12|The board^1 meets every month and it asks hard questions of those who come to it
70 314 12|with figures from 2014.^12
70 500 8|^1 Made under section 15A of the Act, as it was amended later, and published
70 510 8|each year.
70 530 8|^12 From the council’s own returns.
)") == Texts{"The board meets every month and it asks hard questions of those who come to it with figures from 2014.",
             "(note) Made under section 15A of the Act, as it was amended later, and published each year.",
             "(note) From the council’s own returns."});
}

TEST_CASE("a mark counts letters, not bytes") {
  CHECK(after_text("70 300 12|“Café society”^3 is a club.\n") == Texts{"“Café society” is a club."});
}

// ---- tables of judgements
// --------------------------------------------------------------------------------------------

TEST_CASE("rows of a judgement table are paired by height, whichever cell is drawn first") {
  const Texts rows{
      "[The impact of leaders on social work practice with children and families | Good]",
      "[The experiences and progress of children who need help and protection | Requires improvement to be good]",
      "[Overall effectiveness | Inadequate]"};
  // The grade beside the first line of its label, between its lines, over two lines, or drawn before it.
  CHECK(after_text(R"(
70 300 12b|Judgement
400 300 12b|Grade
70 330 12|The impact of leaders on social work practice with
70 344 12|children and families
400 330 12|Good
70 370 12|The experiences and progress of children who need
70 384 12|help and protection
400 370 12|Requires improvement
400 384 12|to be good
400 412 12|Inadequate
70 412 12|Overall effectiveness
)",
                   "ilacs") == [&] {
    Texts with_head{"Judgement", "Grade"};
    with_head.insert(with_head.end(), rows.begin(), rows.end());
    return with_head;
  }());
  CHECK(after_text(R"(
70 330 12|The impact of leaders on social work practice with
70 344 12|children and families
400 337 12|Good
70 370 12|The experiences and progress of children who need
70 384 12|help and protection
400 370 12|Requires
400 384 12|improvement to be good
70 412 12|Overall effectiveness
400 412 12|Inadequate
)",
                   "ilacs") == rows);
}

TEST_CASE("a grade alone under its heading is no table") {
  const auto texts =
      after_text("70 300 14b|Leadership and management\n70 330 12|Good\n70 360 12|Leaders listen.\n", "slac");
  CHECK(texts == Texts{"Leadership and management", "Good", "Leaders listen."});
}

TEST_CASE("without a framework a table loses nothing") {
  CHECK(after_text("70 300 12|Overall effectiveness\n400 300 12|Good\n") == Texts{"[Overall effectiveness | Good]"});
}

TEST_CASE("two cells side by side are a row, and what stands under the right one is more of it") {
  CHECK(after_text(R"(
70 300 12|Thornbeck Council
250 300 12|Leaders should shorten the waits.
250 330 12|They should say why these are long:
250 350 12|• to families
250 370 12|• to schools.
70 400 12|The end.
)") == Texts{"[Thornbeck Council | Leaders should shorten the waits. They should say why these are long: •to families "
             "•to schools.]",
             "The end."});
}

TEST_CASE("a page without lines, and a file without pages, have no blocks") {
  CHECK(page_blocks("").empty());
  CHECK(blocks_of_pages(Lines{}, nullptr).empty());
  const auto blocks = page_blocks("70 100 12|One.\n-- page 3 --\n70 100 12|Three.\n");
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[1].page == 3);
}
