#include "indexer/paragraphs.h"

#include "schema/text.h"

namespace findings {
namespace {

/// "Immediately:", "Within three months:"
std::optional<std::string> timescale_of(const Block& block) {
  const Words words = words_of(block.text);
  if (block.bullet || !block.cells.empty() || words.empty() || words.size() > 6) return std::nullopt;
  static const std::vector<Pattern> patterns{Pattern("immediately"), Pattern("[with] immediate effect"),
                                             Pattern("within * day|days|week|weeks|month|months|year|years"),
                                             Pattern("within * of *"), Pattern("as soon as possible")};
  if (!matches_any(patterns, block.text)) return std::nullopt;
  std::string text = block.text;
  while (text.ends_with(':') || text.ends_with('.')) text.pop_back();
  return text;
}

/// "Piccadilly Gate", "Store Street", "M1 2WD"
bool is_address_line(const std::string& text) {
  const auto last = text.rfind(", ");
  return !ends_sentence(text) && text.size() - (last == text.npos ? 0 : last) < 45;
}

}  // namespace

void ParagraphReader::begin_section() {
  timescale_ = outline_.timescale_of_headings();
  list_lead_.reset();
  item_ = 0;
}

bool ParagraphReader::may_break() const {
  const Paragraph* before = outline_.last_paragraph();
  return !before || ends_sentence(before->text) || item_of_list_ || listed_;
}

bool ParagraphReader::read_timescale(const Block& block) {
  const auto timescale = outline_.kind() == Kind::improvement ? timescale_of(block) : std::nullopt;
  if (!timescale) return false;
  timescale_ = timescale;
  outline_.end_paragraph();
  return true;
}

bool ParagraphReader::read_numbered(std::size_t i) {
  const Block& block = blocks_[i];
  std::string rest;
  const int number = block.bullet ? 0 : leading_number(block.text, rest);
  if (number == 0 || rest.empty()) return false;
  const bool small_is_meant = block.size > 0 ? number_follows(i, number + 1) : may_break();
  if (begins_small(rest) && !small_is_meant) return false;
  if (number != last_number_ + 1) {
    const Paragraph* before = outline_.last_paragraph();
    const bool dotted = block.text.find('.') < 4;
    const bool closed = !before || ends_sentence(before->text);
    if (last_number_ == 0 || !dotted || !closed || number < last_number_ || number > last_number_ + 3) return false;
    outline_.report.warnings.push_back(
        {number == last_number_ ? "number-repeats" : "number-jumps",
         "paragraph " + std::to_string(number) + " follows " + std::to_string(last_number_),
         block.page ? "page " + std::to_string(block.page) : ""});
  }
  last_number_ = number;
  begin_findings();
  const Kind kind = outline_.kind();
  add(block, rest, kind == Kind::improvement && is_lead(i, rest) ? Kind::boilerplate : kind).number = number;
  list_lead_ = number;
  item_ = 0;
  return true;
}

/// In a PDF a paragraph that begins small by mistake is one all the same where the next number comes soon after.
bool ParagraphReader::number_follows(std::size_t i, int number) const {
  std::string rest;
  for (std::size_t next = i + 1; next < blocks_.size() && next < i + 5; ++next)
    if (leading_number(blocks_[next].text, rest) == number) return true;
  return false;
}

/// "... should take the following action.": what follows is the list, this is not an item of it. A lead that says
/// itself what to do ("Improve care planning by ensuring that:") is the improvement, and its list is part of it.
bool ParagraphReader::is_lead(std::size_t i, const std::string& text) const {
  static const std::vector<Pattern> formula{Pattern("* the following action|actions|areas|steps *")};
  if (matches_any(formula, text)) return true;
  return i + 1 < blocks_.size() && timescale_of(blocks_[i + 1]).has_value();
}

/// Some chapters print no heading between their summary and the numbered findings.
void ParagraphReader::begin_findings() {
  const auto& open = outline_.open();
  if (outline_.kind() != Kind::summary || open.empty()) return;
  const auto is_chapter = [](const OpenSection& one) { return one.rule && one.rule->graded; };
  const auto chapter = is_chapter(open.back()) ? open.end() - 1 : open.size() > 1 ? open.end() - 2 : open.end();
  if (chapter == open.end() || !is_chapter(*chapter)) return;
  outline_.begin_section("[findings]", "Inspection findings", chapter->level + 1, "", Kind::finding, nullptr);
  begin_section();
}

Paragraph& ParagraphReader::add(const Block& block, const std::string& text, Kind kind) {
  if (kind == Kind::improvement && matches_any(framework_.no_improvement, text)) kind = Kind::finding;
  Paragraph& paragraph = outline_.add_paragraph(text, block.page, kind);
  if (kind == Kind::improvement) paragraph.timescale = timescale_;
  listed_ = item_of_list_ = false;
  return paragraph;
}

void ParagraphReader::add_item(const Block& block, const std::string& text) {
  Paragraph& paragraph = add(block, text, Kind::improvement);
  if (paragraph.kind != Kind::improvement) return;  // it says that there is none
  paragraph.number = list_lead_;
  paragraph.item = ++item_;
}

void ParagraphReader::read_text(const Block& block) {
  if (block.footnote) return outline_.add_footnote(block.text, block.page);
  if (block.bullet) return read_bullet(block);
  const bool lists_improvements =
      outline_.kind() == Kind::improvement && outline_.is_inside(&HeadingRule::lists) && !list_lead_;
  if (block.cells.size() > 1) {
    std::string row;
    for (const std::string& cell : block.cells) row += (row.empty() ? "" : ": ") + cell;
    return lists_improvements ? add_item(block, row) : void(add(block, row, outline_.kind()));
  }
  if (Paragraph* before = outline_.last_paragraph()) {
    const bool matter = outline_.kind() == Kind::about || outline_.kind() == Kind::boilerplate;
    if (continues(block) || (matter && !block.apart && is_address_line(before->text) && is_address_line(block.text)))
      append_line(before->text, block.text);
    else
      before = nullptr;
    if (before) return;
  }
  // A letter leads to its list in a sentence: "The local authority needs to take swift action to improve:".
  if (lists_improvements && !(framework_.letter && block.text.ends_with(':')))
    add_item(block, block.text);
  else
    add(block, block.text, lists_improvements ? Kind::boilerplate : outline_.kind());
}

/// Whether an unnumbered block is more of the paragraph before it. Under a number everything is, to the next number;
/// elsewhere only what a page turn tore off.
bool ParagraphReader::continues(const Block& block) const {
  const Paragraph& before = *outline_.last_paragraph();
  if (before.number && !before.item) return true;
  if (begins_small(block.text)) return !ends_sentence(before.text) || block.page_top;
  if (block.page_top && item_of_list_ && block.x0 > item_x0_ + 4) return true;  // under the item, not under its bullet
  if (block.page_top && block.torn && !listed_ && !before.item) return true;
  if (block.size > 0 && block.apart && !block.page_top) return false;  // the space says so, full stop or not
  // List items and lines of an address lack a full stop and are whole all the same.
  return !item_of_list_ && !listed_ && !ends_sentence(before.text) && words_of(before.text).size() >= 8;
}

void ParagraphReader::read_bullet(const Block& block) {
  const bool improvement = outline_.kind() == Kind::improvement;
  if (Paragraph* before = outline_.last_paragraph()) {
    const bool in_paragraph = before->number && !before->item;
    // A converter took the dash of a page turn for a bullet: the paragraph before had not ended.
    if (block.apart && in_paragraph && !listed_ && !ends_sentence(before->text) && begins_small(block.text)) {
      append_line(before->text, block.text);
      return;
    }
    const bool lead = improvement && before->kind == Kind::boilerplate;
    // An item of a list takes only what stands further in; prose takes every item after its colon.
    const bool further_in = !item_of_list_ || block.level > list_level_;
    const bool below = before->text.ends_with(':') || block.level > 0 || (before->number && !improvement) || listed_;
    if (!lead && further_in && below) {
      before->text += " •" + block.text;
      listed_ = true;
      return;
    }
  }
  if (improvement)
    add_item(block, block.text);
  else
    add(block, block.text, outline_.kind());
  item_of_list_ = true;
  list_level_ = block.level;
  item_x0_ = block.x0;
}

}  // namespace findings
