// findings outline FILE: what is made of a report, as a person checks it or a program reads it.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/print_text.h"
#include "cli/verbs.h"
#include "indexer/apply_facts.h"
#include "indexer/read_report.h"
#include "schema/report_json.h"

namespace findings {
namespace {

std::string or_unknown(const std::optional<std::string>& text) { return text.value_or("not found"); }

/// A line as wide as the page; what does not fit goes on below, behind `indent`.
void print_line(std::ostream& out, const std::string& begin, const std::string& text, int indent, const Page& page) {
  const std::string gap(static_cast<std::size_t>(indent), ' ');
  std::string before = begin;
  for (const std::string& line : wrapped(text, {}, std::max(20, page.width - indent), false)) {
    out << before << line << '\n';
    before = gap;
  }
}

void print_facts(const Report& report, std::ostream& out) {
  const auto period = [&] { return to_string(report.inspected->from) + " to " + to_string(report.inspected->to); };
  const auto published = [&] { return to_string(*report.published) + " (from the " + *report.published_from + ")"; };
  out << "authority    " << or_unknown(report.authority) << "\n"
      << "framework    " << or_unknown(report.framework) << "\n"
      << "inspected    " << (report.inspected ? period() : "not found") << "\n"
      << "published    " << (report.published ? published() : "not found") << "\n"
      << "inspector    " << or_unknown(report.lead_inspector) << "\n";
  if (report.outcome) out << "outcome      " << *report.outcome << "\n";
}

void print_sections(const Report& report, std::ostream& out, const Page& page) {
  std::vector<std::size_t> paragraphs(report.sections.size(), 0);
  for (const Paragraph& paragraph : report.paragraphs) ++paragraphs[paragraph.section];
  out << "\nSections\n";
  for (std::size_t i = 0; i < report.sections.size(); ++i) {
    const Section& section = report.sections[i];
    std::string text = section.path.back();
    if (section.grade) text += ": " + std::string(to_string(*section.grade));
    if (!section.area.empty()) text += " [" + section.area + "]";
    if (section.first_paragraph)
      text += " #" + std::to_string(*section.first_paragraph) + "-" + std::to_string(*section.last_paragraph);
    text += ", " + std::to_string(paragraphs[i]) + (paragraphs[i] == 1 ? " paragraph" : " paragraphs");
    const std::size_t depth = 2 * section.path.size();
    print_line(out, std::string(depth, ' '), text, static_cast<int>(depth) + 4, page);
  }
}

void print_text(const Report& report, std::ostream& out, const Page& page) {
  out << report.id << "\n";
  print_line(out, "", report.title, 0, page);
  out << "\n";
  print_facts(report, out);

  if (!report.judgements.empty()) out << "\nJudgements\n";
  for (const Judgement& judgement : report.judgements) {
    std::string grade(judgement.grade ? to_string(*judgement.grade) : "not judged");
    grade.resize(std::max<std::size_t>(grade.size() + 1, 22), ' ');
    print_line(out, "  " + grade, judgement.label + " [" + judgement.area + "]", 24, page);
  }
  print_sections(report, out, page);
  if (!report.warnings.empty()) out << "\nWarnings\n";
  for (const Warning& warning : report.warnings)
    print_line(out, "  ",
               warning.code + ": " + warning.message + (warning.where.empty() ? "" : " (" + warning.where + ")"), 4,
               page);
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
    else if (print_text(report, std::cout, page); given.has("paragraphs"))
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
