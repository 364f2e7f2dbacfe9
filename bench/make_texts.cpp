// bench_texts FOLDER PARAGRAPHS [SEED]: made reports (made_reports.h) as text files, as `findings index` and its peers
// read them. They are set as reports of 2013 to 2018 are, whatever framework the real one they follow had: what is read
// of them has the lengths and words of the real ones, and its grades and areas as far as headings say them.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "bench/made_reports.h"
#include "schema/error.h"

using namespace findings;

namespace {

/// "5 March 2015"
std::string in_words(const Date& day) {
  static constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December"};
  return std::to_string(static_cast<unsigned>(day.day())) + ' ' + months[static_cast<unsigned>(day.month()) - 1] + ' ' +
         std::to_string(static_cast<int>(day.year()));
}

void write(const Report& report, std::ostream& out) {
  out << *report.authority << "\n\nInspection of services for children in need of help and protection, children looked "
      << "after and care leavers\n\nInspection date: " << in_words(report.inspected->to) << "\n\n";
  std::size_t section = report.sections.size(), number = 0;
  for (const Paragraph& paragraph : report.paragraphs) {
    if (paragraph.section != section) out << report.sections[section = paragraph.section].path.back() << "\n\n";
    out << ++number << ". " << paragraph.text << "\n\n";
  }
}

}  // namespace

int main(int count, char** words) try {
  if (count != 3 && count != 4) {
    std::cerr << "bench_texts FOLDER PARAGRAPHS [SEED]\n";
    return 2;
  }
  std::ifstream in("bench/shape.txt");
  if (!in) throw Error("cannot open bench/shape.txt", "run it where bench/ is");
  const bench::Shape shape = bench::read_shape(in);
  const std::filesystem::path folder = words[1];
  std::filesystem::create_directories(folder);
  std::size_t paragraphs = 0, reports = 0;
  for (const ReportRecord& record :
       bench::make_reports(shape, std::stoul(words[2]), count > 3 ? std::stoul(words[3]) : 1)) {
    std::ofstream out(folder / (std::to_string(reports++) + ".txt"));
    write(record.report, out);
    if (!out.flush()) throw Error("cannot write into " + folder.string());
    paragraphs += record.report.paragraphs.size();
  }
  std::cout << "made " << reports << " reports, " << paragraphs << " paragraphs\n";
} catch (const std::exception& error) {
  std::cerr << "bench_texts: " << error.what() << '\n';
  return 4;
}
