#include "indexer/finish.h"

#include <algorithm>
#include <map>
#include <set>

#include "schema/text.h"

namespace findings {
namespace {

void name_report(Report& report, const std::string& file_stem) {
  report.id = report.framework.value_or("report") + "/" + slug(report.authority.value_or(file_stem)) + "/" +
              (report.inspected ? to_string(report.inspected->to) : "undated");
}

void cite_paragraphs(Report& report) {
  std::map<std::string, int> seen;
  int unnumbered = 0;
  for (Paragraph& paragraph : report.paragraphs) {
    std::string place = paragraph.number ? std::to_string(*paragraph.number) : "u" + std::to_string(++unnumbered);
    if (paragraph.number && paragraph.item) place += "." + std::to_string(*paragraph.item);
    const int times = ++seen[place];
    if (times > 1) place += "~" + std::to_string(times);
    paragraph.citation = report.id + "#" + place;
  }
}

void put_grades_in_force(Report& report) {
  const std::optional<Grade> overall = overall_grade(report);
  for (Paragraph& paragraph : report.paragraphs) {
    std::optional<std::size_t> at = paragraph.section;
    while (at && !report.sections[*at].grade) at = report.sections[*at].parent;
    if (at) {
      paragraph.grade = report.sections[*at].grade;
      paragraph.grade_from = *at == paragraph.section ? GradeFrom::section : GradeFrom::enclosing;
    } else if (paragraph.area == "whole-service" && overall && paragraph.kind == Kind::summary) {
      paragraph.grade = overall;
      paragraph.grade_from = GradeFrom::overall;
    }
  }
}

void number_sections(Report& report) {
  for (const Paragraph& paragraph : report.paragraphs) {
    if (!paragraph.number) continue;
    Section& section = report.sections[paragraph.section];
    if (!section.first_paragraph) section.first_paragraph = paragraph.number;
    section.last_paragraph = paragraph.number;
  }
}

std::set<std::string> shingles(const Words& words) {
  constexpr std::size_t length = 4;
  std::set<std::string> found;
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::string one;
    for (std::size_t j = i; j < i + length; ++j) one += words[j] + " ";
    found.insert(one);
  }
  return found;
}

/// A council quotes the summary of the report it wraps: its copy repeats the report's own paragraph, never the other
/// way.
void find_repetitions(Report& report) {
  const auto is_covering = [](const Section& section) { return section.path.front() == "[covering paper]"; };
  if (std::none_of(report.sections.begin(), report.sections.end(), is_covering)) return;
  constexpr std::size_t shortest = 12;  // words; shorter paragraphs repeat by accident
  constexpr double alike = 0.75;        // of the shingles; copies differ by a lead-in, apostrophes, a page turn
  struct Text {
    Paragraph* paragraph;
    std::set<std::string> shingles;
  };
  std::vector<Text> wrapped, own;
  for (Paragraph& paragraph : report.paragraphs) {
    const Words words = words_of(paragraph.text);
    if (words.size() < shortest) continue;
    (is_covering(report.sections[paragraph.section]) ? wrapped : own).push_back({&paragraph, shingles(words)});
  }
  for (const Text& copy : wrapped)
    for (const Text& original : own) {
      std::vector<std::string> both;
      std::set_intersection(copy.shingles.begin(), copy.shingles.end(), original.shingles.begin(),
                            original.shingles.end(), std::back_inserter(both));
      if (static_cast<double>(both.size()) >=
          alike * static_cast<double>(std::max(copy.shingles.size(), original.shingles.size()))) {
        copy.paragraph->repeats = original.paragraph->citation;
        break;
      }
    }
}

bool same_heading(const Section& section, const std::string& label) {
  return fold(section.name) == fold(label) || fold(section.path.back()) == fold(label);
}

void check_grades(Report& report, const Framework& framework) {
  for (const Judgement& judgement : report.judgements) {
    if (!judgement.grade || judgement.area == "whole-service") continue;
    std::vector<const Section*> graded, named;
    for (const Section& section : report.sections)
      if (section.grade && section.area == judgement.area) {
        graded.push_back(&section);
        if (same_heading(section, judgement.label)) named.push_back(&section);
      }
    // A record of findings names the very heading; elsewhere an area has one grade.
    const auto& candidates = !named.empty() ? named : framework.second_half_after.empty() ? graded : named;
    for (const Section* section : candidates)
      if (section->grade != judgement.grade)
        report.warnings.push_back({"grades-disagree",
                                   "the summary says " + std::string(to_string(*judgement.grade)) + " for \"" +
                                       judgement.label + "\", the section says " +
                                       std::string(to_string(*section->grade)),
                                   section->path.back()});
  }
  for (const Section& section : report.sections) {
    const bool in_table = std::any_of(report.judgements.begin(), report.judgements.end(),
                                      [&](const Judgement& one) { return one.area == section.area; });
    const bool could_be = std::any_of(framework.judgements.begin(), framework.judgements.end(),
                                      [&](const JudgementRule& rule) { return rule.area == section.area; });
    if (section.grade && could_be && !in_table && !report.judgements.empty())
      report.warnings.push_back(
          {"not-in-table", "the summary has no judgement of this section's area", section.path.back()});
  }
  for (const Judgement& judgement : report.judgements)
    if (judgement.grade &&
        std::find(framework.scale.begin(), framework.scale.end(), *judgement.grade) == framework.scale.end())
      report.warnings.push_back({"grade-off-scale",
                                 std::string(to_string(*judgement.grade)) + " is not a grade of " + framework.name,
                                 judgement.label});
}

}  // namespace

void finish(Report& report, const Framework* framework, const std::string& file_stem) {
  const auto warn = [&](const char* code, const std::string& message, const std::string& where = "") {
    report.warnings.push_back({code, message, where});
  };
  name_report(report, file_stem);
  cite_paragraphs(report);
  number_sections(report);
  put_grades_in_force(report);
  find_repetitions(report);

  if (!framework) {
    warn("no-framework", "no known inspection framework: area and grade are absent");
    return;
  }
  if (!report.authority) warn("no-authority", "the inspected authority was not found");
  if (!report.inspected) warn("no-inspection-date", "the dates of inspection were not found");
  if (!framework->scale.empty() && report.judgements.empty()) warn("no-judgements", "no table of judgements was found");
  check_grades(report, *framework);
  for (const Section& section : report.sections) {
    const auto rule = std::find_if(framework->headings.begin(), framework->headings.end(), [&](const HeadingRule& one) {
      return one.graded && one.name == section.name && (one.area.empty() || one.area == section.area);
    });
    // A very small authority has areas that are not judged: its table then says so, or leaves them out.
    const bool judged = report.judgements.empty() ||
                        std::any_of(report.judgements.begin(), report.judgements.end(),
                                    [&](const Judgement& one) { return one.area == section.area && one.grade; });
    if (rule != framework->headings.end() && !section.grade && judged)
      warn("no-grade", "no grade was found for this section", section.path.back());
  }
}

}  // namespace findings
