#include "indexer/outline.h"

#include <algorithm>

namespace findings {

void Outline::begin_section(const std::string& printed, const std::string& name, int level, const std::string& area,
                            std::optional<Kind> kind, const HeadingRule* rule) {
  while (!open_.empty() && open_.back().level >= level) open_.pop_back();
  Section section;
  if (!open_.empty()) {
    section.parent = open_.back().section;
    section.path = report.sections[*section.parent].path;
    section.area = report.sections[*section.parent].area;
    if (!kind) kind = open_.back().kind;
  }
  section.path.push_back(printed);
  section.name = name;
  if (!area.empty()) section.area = area;
  report.sections.push_back(section);
  open_.push_back({report.sections.size() - 1, level, rule, kind});
  paragraph_.reset();
}

void Outline::begin_section(const Heading& heading) {
  const HeadingRule& rule = *heading.rule;
  begin_section(heading.printed, rule.name, rule.level, rule.area, rule.kind, &rule);
  report.sections.back().grade = heading.grade;
}

std::vector<std::string> Outline::open_names() const {
  std::vector<std::string> names;
  for (const OpenSection& open : open_) names.push_back(report.sections[open.section].name);
  return names;
}

bool Outline::is_inside(bool HeadingRule::*what) const {
  return std::any_of(open_.begin(), open_.end(),
                     [&](const OpenSection& open) { return open.rule && open.rule->*what; });
}

int Outline::level_of_known_heading() const {
  for (auto open = open_.rbegin(); open != open_.rend(); ++open)
    if (open->rule) return open->level;
  return 0;
}

bool Outline::has_paragraphs() const {
  return !report.paragraphs.empty() && report.paragraphs.back().section + 1 == report.sections.size();
}

std::optional<std::string> Outline::timescale_of_headings() const {
  for (auto open = open_.rbegin(); open != open_.rend(); ++open)
    if (open->rule && !open->rule->timescale.empty()) return open->rule->timescale;
  return std::nullopt;
}

Paragraph& Outline::add_paragraph(const std::string& text, int page, Kind kind) {
  if (open_.empty()) begin_section("[document]", "Document", 1, "", std::nullopt, nullptr);
  Paragraph paragraph;
  paragraph.section = open_.back().section;
  paragraph.area = report.sections[paragraph.section].area;
  paragraph.kind = kind;
  paragraph.page = page;
  paragraph.text = text;
  report.paragraphs.push_back(paragraph);
  paragraph_ = report.paragraphs.size() - 1;
  return report.paragraphs.back();
}

void Outline::add_footnote(const std::string& text, int page) {
  const auto runs_on = paragraph_;
  add_paragraph(text, page, Kind::footnote);
  paragraph_ = runs_on;
}

void Outline::drop_empty_unprinted_sections() {
  std::vector<bool> used(report.sections.size(), false);
  for (const Paragraph& paragraph : report.paragraphs) used[paragraph.section] = true;
  for (const Section& section : report.sections)
    if (section.parent) used[*section.parent] = true;
  std::vector<std::size_t> place(report.sections.size());
  std::vector<Section> kept;
  for (std::size_t i = 0; i < report.sections.size(); ++i) {
    place[i] = kept.size();
    if (used[i] || report.sections[i].path.back().front() != '[') kept.push_back(report.sections[i]);
  }
  for (Section& section : kept)
    if (section.parent) section.parent = place[*section.parent];
  for (Paragraph& paragraph : report.paragraphs) paragraph.section = place[paragraph.section];
  report.sections = std::move(kept);
}

}  // namespace findings
