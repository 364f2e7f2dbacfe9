// Bytes -> Lines: whatever encoding, line ends and page turns a file has.
#include "tests/reading.h"

using namespace findings;

namespace {

Texts texts(const Lines& lines) {
  Texts out;
  for (const Line& line : lines.lines) out.push_back(line.text);
  return out;
}

/// UTF-16 of text that has no surrogate pairs.
std::string utf16(const std::u16string& text, bool little) {
  std::string bytes;
  for (const char16_t c : text) {
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

std::string reason(const std::string& bytes) {
  try {
    read_text(bytes);
  } catch (const Unreadable& unreadable) {
    return unreadable.what();
  }
  return "read";
}

const std::u16string sentence = u"Children’s plans are “live”.\nBoard’s café\n";
const Texts sentences{"Children’s plans are “live”.", "Board’s café"};

}  // namespace

TEST_CASE("UTF-8 is read as it is, without its byte order mark") {
  const std::string text = "Children’s plans are “live”.\nBoard’s café\n";
  for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text}) {
    const Lines lines = read_text(bytes);
    CHECK(texts(lines) == sentences);
    CHECK(lines.notes.empty());
    CHECK(lines.pages == 0);
  }
}

TEST_CASE("UTF-16 is converted and said so, with or without a byte order mark") {
  for (const bool little : {true, false})
    for (const bool marked : {true, false}) {
      INFO((little ? "little" : "big") << " endian, " << (marked ? "marked" : "unmarked"));
      const Lines lines = read_text((marked ? utf16(u"\uFEFF", little) : "") + utf16(sentence, little));
      CHECK(texts(lines) == sentences);
      CHECK(lines.notes == Texts{"converted from UTF-16"});
    }
}

TEST_CASE("Windows-1252 is converted and said so") {
  const Lines lines = read_text("Children\x92s plans are \x93live\x94.\r\nBoard\x92s caf\xE9\r\n");
  CHECK(texts(lines) == sentences);
  CHECK(lines.notes == Texts{"converted from Windows-1252"});
}

TEST_CASE("a note of what was converted becomes a warning of the report") {
  const Report report = read_report("thornbeck.txt", "The council\x92s plans are reviewed.\n");
  REQUIRE_FALSE(report.warnings.empty());
  CHECK(report.warnings.front().code == "converted");
  CHECK(report.warnings.front().message == "converted from Windows-1252");
}

TEST_CASE("lines end in LF, CRLF or CR, and the last needs no end") {
  for (const char* text : {"One.\nTwo.\n\nThree.\n", "One.\r\nTwo.\r\n\r\nThree.", "One.\rTwo.\r\rThree.\r"}) {
    INFO(text);
    const Lines lines = read_text(text);
    CHECK(texts(lines) == Texts{"One.", "Two.", "Three."});
    CHECK_FALSE(lines.lines[1].blank_before);
    CHECK(lines.lines[2].blank_before);
  }
}

TEST_CASE("an empty line is one with nothing to see in it") {
  const Lines lines = read_text("One.\n \t\u00A0\u200B\nTwo.\n");
  REQUIRE(lines.lines.size() == 2);
  CHECK(lines.lines[1].blank_before);
}

TEST_CASE("form feeds turn pages, and a file without them has none") {
  const Lines lines = text_lines(R"(
One.
-- page 2 --
Two.
Still two.
-- page 3 --
-- page 4 --
Four.)");
  CHECK(lines.pages == 4);
  std::vector<int> pages;
  for (const Line& line : lines.lines) pages.push_back(line.page);
  CHECK(pages == std::vector<int>{1, 2, 2, 4});
  CHECK(texts(read_text("One.\fTwo.")) == Texts{"One.", "Two."});
}

TEST_CASE("a line keeps its indent and its tabs: they tell lists and tables") {
  CHECK(texts(read_text("  - indented\nlabel\tgrade\n")) == Texts{"  - indented", "label\tgrade"});
}

TEST_CASE("an empty file says so") {
  for (const char* bytes : {"", "\n", " \t \r\n\f\n", "\xEF\xBB\xBF", "\u00A0\n\u200B\n"})
    CHECK(reason(bytes) == "an empty file");
}

TEST_CASE("a binary file is not taken for text") {
  std::string bytes;
  for (int i = 0; i < 4000; ++i) bytes += static_cast<char>(i * 37 % 256);
  CHECK(reason(bytes) == "a binary file, not a report");
  CHECK(reason(std::string(4000, '\0')) == "a binary file, not a report");
  CHECK(reason(std::string("PK\x03\x04\x14\0\0\0\x08\0", 10) + std::string(90, '\x01')) ==
        "a binary file, not a report");
}

TEST_CASE("a stray control character costs nothing but itself") {
  const Report report = read_report("thornbeck.txt", std::string("Plans are re") + '\0' + "viewed on\x01 time.\n");
  CHECK(paragraphs(report) == Texts{"Plans are reviewed on time."});
}

TEST_CASE("a web page is named as what it is") {
  const std::string said = "a web page, not a report; save the report itself, as PDF or as text";
  for (const char* page :
       {"<!DOCTYPE html>\n<html><body>Not found</body></html>", "<html lang=\"en\">", "\n\n  <HTML><HEAD>",
        "<?xml version=\"1.0\"?><!DOCTYPE html><html>", "\xEF\xBB\xBF<!doctype HTML>"}) {
    INFO(page);
    CHECK(reason(page) == said);
  }
  CHECK(reason("HTML pages are published.\n") == "read");
  CHECK(reason("<p>Summary</p>\t<p>Good</p>\n") == "read");
}

TEST_CASE("bytes that are no encoding at all are still read, and nothing but text comes out") {
  const Lines lines = read_text("Plans \x81\x8D\xFF are reviewed.\n");
  REQUIRE(lines.lines.size() == 1);
  CHECK(lines.lines[0].text.starts_with("Plans "));
  CHECK(lines.lines[0].text.ends_with(" are reviewed."));
}
