// Lines of a text file -> Blocks: bullets, numbers, markup that converters leave, wrapped text.
#include "tests/reading.h"

using namespace findings;

TEST_CASE("a line is a block, and white space before it is remembered") {
  const auto blocks = text_blocks(R"(
Staying safe
Grade 2 (Good)

1. Children are seen alone.
2. Plans are  reviewed.)");
  CHECK(shown(blocks) ==
        Texts{"Staying safe", "Grade 2 (Good)", "1. Children are seen alone.", "2. Plans are reviewed."});
  CHECK(blocks[0].apart);
  CHECK_FALSE(blocks[1].apart);
  CHECK(blocks[2].apart);
  CHECK_FALSE(blocks[3].apart);
}

TEST_CASE("a bullet of any glyph begins a list item") {
  for (const char* glyph :
       {"- ",     "– ",      "— ",      "− ",      "• ",      "•",       "•\t",     "◼ ",     "■",      "▪ ",
        "● ",     "○ ",      "◦ ",      "‣ ",      "⁃ ",      "∙ ",      "· ",      "* ",     "o ",     "\uF0B7 ",
        "\uF0A7", "\uF02D ", "\uF06E ", "\uF0D8 ", "\uF06F ", "\uF0A8 ", "\uE000 ", "\uF8FF", "\uE123 "}) {
    std::string text = std::string(glyph) + "plans are reviewed";
    INFO(text);
    CHECK(take_bullet(text));
    CHECK(text == "plans are reviewed");
  }
}

TEST_CASE("a dash, a star or an o inside a word is no bullet") {
  for (const char* printed :
       {"-5 per cent of children", "on time", "o", "-", "*starred", "–2°", "only", "plans - reviewed", "old plans"}) {
    std::string text = printed;
    INFO(text);
    CHECK_FALSE(take_bullet(text));
    CHECK(text == printed);
  }
}

TEST_CASE("a list item that stands further in is of the second level") {
  CHECK(shown(text_blocks(R"(
- one
  - inside one
- two)")) == Texts{"• one", "  • inside one", "• two"});
}

TEST_CASE("emphasis is taken off and the words either side stay apart") {
  CHECK(shown(text_blocks("Staying safe**Grade 2 (Good)**")) == Texts{"Staying safe Grade 2 (Good)"});
  CHECK(shown(text_blocks("**Being healthy** **Grade 1**")) == Texts{"Being healthy Grade 1"});
  CHECK(shown(text_blocks("Guidance, *Working together*, was followed.")) ==
        Texts{"Guidance, Working together, was followed."});
  CHECK(shown(text_blocks("Five grades of A* to C, and two of A*.")) ==
        Texts{"Five grades of A* to C, and two of A*."});
}

TEST_CASE("a number set bold opens its paragraph all the same") {
  CHECK(shown(text_blocks("**1**. One.\n**2**. Two.")) == Texts{"1. One.", "2. Two."});
  const Report report = slac_report_of("Safeguarding services\n\n**1**. One.\n**2**. Two.");
  CHECK(numbered(report, 2).text == "Two.");
}

TEST_CASE("a line of three million bytes of markup is read") {
  std::string stars, marks;
  for (int i = 0; i < 750'000; ++i) {
    stars += "*a* ";
    marks += "a¹ ";
  }
  const auto blocks = text_blocks(stars + "\n" + marks);
  REQUIRE(blocks.size() == 2);
  for (const Block& block : blocks) {
    CHECK(block.text.size() == 2 * 750'000 - 1);
    CHECK(block.text.find_first_not_of("a ") == std::string::npos);
  }
}

TEST_CASE("tabs and bars make rows of a table, without rules and empty cells") {
  CHECK(shown(text_blocks(R"(
Judgement	Grade
Being healthy	Good
| Staying safe | Adequate |
|---|---|
-----
| Being heard | |
Economic well-being		Good)")) == Texts{"[Judgement | Grade]", "[Being healthy | Good]",
                                                  "[Staying safe | Adequate]", "Being heard",
                                                  "[Economic well-being | Good]"});
}

TEST_CASE("paragraph markup that a converter left makes paragraphs and cells") {
  CHECK(shown(text_blocks("<p>Summary</p> <p>Plans are good.</p> <p>They are reviewed.</p>\t")) ==
        Texts{"Summary", "Plans are good.", "They are reviewed."});
  CHECK(shown(text_blocks("<p>Help and protection</p>\t<p>Outstanding</p>")) ==
        Texts{"[Help and protection | Outstanding]"});
}

TEST_CASE("footnote marks leave the text, and the note that begins with one is a footnote") {
  CHECK(shown(text_blocks(R"(
Review of the Safeguarding Board¹
Information about this area²
¹ Made under section 15A.
² Figures are the authority’s own.
An area of 10² hectares.)")) == Texts{"Review of the Safeguarding Board", "Information about this area",
                                      "(note) Made under section 15A.", "(note) Figures are the authority’s own.",
                                      "An area of 10² hectares."});
}

TEST_CASE("text wrapped at a column is joined to its paragraphs") {
  std::string text;
  for (int paragraph = 1; paragraph <= 6; ++paragraph)
    text += "\n" + std::to_string(paragraph) +
            ". Children are seen alone by a social worker whom they know well,\nand what they say is written down and "
            "it shapes the plan that is\nmade with "
            "them and with their carers.\n";
  const auto blocks = text_blocks(text);
  REQUIRE(blocks.size() == 6);
  CHECK(blocks[5].text ==
        "6. Children are seen alone by a social worker whom they know well, and what they say is written down and it "
        "shapes the plan that is "
        "made with them and with their carers.");
}

TEST_CASE("in wrapped text a heading, a list item and the next number still begin blocks") {
  std::string text = "Staying safe\n\n";
  for (int paragraph = 1; paragraph <= 6; ++paragraph)
    text += std::to_string(paragraph) +
            ". Children are seen alone by a social worker whom they know well,\nand what they say is written down and "
            "it shapes the plan that is\nmade "
            "16. times a year with them and with their carers and with friends\n- and there are lists of what was "
            "promised to each of the children\n";
  const auto blocks = text_blocks(text);
  REQUIRE(blocks.size() == 13);
  CHECK(blocks[0].text == "Staying safe");
  CHECK(blocks[1].text.ends_with("made 16. times a year with them and with their carers and with friends"));
  CHECK(blocks[2].bullet);
  CHECK(blocks[11].text.starts_with("6. Children"));
}

TEST_CASE("lines that are paragraphs, one a line, are not taken for wrapped text") {
  std::string text;
  for (int paragraph = 1; paragraph <= 20; ++paragraph)
    text += std::to_string(paragraph) + ". Children are seen alone and on time by social workers they know.\n";
  CHECK(text_blocks(text).size() == 20);
}

TEST_CASE("a number opens a block only with a text behind it") {
  const std::tuple<const char*, int, const char*> lines[] = {{"12. Plans are reviewed.", 12, "Plans are reviewed."},
                                                             {"12 Plans are reviewed.", 12, "Plans are reviewed."},
                                                             {"12) Plans are reviewed.", 12, "Plans are reviewed."},
                                                             {"2.1 Adoption performance", 0, ""},
                                                             {"12.", 0, ""},
                                                             {"2012 was a year of change.", 0, ""},
                                                             {"05 June", 0, ""},
                                                             {"Plans", 0, ""},
                                                             {"", 0, ""},
                                                             {"12th of June", 0, ""}};
  for (const auto& [text, number, behind] : lines) {
    INFO(text);
    std::string rest;
    CHECK(leading_number(text, rest) == number);
    CHECK(rest == behind);
  }
}

TEST_CASE("a sentence ends with its stop, whatever closes behind it") {
  for (const char* text : {"Plans are good.", "Are they?", "Yes!", "the following:", "“Plans are good.”", "(They are.)",
                           "one;", "‘They are.’ ", "Plans are good. (Recommendation.)"})
    CHECK(ends_sentence(text));
  for (const char* text : {"Plans are", "", "Staying safe", "\"\"", "carers,", "the plan –", "(Recommendation)"})
    CHECK_FALSE(ends_sentence(text));
}

TEST_CASE("the first block of a page knows it") {
  const auto blocks = text_blocks(R"(
1. Children are seen alone, and what they say
-- page 2 --
shapes the plan.
2. Plans are reviewed.)");
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].page_top);
  CHECK(blocks[1].page_top);
  CHECK(blocks[1].page == 2);
  CHECK_FALSE(blocks[2].page_top);
  CHECK(blocks[2].page == 2);
}
