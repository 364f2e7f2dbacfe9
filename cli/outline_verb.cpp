// findings outline FILE: what is made of a report, as a person checks it or a program reads it.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/print_report.h"
#include "cli/verbs.h"
#include "indexer/apply_facts.h"
#include "indexer/read_report.h"
#include "schema/report_json.h"

namespace findings {
namespace {

/// Paragraphs of each section.
std::vector<std::size_t> counts_of(const Report& report) {
  std::vector<std::size_t> counts(report.sections.size(), 0);
  for (const Paragraph& paragraph : report.paragraphs) ++counts[paragraph.section];
  return counts;
}

void print_paragraphs(const Report& report, std::ostream& out, const Page& page) {
  std::optional<std::size_t> section;
  for (const Paragraph& paragraph : report.paragraphs) {
    if (section != paragraph.section) {
      section = paragraph.section;
      std::string path;
      for (const std::string& heading : report.sections[*section].path)
        path += (path.empty() ? "" : " \u203A ") + heading;
      out << "\n";
      print_line(out, "== ", path, 3, page);
    }
    out << paragraph.citation.substr(paragraph.citation.find('#')) << " " << to_string(paragraph.kind);
    if (paragraph.grade) out << " " << to_string(*paragraph.grade);
    if (paragraph.page) out << " p." << paragraph.page;
    if (paragraph.timescale) out << " (" << *paragraph.timescale << ")";
    if (paragraph.repeats) out << " repeats " << *paragraph.repeats;
    out << "\n";
    print_line(out, "    ", paragraph.text, 4, page);
  }
}

Exit outline(const Given& given) {
  if (given.words().size() != 1) throw Error("outline reads one file", "findings outline REPORT.pdf");
  const Page page = output_page("never");

  const std::filesystem::path file = given.words().front();
  std::error_code none;
  if (std::filesystem::is_directory(file, none)) throw Error(file.string() + ": a folder; outline reads one file");
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(file.string() + ": no such file, or it may not be read");
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  try {
    Report report = read_report(file, bytes);
    apply_facts(report, std::nullopt, file);
    if (given.text("format") == "json")
      std::cout << to_json(report).dump(1) << "\n";
    else if (print_report(std::cout, report, counts_of(report), page); given.has("paragraphs"))
      print_paragraphs(report, std::cout, page);
  } catch (const Unreadable& error) {
    throw Error(file.string() + ": " + error.what(), "", Exit::failures);
  }
  return Exit::found;
}

}  // namespace

Verb outline_verb() {
  return {"outline",
          "Making an index",
          "show what is read from one report file",
          "FILE",
          {{"findings outline report.pdf", "facts, judgements, sections, warnings"},
           {"findings outline report.pdf --paragraphs | less", "and every paragraph"}},
          "Shows what is read from one report file, without indexing it.",
          {{"Options",
            {{"format", "FORMAT", "text or json", Takes::text, "text json", "text"},
             {"paragraphs", "", "print every paragraph too; JSON has them anyway"}}}},
          outline,
          Offers::files};
}

}  // namespace findings
