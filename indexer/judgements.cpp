#include "indexer/judgements.h"

#include <algorithm>

#include "schema/text.h"

namespace findings {

bool JudgementReader::add(const Judgement& judgement) {
  auto& known = outline_.report.judgements;
  const bool again = std::any_of(known.begin(), known.end(), [&](const Judgement& one) {
    return one.area == judgement.area && one.grade == judgement.grade && fold(one.label) == fold(judgement.label);
  });
  if (!again) known.push_back(judgement);
  return !again;
}

bool JudgementReader::grade_open_section(const std::string& area, std::optional<Grade> grade) {
  for (const OpenSection& open : outline_.open()) {
    Section& section = outline_.report.sections[open.section];
    if (section.area != area || !open.rule || !open.rule->graded || section.grade) continue;
    section.grade = grade;
    return true;
  }
  return false;
}

bool JudgementReader::is_row_label(const std::string& text) const {
  const Words words = words_of(text);
  for (const JudgementRule& rule : framework_.judgements)
    for (const Pattern& pattern : rule.match)
      if (const auto match = pattern.match(words); match && !match->grade) return true;
  return false;
}

bool JudgementReader::read_judgement(const Block& block, bool on_front) {
  std::string label = block.text, printed;
  std::optional<Grade> beside;  // the label
  if (block.cells.size() == 2) {
    label = block.cells[0];
    printed = block.cells[1];
    beside = read_grade(printed);
  }
  if (on_front && block.cells.size() != 2)  // a row in one line
    if (const GradedText row = split_grade(block.text); row.grade && is_row_label(row.text)) {
      printed = tidy(block.text.substr(std::min(block.text.size(), row.text.size())));
      label = row.text;
      beside = row.grade;
    }
  if (label.size() > 250) return false;
  const auto numbered = label.find_first_not_of("0123456789. ");  // "2.1 Adoption performance"
  if (numbered != label.npos) label.erase(0, numbered);
  const Words words = words_of(label);
  for (const JudgementRule& rule : framework_.judgements)
    for (const Pattern& pattern : rule.match) {
      const auto match = pattern.match(words);
      if (!match || (match->grade && !on_front && !rule.section)) continue;
      Judgement judgement{rule.area, rule.label.empty() ? label : rule.label, match->grade, printed};
      if (!judgement.grade) {
        if (printed.empty()) continue;
        judgement.grade = beside;
        if (!judgement.grade && fold(printed) != "not judged") continue;
      } else if (judgement.as_printed.empty()) {
        judgement.as_printed = label;
      }
      const bool is_new = add(judgement);
      const bool gives = rule.section && grade_open_section(rule.area, judgement.grade);
      return is_new || gives || block.cells.size() == 2 || !printed.empty();
    }
  return false;
}

void JudgementReader::read_scattered(const std::vector<Block>& blocks, std::size_t begin, std::size_t end) {
  if (!outline_.report.judgements.empty()) return;
  std::vector<const Block*> labels, printed;
  for (std::size_t i = begin; i < end; ++i) {
    if (is_row_label(blocks[i].text)) labels.push_back(&blocks[i]);
    if (read_grade(blocks[i].text)) printed.push_back(&blocks[i]);
  }
  if (labels.size() != printed.size()) return;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Block row = *labels[i];
    row.cells = {labels[i]->text, printed[i]->text};
    read_judgement(row, true);
  }
  if (!labels.empty())
    outline_.report.warnings.push_back(
        {"table-scattered", "labels and grades of the summary stand apart and were paired in order", ""});
}

bool JudgementReader::read_record_row(const Block& block) {
  if (block.cells.size() < 2) return block.cells.size() == 1 || words_of(block.text).size() <= 14;
  const std::string& label = block.cells.front();
  const auto grade = read_grade(block.cells.back());
  if (!grade) return false;
  const std::string& area = second_half_ ? framework_.second_half_area : framework_.first_half_area;
  outline_.report.judgements.push_back({area, label, grade, block.cells.back()});
  if (!framework_.second_half_after.empty() && fold(label) == framework_.second_half_after) second_half_ = true;
  return true;
}

bool JudgementReader::read_section_grade(const Block& block) {
  if (!outline_.rule() || !outline_.rule()->graded || outline_.has_paragraphs()) return false;
  Section& section = outline_.report.sections[outline_.open().back().section];
  if (section.grade) return false;
  section.grade = read_grade(block.text);
  return section.grade.has_value();
}

bool JudgementReader::read_sentence_grade(const Block& block) {
  const bool waits = std::any_of(outline_.open().begin(), outline_.open().end(), [&](const OpenSection& open) {
    return open.rule && open.rule->graded && !outline_.report.sections[open.section].grade;
  });
  return waits && block.cells.size() < 2 && split_grade(block.text).grade && read_judgement(block);
}

void JudgementReader::note_outcome(const Block& block) {
  if (framework_.outcomes.empty() || outline_.report.outcome || block.text.size() > 700) return;
  const Words words = words_of(block.text);
  for (const OutcomeRule& rule : framework_.outcomes)
    for (const Pattern& pattern : rule.match)
      if (pattern.match(words)) outline_.report.outcome = rule.outcome;
}

}  // namespace findings
