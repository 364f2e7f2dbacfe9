#include "indexer/structure.h"

#include <algorithm>
#include <cctype>

#include "indexer/front.h"
#include "indexer/judgements.h"
#include "indexer/outline.h"
#include "indexer/paragraphs.h"
#include "indexer/recognise.h"
#include "schema/text.h"

namespace findings {
namespace {

const Framework& no_framework() {
  static const Framework none;
  return none;
}

bool is_capitals(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Structurer {
 public:
  Structurer(const std::vector<Block>& blocks, const Framework* framework)
      : blocks_(blocks),
        framework_(framework ? *framework : no_framework()),
        recognised_(framework),
        judgements_(framework_, outline_),
        paragraphs_(blocks, framework_, outline_) {}

  Report read() {
    Report& report = outline_.report;
    std::size_t body = 0;
    if (recognised_) {
      report.framework = framework_.name;
      const Title title = find_title(blocks_, framework_);
      const std::size_t front = front_begins(title);
      read_wrapper(front);
      body = front_ends(title);
      const auto is_fact = read_front(blocks_, front, body, title, framework_, report);
      begin_section(framework_.letter ? "[letterhead]" : "[front page]", "Front page", 1, "about", Kind::about);
      for (std::size_t i = front; i < body; ++i) {
        if (framework_.letter && i == title.end) begin_section(title.text, "Opening", 1, "about", Kind::about);
        if (is_fact[i - front])
          outline_.end_paragraph();
        else
          read_front_block(blocks_[i]);
      }
      judgements_.read_scattered(blocks_, front, body);
      if (const HeadingRule* part = part_titled(title.text)) begin_part(*part);
    } else if (!blocks_.empty()) {
      std::size_t length = std::min<std::size_t>(200, blocks_.front().text.size());
      while (length > 0 && length < blocks_.front().text.size() && (blocks_.front().text[length] & 0xC0) == 0x80)
        --length;
      report.title = tidy(blocks_.front().text.substr(0, length));  // whole letters
    }
    for (std::size_t i = body; i < blocks_.size(); ++i) read_block(i);
    if (recognised_) read_back(blocks_, framework_, report);
    outline_.drop_empty_unprinted_sections();
    return std::move(report);
  }

 private:
  // ---- where the report begins -------------------------------------------------------------------------------

  std::size_t front_begins(const Title& title) const {
    std::size_t words = 0;
    for (std::size_t i = 0; i < title.begin; ++i) words += words_of(blocks_[i].text).size();
    constexpr std::size_t letterhead = 60;  // an address and a date are shorter
    if (words <= letterhead || framework_.letter) return 0;
    // What a council puts before the report is its own; the authority's name just above the title is the report's.
    return framework_.authority_before_title && title.begin > 0 ? title.begin - 1 : title.begin;
  }

  std::size_t front_ends(const Title& title) const {
    std::size_t i = title.end;
    while (i < blocks_.size() && !ends_front(i)) ++i;
    return i;
  }

  /// Converters set the cells of a table as lines. A chapter's heading has its name and its grade too, but alone.
  bool stands_in_table(std::size_t i) const {
    const auto is_label = [&](std::size_t at) { return judgements_.is_row_label(split_grade(blocks_[at].text).text); };
    const auto is_cell = [&](std::size_t at) { return is_label(at) || read_grade(blocks_[at].text); };
    std::size_t begin = i, end = i + 1, labels = 0;
    while (begin > 0 && is_cell(begin - 1)) --begin;
    while (end < blocks_.size() && is_cell(end)) ++end;
    for (std::size_t at = begin; at < end; ++at) labels += is_label(at);
    return labels > 1;
  }

  /// The first heading does, but no row of the table of judgements and no sentence that says one.
  bool ends_front(std::size_t i) const {
    const Block& block = blocks_[i];
    const auto heading = find_heading(framework_, block.text, {});
    if (!heading || (block.cells.size() == 2 && read_grade(block.cells[1]))) return false;
    const Words words = words_of(block.text);
    const auto says_grade = [&](const JudgementRule& rule) {
      return std::any_of(rule.match.begin(), rule.match.end(), [&](const Pattern& pattern) {
        const auto match = pattern.match(words);
        return match && match->grade;
      });
    };
    if (heading->grade && std::any_of(framework_.judgements.begin(), framework_.judgements.end(), says_grade))
      return false;
    return !(heading->rule->graded && stands_in_table(i));
  }

  void read_wrapper(std::size_t end) {
    if (end == 0) return;
    begin_section("[covering paper]", "Covering paper", 1, "about", Kind::about);
    for (std::size_t i = 0; i < end; ++i)
      if (is_wrapper_heading(i))
        begin_section(blocks_[i].text, blocks_[i].text, 2, "about", Kind::about);
      else
        paragraphs_.read_text(blocks_[i]);
  }

  /// Councils set their headings in capitals, most with a number: "2 BACKGROUND INFORMATION", but not "3.1 N/A".
  bool is_wrapper_heading(std::size_t i) const {
    const Block& block = blocks_[i];
    if (!is_capitals(block.text) || !block.apart || block.bullet || !block.cells.empty()) return false;
    std::string rest;
    const std::size_t words = words_of(block.text).size();
    if (leading_number(block.text, rest)) return words <= 14;
    const bool numbered = std::isdigit(static_cast<unsigned char>(block.text[0]));
    return !numbered && words <= 10 && i + 1 < blocks_.size() && words_of(blocks_[i + 1].text).size() >= 12;
  }

  void read_front_block(const Block& block) {
    if (judgements_.read_judgement(block, true) || judgements_.is_row_label(block.text)) return;
    judgements_.note_outcome(block);
    const std::size_t words = words_of(block.text).size();
    if (words < 8 && !block.bullet && !block.footnote)
      return outline_.end_paragraph();  // what is left of a title page: "and", "Age group: All", an address
    const bool introduces = !framework_.introduction.empty() && framework_.introduction != "about";
    if (introduces && !block.footnote && outline_.report.sections.back().name != "Introduction")
      begin_section("[introduction]", "Introduction", 1, framework_.introduction, Kind::summary);
    paragraphs_.read_text(block);
  }

  // ---- one block after another -------------------------------------------------------------------------------

  void read_block(std::size_t i) {
    const Block& block = blocks_[i];
    if (block.footnote) return paragraphs_.read_text(block);
    if (ended_) {
      const HeadingRule* part = part_titled(block.text);
      return part ? begin_part(*part) : paragraphs_.read_text(block);
    }
    if (is_in_contents(block)) return;
    const auto heading = heading_at(i);
    if (heading && heading->rule->contents) return begin_contents(block, *heading);
    if (matches_any(framework_.skip, block.text) || (block.prominent && is_fact_line(block.text))) return;
    if (matches_any(framework_.ends, block.text)) return end(block);
    if (outline_.is_inside(&HeadingRule::record) && judgements_.read_record_row(block)) return;
    if (judgements_.read_sentence_grade(block)) return;
    if (heading) return open_heading(block, *heading);
    if (judgements_.read_section_grade(block) || judgements_.read_judgement(block)) return;
    judgements_.note_outcome(block);
    if (paragraphs_.read_timescale(block)) return;
    if (is_unknown_heading(i))
      return begin_section(block.text, block.text, outline_.level_of_known_heading() + 1, "", std::nullopt);
    if (!paragraphs_.read_numbered(i)) paragraphs_.read_text(block);
  }

  std::optional<Heading> heading_at(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.bullet && !block.prominent) return std::nullopt;
    auto heading = find_heading(framework_, block.text, outline_.open_names());
    const bool may_be_namesake =
        heading && heading->rule->graded && (outline_.kind() != Kind::finding || heading->rule->level == 1);
    if (may_be_namesake && !opens_chapter(i, *heading)) heading.reset();
    return heading;
  }

  /// Summaries and recommendations are grouped under the names of the chapters they are about, and a list of earlier
  /// inspections names them with their grades. The chapter itself is set as a heading, and has its grade.
  bool opens_chapter(std::size_t i, const Heading& heading) const {
    const Block& block = blocks_[i];
    if (block.size > 0 && !block.prominent && block.cells.size() < 2) return false;
    if (heading.grade || block.cells.size() > 1) return true;
    for (std::size_t next = i + 1; next < blocks_.size() && next < i + 4; ++next)
      if (!blocks_[next].bullet && words_of(blocks_[next].text).size() <= 12 && split_grade(blocks_[next].text).grade)
        return true;
    return false;
  }

  void begin_section(const std::string& printed, const std::string& name, int level, const std::string& area,
                     std::optional<Kind> kind, const HeadingRule* rule = nullptr) {
    outline_.begin_section(printed, name, level, area, kind, rule);
    paragraphs_.begin_section();
  }

  void begin_contents(const Block& block, const Heading& heading) {
    contents_page_ = block.page;
    contents_ = true;
    before_contents_ = outline_.open();
    std::erase_if(before_contents_, [](const OpenSection& open) { return !open.rule; });
    begin_section(heading.printed, heading.rule->name, 1, "about", Kind::about, heading.rule);
  }

  /// An entry ends in its page number; in a PDF the whole page is the list. What the list interrupted is then open
  /// again.
  bool is_in_contents(const Block& block) {
    if (!contents_) return false;
    const bool entry = !block.text.empty() && std::isdigit(static_cast<unsigned char>(block.text.back()));
    if (entry || (block.page > 0 && block.page == contents_page_)) return true;
    contents_ = false;
    outline_.reopen(before_contents_);
    return false;
  }

  void open_heading(const Block& block, const Heading& heading) {
    // The head of a table repeats the heading above it.
    if (heading.rule == outline_.rule() && !outline_.has_paragraphs() && !outline_.report.sections.back().grade) return;
    outline_.begin_section(heading);
    paragraphs_.begin_section();
    Section& section = outline_.report.sections.back();
    if (!section.grade && block.cells.size() > 1) section.grade = read_grade(block.cells.back());
    if (section.grade && block.cells.size() < 2)
      judgements_.read_judgement(block);  // the board's only one may be its heading
  }

  const HeadingRule* part_titled(const std::string& text) const {
    for (const PartRule& part : framework_.parts)
      if (matches_any(part.title, text))
        for (const HeadingRule& rule : framework_.headings)
          if (rule.name == part.heading) return &rule;
    return nullptr;
  }

  void begin_part(const HeadingRule& rule) {
    outline_.close_sections();
    begin_section(rule.name, rule.name, rule.level, rule.area, rule.kind, &rule);
    for (const Judgement& judgement : outline_.report.judgements)  // printed on its own front page
      if (judgement.area == rule.area) outline_.report.sections.back().grade = judgement.grade;
    ended_ = contents_ = false;
    paragraphs_.restart_numbers();
  }

  void end(const Block& block) {
    ended_ = true;
    outline_.close_sections();
    begin_section("[closing]", "Closing", 1, "about", Kind::boilerplate);
    paragraphs_.read_text(block);
  }

  /// A heading that no profile names, by how it stands.
  bool is_unknown_heading(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.bullet || !block.cells.empty() || block.text.size() > 100 || block.text.empty()) return false;
    if (!std::isupper(static_cast<unsigned char>(block.text[0])) || words_of(block.text).size() > 14) return false;
    if (std::string_view(".;,!").find(block.text.back()) != std::string_view::npos) return false;
    if (block.text.back() == ':' && outline_.kind() == Kind::improvement) return false;  // it leads a list
    if (block.text.find(": ") != block.text.npos) return false;
    if (block.prominent) return true;
    const Block* next = i + 1 < blocks_.size() ? &blocks_[i + 1] : nullptr;
    if (!next || !paragraphs_.may_break()) return false;
    std::string rest;
    const bool number_next = leading_number(next->text, rest) == paragraphs_.next_number();
    // In a PDF, run in without weight or space: a short line between the end of a sentence and the next item of a list.
    if (block.size > 0) return (next->bullet || number_next) && block.text.back() != ':';
    // In a text file, alone between empty lines. The end of a page can leave a short piece of a sentence like that.
    if (!block.apart || !next->apart || begins_small(next->text)) return false;
    const Paragraph* before = outline_.last_paragraph();
    return !recognised_ || !before || !before->number || next->bullet || number_next;
  }

  const std::vector<Block>& blocks_;
  const Framework& framework_;
  bool recognised_;
  Outline outline_;
  JudgementReader judgements_;
  ParagraphReader paragraphs_;
  std::vector<OpenSection> before_contents_;
  int contents_page_ = 0;
  bool contents_ = false, ended_ = false;
};

}  // namespace

Report structure(const std::vector<Block>& blocks, const Framework* framework) {
  return Structurer(blocks, framework).read();
}

}  // namespace findings
