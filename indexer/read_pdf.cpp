#include "indexer/read_pdf.h"

#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <cstring>

#include "indexer/pdf/outcomes.h"
#include "indexer/pdf_output.h"
#include "indexer/read_report.h"
#include "indexer/run_pdf_reader.h"

namespace findings {
namespace {

constexpr long fewest_letters_a_page = 20;  // on average; a scan has none, or a stamp

constexpr const char* took_too_long = "reading it took too long: print it to a new PDF and try that one";

/// How findings-pdf says it ended, in words.
struct Ending {
  pdf::Outcome outcome;
  const char* message;
};

constexpr Ending endings[] = {
    {pdf::Outcome::damaged, "too damaged to find its pages: download it again"},
    {pdf::Outcome::cut_short, "the file ends in the middle: download it again"},
    {pdf::Outcome::encrypted,
     "needs a password: save a copy without one: qpdf --password=SECRET --decrypt in.pdf out.pdf"},
    {pdf::Outcome::too_many_pages,
     "more than 2,000 pages: take the report out of it first: qpdf in.pdf --pages . 1-100 -- out.pdf"},
    {pdf::Outcome::too_much_text,
     "more than 32 MB of text: take the report out of it first: qpdf in.pdf --pages . 1-100 -- out.pdf"},
    {pdf::Outcome::out_of_memory,
     "reading it takes more than 512 MB of memory: print it to a new PDF and try that one"},
    {pdf::Outcome::no_sandbox,
     "findings-pdf could not give up its rights, and reads nothing with them: "
     "its kernel needs seccomp"},
    {pdf::Outcome::no_input, "findings-pdf could not take the file in or its lines out"},
};

std::string lower_start(const std::string& bytes) {
  std::string start;
  for (const char byte : bytes.substr(0, 1024))
    start += static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
  start.erase(0, start.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0);
  start.erase(0, std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  return start;
}

/// What the first bytes alone tell. MuPDF would look for anything like a PDF object in any file.
void check_start(const std::string& bytes) {
  if (bytes.empty()) throw Unreadable("an empty file: download it again");
  const std::string start = lower_start(bytes);
  if (start.starts_with("<!doctype html") || start.starts_with("<html"))
    throw Unreadable("a web page, not a PDF, perhaps an error page: download the report again");
  if (start.find("%pdf-") == std::string::npos) throw Unreadable("not a PDF: its first bytes say so");
  if (bytes.size() > pdf::most_input) throw Unreadable("larger than 128 MB: no report is");
}

std::string name_of_signal(int signal) {
  const char* name = sigabbrev_np(signal);
  return name ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

void check_ending(const ReaderRun& run) {
  if (run.timed_out) throw Unreadable(took_too_long);
  if (run.too_long) throw Unreadable("its text is too long for a report");
  if (WIFSIGNALED(run.status)) {
    const int signal = WTERMSIG(run.status);
    if (signal == SIGXCPU) throw Unreadable(took_too_long);
    if (signal == SIGSYS)
      throw Unreadable("findings-pdf was stopped when it tried what a reader has no right to (SIGSYS)");
    throw Unreadable("findings-pdf crashed on it (" + name_of_signal(signal) +
                     "): print it to a new PDF and try that one");
  }
  const int code = WIFEXITED(run.status) ? WEXITSTATUS(run.status) : -1;
  if (code == static_cast<int>(pdf::Outcome::read)) return;
  for (const Ending& ending : endings)
    if (code == static_cast<int>(ending.outcome)) throw Unreadable(ending.message);
  throw Unreadable("findings-pdf ended with status " + std::to_string(code));
}

void check_text(const PdfText& text) {
  if (text.unreadable > text.letters)
    throw Unreadable(
        "its fonts do not say which letters they print: it needs OCR first: ocrmypdf --force-ocr in.pdf out.pdf");
  if (text.letters < fewest_letters_a_page * text.pages)
    throw Unreadable("no text on any page: a scanned report needs OCR first: ocrmypdf in.pdf out.pdf");
}

/// "page 3", "pages 3, 4 and 9".
std::string name_pages(const std::vector<int>& pages) {
  std::string names = pages.size() == 1 ? "page " : "pages ";
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i > 0) names += i + 1 == pages.size() ? " and " : ", ";
    names += std::to_string(pages[i]);
  }
  return names;
}

std::vector<std::string> notes_on(const PdfText& text) {
  std::vector<std::string> notes;
  if (text.repaired) notes.push_back("the PDF was damaged and had to be repaired");
  if (!text.damaged.empty()) notes.push_back(name_pages(text.damaged) + " could not be read whole");
  if (!text.pictures.empty())
    notes.push_back(name_pages(text.pictures) + " without text, only a picture: OCR would help");
  if (text.sideways > 0) notes.push_back(std::to_string(text.sideways) + " letters that run sideways were left out");
  if (text.unreadable > 0)
    notes.push_back(std::to_string(text.unreadable) + " letters have no known meaning in their font");
  return notes;
}

}  // namespace

Lines read_pdf(const std::string& bytes, const PdfLimits& limits) {
  check_start(bytes);
  const ReaderRun run = run_pdf_reader(pdf_reader(), bytes, limits);
  check_ending(run);
  std::optional<PdfText> text = parse_pdf_output(run.output);
  if (!text) throw Unreadable("findings-pdf printed what it should not");
  check_text(*text);
  return {.lines = std::move(text->lines), .pages = text->pages, .notes = notes_on(*text)};
}

}  // namespace findings
