// Grades and outcomes, wherever a report prints them: tables, sentences, lines under a heading.
#pragma once

#include "indexer/blocks.h"
#include "indexer/outline.h"
#include "indexer/profile.h"

namespace findings {

class JudgementReader {
 public:
  JudgementReader(const Framework& framework, Outline& outline) : framework_(framework), outline_(outline) {}

  /// A row "label | grade", or a sentence that says the grade; true where it said something new. Behind the front only
  /// sentences that grade their section count: summaries say all kinds of things are good.
  bool read_judgement(const Block& block, bool on_front = false);

  /// A table whose labels and grades a converter set apart, column after column: paired in order where there are as
  /// many of one as of the other, and nothing where there are not. `finish` holds them against the sections' own
  /// grades.
  void read_scattered(const std::vector<Block>& blocks, std::size_t begin, std::size_t end);

  /// Whether the text is the label of a row of the table of judgements.
  bool is_row_label(const std::string& text) const;

  /// A row of the record of findings. Its own sub-headings are partly wrong in the originals; the order of rows is not.
  bool read_record_row(const Block& block);

  /// A grade that stands alone under the heading it belongs to.
  bool read_section_grade(const Block& block);

  /// "The Local Safeguarding Children Board is good", under a heading of its own: the grade of that section.
  bool read_sentence_grade(const Block& block);

  /// Notes the outcome that a paragraph says; it stays a paragraph.
  void note_outcome(const Block& block);

 private:
  bool add(const Judgement& judgement);
  bool grade_open_section(const std::string& area, std::optional<Grade> grade);

  const Framework& framework_;
  Outline& outline_;
  bool second_half_ = false;  // of the record of findings
};

}  // namespace findings
