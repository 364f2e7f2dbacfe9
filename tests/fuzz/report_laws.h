// The laws of a finished report.
#pragma once

#include <set>

#include "schema/report.h"
#include "tests/fuzz/law.h"

namespace findings {

inline void require_laws(const Report& report) {
  require(is_clean_line(report.id), "an id is a line", report.id);
  require(is_clean_line(report.title), "a title is a line", report.title);
  if (report.authority) require(is_clean_line(*report.authority), "an authority is a line", *report.authority);
  if (report.lead_inspector) require(is_clean_line(*report.lead_inspector), "a name is a line", *report.lead_inspector);
  if (report.inspected) {
    require(report.inspected->from.ok() && report.inspected->to.ok(), "days are in the calendar");
    require(report.inspected->from <= report.inspected->to, "an inspection ends after it begins");
  }

  for (std::size_t i = 0; i < report.sections.size(); ++i) {
    const Section& section = report.sections[i];
    require(!section.path.empty(), "a section has a path");
    for (const std::string& heading : section.path) require(is_clean_line(heading), "a heading is a line", heading);
    if (!section.parent) {
      require(section.path.size() == 1, "a section without a parent stands at the top", section.path.back());
      continue;
    }
    require(*section.parent < i, "a section stands after its parent", section.path.back());
    const auto& above = report.sections[*section.parent].path;
    require(section.path.size() == above.size() + 1 && std::equal(above.begin(), above.end(), section.path.begin()),
            "a path is the parent's and one heading more", section.path.back());
  }

  std::set<std::string> citations;
  for (const Paragraph& paragraph : report.paragraphs) {
    require(paragraph.section < report.sections.size(), "a paragraph stands in a section", paragraph.text);
    require(is_clean_line(paragraph.text), "a paragraph is a line", paragraph.text);
    require(!paragraph.text.empty(), "a paragraph says something", paragraph.citation);
    require(paragraph.citation.starts_with(report.id + "#"), "a citation begins with its report", paragraph.citation);
    require(citations.insert(paragraph.citation).second, "a citation is unique", paragraph.citation);
    require(paragraph.grade.has_value() == (paragraph.grade_from != GradeFrom::none),
            "a grade in force comes from somewhere", paragraph.citation);
    require(paragraph.page >= 0 && paragraph.number.value_or(1) > 0 && paragraph.item.value_or(1) > 0,
            "numbers count from 1", paragraph.citation);
  }
  for (const Paragraph& paragraph : report.paragraphs)
    if (paragraph.repeats)
      require(citations.count(*paragraph.repeats) == 1, "what is repeated is there", *paragraph.repeats);
  for (const Judgement& judgement : report.judgements)
    require(is_clean_line(judgement.label), "a label is a line", judgement.label);
  for (const Warning& warning : report.warnings)
    require(!warning.code.empty() && is_clean_line(warning.message), "a warning is a line", warning.message);
}

}  // namespace findings
