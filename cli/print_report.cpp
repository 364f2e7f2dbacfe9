#include "cli/print_report.h"

#include <algorithm>
#include <ostream>

namespace findings {
namespace {

std::string or_unknown(const std::optional<std::string>& text) { return text.value_or("not found"); }

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

void print_sections(const Report& report, const std::vector<std::size_t>& paragraphs, std::ostream& out,
                    const Page& page) {
  out << "\nSections\n";
  for (std::size_t i = 0; i < report.sections.size(); ++i) {
    const Section& section = report.sections[i];
    std::string text = section.path.back();
    if (section.grade) text += ": " + std::string(to_string(*section.grade));
    if (!section.area.empty()) text += " [" + section.area + "]";
    if (section.first_paragraph) text += " #" + std::to_string(*section.first_paragraph);
    if (section.first_paragraph != section.last_paragraph) text += "-" + std::to_string(*section.last_paragraph);
    if (paragraphs[i] > 0) text += ", " + number_of(paragraphs[i], "paragraph", "paragraphs");
    const std::size_t depth = 2 * section.path.size();
    print_line(out, std::string(depth, ' '), text, static_cast<int>(depth) + 4, page);
  }
}

}  // namespace

void print_line(std::ostream& out, const std::string& begin, const std::string& text, int indent, const Page& page) {
  const std::string gap(static_cast<std::size_t>(indent), ' ');
  std::string before = begin;
  for (const std::string& line : wrapped(text, {}, std::max(20, page.width - indent), false)) {
    out << before << line << '\n';
    before = gap;
  }
}

void print_report(std::ostream& out, const Report& report, const std::vector<std::size_t>& paragraphs,
                  const Page& page) {
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
  print_sections(report, paragraphs, out, page);
  if (!report.warnings.empty()) out << "\nWarnings\n";
  for (const Warning& warning : report.warnings)
    print_line(out, "  ",
               warning.code + ": " + warning.message + (warning.where.empty() ? "" : " (" + warning.where + ")"), 4,
               page);
}

}  // namespace findings
