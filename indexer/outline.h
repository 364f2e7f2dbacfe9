// A report while it is being read: the sections that are open, and the paragraph that may run on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/profile.h"
#include "schema/report.h"

namespace findings {

struct OpenSection {
  std::size_t section;       // place in Report::sections
  int level;                 // 1 is the top
  const HeadingRule* rule;   // nullptr where no profile names its heading
  std::optional<Kind> kind;  // of its paragraphs
};

class Outline {
 public:
  Report report;

  /// Closes every open section of this level and deeper, and opens this one inside what is left. `area` "" and no
  /// `kind` are those of the section around it.
  void begin_section(const std::string& printed, const std::string& name, int level, const std::string& area,
                     std::optional<Kind> kind, const HeadingRule* rule);
  void begin_section(const Heading& heading);
  void close_sections() { open_.clear(); }

  const std::vector<OpenSection>& open() const { return open_; }  // from the top
  void reopen(std::vector<OpenSection> sections) { open_ = std::move(sections); }

  std::vector<std::string> open_names() const;
  const HeadingRule* rule() const { return open_.empty() ? nullptr : open_.back().rule; }
  bool is_inside(bool HeadingRule::*what) const;
  Kind kind() const { return open_.empty() ? Kind::finding : open_.back().kind.value_or(Kind::finding); }
  int level_of_known_heading() const;  // of the deepest open one; 0 where there is none
  bool has_paragraphs() const;         // in the section opened last
  std::optional<std::string> timescale_of_headings() const;

  /// Adds a paragraph to the section opened last; it is then the one that may run on.
  Paragraph& add_paragraph(const std::string& text, int page, Kind kind);

  /// The paragraph that may run on; nullptr after a heading.
  Paragraph* last_paragraph() { return paragraph_ ? &report.paragraphs[*paragraph_] : nullptr; }
  const Paragraph* last_paragraph() const { return paragraph_ ? &report.paragraphs[*paragraph_] : nullptr; }
  void end_paragraph() { paragraph_.reset(); }

  /// A footnote stands between the lines of the paragraph that goes on after it.
  void add_footnote(const std::string& text, int page);

  /// Sections that no heading prints and that hold nothing go.
  void drop_empty_unprinted_sections();

 private:
  std::vector<OpenSection> open_;
  std::optional<std::size_t> paragraph_;
};

}  // namespace findings
