#include "indexer/read_pdf.h"

#include <catch2/catch.hpp>

#include <zlib.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "indexer/read_report.h"
#include "tests/long.h"
#include "tests/made_pdf.h"

using namespace findings;
using namespace std::chrono_literals;

namespace {

/// FINDINGS_PDF is where the build put the program.
const bool reader_is_named = setenv("FINDINGS_PDF", FINDINGS_PDF_PROGRAM, 0) == 0;

const std::string sentence = "Children are seen alone, and what they say shapes the plan.";

std::string reason(const std::string& bytes, const PdfLimits& limits = {}) {
  try {
    read_pdf(bytes, limits);
  } catch (const Unreadable& unreadable) {
    return unreadable.what();
  }
  return "";
}

std::vector<std::string> texts(const Lines& lines) {
  std::vector<std::string> texts;
  for (const Line& line : lines.lines) texts.push_back(line.text);
  return texts;
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(data.size());
  std::string out(size, '\0');
  REQUIRE(compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()),
                    data.size(), 1) == Z_OK);
  out.resize(size);
  return out;
}

}  // namespace

TEST_CASE("a line of a PDF has its text, page, place, size and weight") {
  const Lines lines = read_pdf(
      pdf_of_pages({show(72, 700, "Findings and nothing else on it", "/F2 14"), show(72, 700, sentence, "/F3 11")}));
  REQUIRE(texts(lines) == std::vector<std::string>{"Findings and nothing else on it", sentence});
  CHECK(lines.pages == 2);
  CHECK(lines.notes.empty());
  const Line& heading = lines.lines[0];
  CHECK(heading.page == 1);
  CHECK(heading.size == Approx(14));
  CHECK(heading.bold);
  CHECK_FALSE(heading.italic);
  CHECK(heading.x0 == Approx(72).margin(2));
  CHECK(heading.y0 < 842 - 700);
  CHECK(heading.y1 > 842 - 700);
  CHECK(heading.x1 > heading.x0 + 100);
  CHECK(lines.lines[1].page == 2);
  CHECK(lines.lines[1].italic);
  CHECK_FALSE(lines.lines[1].bold);
}

TEST_CASE("a printed line in several pieces comes out as one") {
  SECTION("where the font changes within it") {
    const auto lines = read_pdf(pdf_of_pages(
        {"BT 72 700 Td /F1 12 Tf (Plans are ) Tj /F2 12 Tf (always) Tj /F1 12 Tf ( reviewed on time.) Tj ET\n"}));
    CHECK(texts(lines) == std::vector<std::string>{"Plans are always reviewed on time."});
    CHECK_FALSE(lines.lines[0].bold);
  }
  SECTION("where kerning moves its letters") {
    const auto lines =
        read_pdf(pdf_of_pages({"BT 72 700 Td /F1 12 Tf [(Plans are r) 15 (evie) -20 (wed on ) -60 (time.)] TJ ET\n"}));
    CHECK(texts(lines) == std::vector<std::string>{"Plans are reviewed on time."});
  }
  SECTION("where spaces are gaps and not letters") {
    const auto lines = read_pdf(
        pdf_of_pages({"BT 72 700 Td /F1 12 Tf [(Plans) -280 (are) -280 (reviewed) -400 (on) -278 (time.)] TJ ET\n"}));
    CHECK(texts(lines) == std::vector<std::string>{"Plans are reviewed on time."});
  }
  SECTION("where its number or bullet stands in the margin") {
    const auto lines = read_pdf(pdf_of_pages({show(72, 700, "12.") + show(110, 700, "Plans are reviewed on time.") +
                                              show(72, 680, "\\225") + show(110, 680, "Staff are skilled.")}));
    CHECK(texts(lines) == std::vector<std::string>{"12. Plans are reviewed on time.", "• Staff are skilled."});
  }
}

TEST_CASE("cells of a table row stay apart") {
  SECTION("by their places") {
    const auto lines = read_pdf(pdf_of_pages({show(72, 700, "The impact of leaders") + show(300, 700, "Good")}));
    CHECK(texts(lines) == std::vector<std::string>{"The impact of leaders", "Good"});
  }
  SECTION("by a run of spaces") {
    const auto lines = read_pdf(pdf_of_pages({show(72, 700, "The impact of leaders        Good")}));
    CHECK(texts(lines) == std::vector<std::string>{"The impact of leaders", "Good"});
    CHECK(lines.lines[1].x0 > lines.lines[0].x1);
  }
}

TEST_CASE("a footnote's mark is told from the digits of a line") {
  const auto lines =
      read_pdf(pdf_of_pages({"BT 72 700 Td /F1 12 Tf (The 13 partners of the Board) Tj 5 Ts /F1 8 Tf (12) Tj 0 Ts /F1 "
                             "12 Tf ( meet in 2014.) Tj ET\n"
                             "BT 72 100 Td 4 Ts /F1 6.5 Tf (12) Tj 0 Ts /F1 10 Tf ( Its name changed.) Tj ET\n"}));
  REQUIRE(texts(lines) ==
          std::vector<std::string>{"The 13 partners of the Board12 meet in 2014.", "12 Its name changed."});
  REQUIRE(lines.lines[0].marks.size() == 1);
  CHECK(lines.lines[0].marks[0].at == 28);
  CHECK(lines.lines[0].marks[0].length == 2);
  CHECK(lines.lines[0].size == Approx(12));
  REQUIRE(lines.lines[1].marks.size() == 1);
  CHECK(lines.lines[1].marks[0].at == 0);
}

TEST_CASE("words come out as words") {
  SECTION("quotes, dashes and accents in UTF-8") {
    const auto lines = read_pdf(
        pdf_of_pages({show(72, 700, "Children\\222s \\223voice\\224 \\226 caf\\351 \\(and more\\) \\\\ \\042")}));
    CHECK(texts(lines) == std::vector<std::string>{"Children’s “voice” – café (and more) \\ \""});
  }
  SECTION("ligatures spelt out") {
    MadePdf pdf;
    const int font = pdf.add(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        "/Differences [1 /fi /fl] >> >>");
    const auto lines =
        read_pdf(pdf_of_pages(std::move(pdf), {show(72, 700, "A \\001nal and \\002exible plan is made.", "/F9 12")},
                              {.fonts = "/F9 " + reference(font)}));
    CHECK(texts(lines) == std::vector<std::string>{"A final and flexible plan is made."});
  }
}

TEST_CASE("text that no reader sees is left out") {
  SECTION("outside the page") {
    CHECK(texts(read_pdf(pdf_of_pages({show(72, 700, sentence) + show(72, 2000, "Off the page") +
                                       show(-900, 700, "Too")}))) == std::vector{sentence});
  }
  SECTION("painted with no ink") {
    CHECK(texts(read_pdf(pdf_of_pages({show(72, 700, sentence) + "3 Tr " + show(72, 600, "Invisible")}))) ==
          std::vector{sentence});
  }
  SECTION("but the invisible words behind a scanned page are its text") {
    const auto lines = read_pdf(pdf_of_pages({"3 Tr " + show(72, 700, sentence)}));
    CHECK(texts(lines) == std::vector{sentence});
  }
}

TEST_CASE("sideways text is turned upright where the page is sideways, else left out with a note") {
  const std::string upwards = "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (" + sentence + ") Tj ET\n";
  SECTION("the page") {
    CHECK(texts(read_pdf(pdf_of_pages({upwards}))) == std::vector{sentence});
    CHECK(texts(read_pdf(pdf_of_pages({upwards}, {.page_entries = "/Rotate 90"}))) == std::vector{sentence});
  }
  SECTION("a stamp in the margin") {
    const auto lines =
        read_pdf(pdf_of_pages({show(72, 700, sentence) + "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Draft) Tj ET\n"}));
    CHECK(texts(lines) == std::vector{sentence});
    CHECK(lines.notes == std::vector<std::string>{"5 letters that run sideways were left out"});
  }
}

TEST_CASE("a file that is no PDF says what it is") {
  CHECK(reason("") == "an empty file: download it again");
  const char* const page = "a web page, not a PDF, perhaps an error page: download the report again";
  CHECK(reason("<!DOCTYPE html><title>Not found</title>") == page);
  CHECK(reason("\xEF\xBB\xBF\r\n<HTML lang=en><head>") == page);
  std::string noise;
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(random());
  CHECK(reason(noise) == "not a PDF: its first bytes say so");
  CHECK(reason("%PDF-1.7\n" + noise) == "the file ends in the middle: download it again");
  CHECK(reason("%PDF-1.7\n%%EOF\n") == "too damaged to find its pages: download it again");
}

TEST_CASE("a PDF that ends in the middle is not half a report") {
  const std::string whole = pdf_of_pages({show(72, 700, sentence), show(72, 700, sentence), show(72, 700, sentence)});
  for (const double part : {0.3, 0.6, 0.9, 0.98}) {
    INFO(part);
    CHECK(reason(whole.substr(0, static_cast<std::size_t>(part * static_cast<double>(whole.size())))) ==
          "the file ends in the middle: download it again");
  }
  // As in a PDF made for the web, whose first part has an end of its own.
  const std::string begun = "%PDF-1.7\n%%EOF\n" + whole.substr(9, whole.size() / 2);
  CHECK(reason(begun) == "the file ends in the middle: download it again");
}

TEST_CASE("a PDF whose table of objects is wrong is repaired, with a note") {
  std::string pdf = pdf_of_pages({show(72, 700, sentence)});
  pdf.replace(pdf.find("startxref\n") + 10, 3, "999");
  pdf += std::string(5000, '\n');  // what stands behind its end does no harm
  const auto lines = read_pdf(pdf);
  CHECK(texts(lines) == std::vector{sentence});
  CHECK(lines.notes == std::vector<std::string>{"the PDF was damaged and had to be repaired"});
}

TEST_CASE("a PDF with a password asks for a copy without one") {
  MadePdf pdf;
  // No password opens it: neither hash is that of any.
  const int lock = pdf.add("<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + std::string(64, 'A') + "> /U <" +
                           std::string(64, 'B') + "> >>");
  const std::string id = " /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]";
  CHECK(reason(pdf_of_pages(std::move(pdf), {show(72, 700, sentence)},
                            {.trailer_entries = "/Encrypt " + reference(lock) + id})) ==
        "needs a password: save a copy without one: qpdf --password=SECRET --decrypt in.pdf out.pdf");
}

TEST_CASE("a scan without text needs OCR") {
  const char* const message = "no text on any page: a scanned report needs OCR first: ocrmypdf in.pdf out.pdf";
  const auto with_picture = [](const std::vector<std::string>& contents) {
    MadePdf pdf;
    const int picture = pdf.add_stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "\x7F");
    return pdf_of_pages(std::move(pdf), contents, {.resources = "/XObject << /Im " + reference(picture) + " >>"});
  };
  const std::string scan = "q 595 0 0 842 0 0 cm /Im Do Q\n";
  CHECK(reason(with_picture({scan, scan})) == message);
  CHECK(reason(with_picture({scan + show(72, 20, "Page 1"), scan + show(72, 20, "Page 2")})) == message);
  CHECK(reason(pdf_of_pages({"", ""})) == message);

  const auto lines = read_pdf(with_picture({show(72, 700, sentence), scan, show(72, 700, sentence)}));
  CHECK(lines.pages == 3);
  CHECK(lines.notes == std::vector<std::string>{"page 2 without text, only a picture: OCR would help"});
}

TEST_CASE("a PDF of 3,000 pages is not a report") {
  MadePdf pdf;
  std::string kids;
  for (int i = 0; i < 3000; ++i) kids += "2 0 R ";
  pdf.add("<< /Type /Pages /Count 3000 /Kids [" + kids + "] >>");
  pdf.add("<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] >>");
  CHECK(reason(pdf.finish(pdf.add("<< /Type /Catalog /Pages 1 0 R >>"))) ==
        "more than 2,000 pages: take the report out of it first: qpdf in.pdf --pages . 1-100 -- out.pdf");
}

TEST_CASE("a stream that unpacks to hundreds of megabytes ends in text or a reason") {
  const auto bomb = [](const std::string& unpacked) {
    MadePdf pdf;
    const int stream = pdf.add_stream("/Filter /FlateDecode", deflated(unpacked));
    const int pages = stream + 2;
    pdf.add("<< /Type /Page /Parent " + reference(pages) + " /MediaBox [0 0 595 842] /Contents " + reference(stream) +
            " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>");
    pdf.add("<< /Type /Pages /Count 1 /Kids [" + reference(pages - 1) + "] >>");
    return pdf.finish(pdf.add("<< /Type /Catalog /Pages " + reference(pages) + " >>"));
  };
  SECTION("of nothing") {
    CHECK(reason(bomb(std::string(200u << 20, ' '))) ==
          "no text on any page: a scanned report needs OCR first: ocrmypdf in.pdf out.pdf");
  }
  SECTION("of text") {
    std::string text = "BT /F1 1 Tf 1 0 0 1 72 700 Tm ";
    while (text.size() < (60u << 20)) text += "(Children are seen alone and safe in the plan. Children are seen) ' ";
    CHECK(reason(bomb(text + "ET"), {.time = 20s}) != "");
  }
}

TEST_CASE("drawing that calls itself a billion times is stopped by the clock") {
  MadePdf pdf;
  std::string calls;
  for (int i = 0; i < 40; ++i) calls += "/X Do ";
  int form = pdf.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "");
  for (int depth = 0; depth < 9; ++depth)
    form = pdf.add_stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X " + reference(form) + " >> >>",
        calls);
  CHECK(reason(pdf_of_pages(std::move(pdf), {calls}, {.resources = "/XObject << /X " + reference(form) + " >>"}),
               {.time = 700ms}) == "reading it took too long: print it to a new PDF and try that one");
}

TEST_CASE("page trees and objects that go round in circles end in a reason") {
  const auto with_pages = [](const std::string& entries) {
    MadePdf pdf;
    pdf.add("<< /Type /Pages " + entries + " >>");
    return pdf.finish(pdf.add("<< /Type /Catalog /Pages 1 0 R >>"));
  };
  const char* const trees[] = {
      "/Count 1 /Kids [1 0 R]", "/Count 1000000000 /Kids [1 0 R]", "/Count -5 /Kids []",
      "/Count 2 /Kids 1 0 R",   "/Count 1 /Kids [9 0 R]",          "/Parent 1 0 R /Count 3 /Kids [1 0 R 1 0 R 1 0 R]",
  };
  for (const char* tree : trees) {
    INFO(tree);
    CHECK(reason(with_pages(tree)) != "");
  }
  MadePdf deep;
  CHECK(reason(deep.finish(deep.add(std::string(200'000, '[')))) != "");
}

TEST_CASE("a broken PDF gives text or a reason, whatever is broken") {
  const std::string whole = pdf_of_pages({show(72, 700, sentence), show(72, 700, sentence)});
  std::mt19937 random(20110815);
  int read = 0, refused = 0;
  for (int i = 0; i < so_many(300, 2000); ++i) {
    std::string mutant = whole;
    for (unsigned change = 0; change <= random() % 8; ++change) {
      const std::size_t at = random() % mutant.size();
      switch (random() % 4) {
        case 0: mutant[at] = static_cast<char>(random()); break;
        case 1: mutant.erase(at, random() % 40); break;
        case 2: mutant.insert(at, mutant.substr(random() % mutant.size(), random() % 60)); break;
        default: mutant[at] = "0123456789<>[]/()"[random() % 17]; break;
      }
    }
    INFO("mutant " << i);
    try {
      const Lines lines = read_pdf(mutant, {.time = 10s});
      REQUIRE_FALSE(lines.lines.empty());
      ++read;
    } catch (const Unreadable& unreadable) {
      REQUIRE(std::string(unreadable.what()) != "");
      ++refused;
    }
  }
  CHECK(read > 0);
  CHECK(refused > 0);
}

TEST_CASE("several threads read at once") {
  const std::string pdf = pdf_of_pages({show(72, 700, sentence)});
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (std::size_t i = 0; i < right.size(); ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < 10; ++n) right[i] += texts(read_pdf(pdf)) == std::vector{sentence};
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector{10, 10, 10, 10});
}
