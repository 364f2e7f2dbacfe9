#include "indexer/layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "indexer/clean.h"
#include "indexer/front.h"
#include "indexer/tables.h"
#include "schema/text.h"

namespace findings {
namespace {

/// The line's text without its footnote marks.
std::string text_of(const Line& line) {
  std::string text = line.text;
  for (auto mark = line.marks.rbegin(); mark != line.marks.rend(); ++mark) {
    // Marks count code points.
    std::size_t byte = 0;
    for (int n = 0; n < mark->at && byte < text.size(); ++n) do
        ++byte;
      while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
    std::size_t end = byte;
    for (int n = 0; n < mark->length && end < text.size(); ++n) do
        ++end;
      while (end < text.size() && (text[end] & 0xC0) == 0x80);
    text.erase(byte, end - byte);
  }
  // In symbol fonts a dash inside text has the code of a bullet.
  for (std::size_t at = 1; (at = text.find("\uF02D", at)) != text.npos;) text.replace(at, 3, "–");
  return tidy(text);
}

bool begins_with_mark(const Line& line) {
  return std::any_of(line.marks.begin(), line.marks.end(), [](const Mark& mark) { return mark.at == 0; });
}

bool has_bullet(const Line& line) {
  std::string text = text_of(line);
  return take_bullet(text);
}

/// Lines come as they were drawn, which is the order of reading but for what was drawn late at the top of a page: a
/// letter's head often comes after its text. A run of lines that lies wholly above what was drawn before it moves up.
std::vector<Line> in_reading_order(std::vector<Line> lines) {
  std::vector<Line> ordered;
  std::size_t page_begin = 0;  // in `ordered`
  for (std::size_t begin = 0; begin < lines.size();) {
    if (begin == 0 || lines[begin].page != lines[begin - 1].page) page_begin = ordered.size();
    std::size_t end = begin + 1;
    while (end < lines.size() && lines[end].page == lines[begin].page && lines[end].y0 > lines[end - 1].y0 - 40) ++end;
    float bottom = 0;
    for (std::size_t i = begin; i < end; ++i) bottom = std::max(bottom, lines[i].y1);
    auto place = ordered.end();
    const auto first = ordered.begin() + static_cast<std::ptrdiff_t>(page_begin);
    while (place != first && (place - 1)->y0 >= bottom - 2) --place;
    ordered.insert(place, lines.begin() + static_cast<std::ptrdiff_t>(begin),
                   lines.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
  }
  return ordered;
}

class Layout {
 public:
  Layout(std::vector<Line> lines, const Framework* framework)
      : lines_(in_reading_order(std::move(lines))),
        framework_(framework),
        body_(body_size(lines_)),
        leading_(body_leading()),
        right_(right_margins()) {
    spaced_ = gaps_per_page() > 2;
  }

  std::vector<Block> read() {
    for (std::size_t begin = 0; begin < lines_.size();) {
      std::size_t end = begin;
      while (end < lines_.size() && lines_[end].page == lines_[begin].page) ++end;
      read_page(begin, end);
      begin = end;
    }
    return std::move(blocks_);
  }

 private:
  /// The distance from line to line inside a paragraph: the commonest one.
  float body_leading() const {
    std::map<int, int> times;
    for (std::size_t i = 1; i < lines_.size(); ++i)
      if (lines_[i].page == lines_[i - 1].page && std::abs(lines_[i].size - body_) < 0.6f) {
        const float step = lines_[i].y0 - lines_[i - 1].y0;
        if (step > body_ * 0.9f && step < body_ * 2.5f) ++times[static_cast<int>(std::lround(step * 2))];
      }
    const auto most =
        std::max_element(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == times.end() ? body_ * 1.2f : static_cast<float>(most->first) / 2;
  }

  float gaps_per_page() const {
    std::size_t gaps = 0;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const float step = lines_[i].y0 - lines_[i - 1].y0;
      const bool body = std::abs(lines_[i].size - body_) < 0.6f && std::abs(lines_[i - 1].size - body_) < 0.6f;
      if (body && lines_[i].page == lines_[i - 1].page && step > leading_ * 1.25f && step < leading_ * 3) ++gaps;
    }
    const int pages = lines_.empty() ? 1 : lines_.back().page;
    return static_cast<float>(gaps) / static_cast<float>(pages);
  }

  /// Where running text ends on the right, page by page: lines of headings and table cells are shorter.
  std::map<int, float> right_margins() const {
    std::map<int, float> right;
    for (const Line& line : lines_)
      if (std::abs(line.size - body_) < 0.6f) right[line.page] = std::max(right[line.page], line.x1);
    return right;
  }

  void read_page(std::size_t begin, std::size_t end) {
    std::vector<const TableRow*> row_of(end - begin, nullptr);
    std::vector<TableRow> rows;
    if (framework_) rows = find_rows(lines_, begin, end, *framework_);
    for (const TableRow& row : rows) {
      for (const std::size_t i : row.label) row_of[i - begin] = &row;
      for (const std::size_t i : row.grade) row_of[i - begin] = &row;
    }
    bool top = true;
    const std::size_t first_block = blocks_.size();
    std::vector<const TableRow*> placed;
    open_ = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (const TableRow* row = row_of[i - begin]) {
        if (std::find(placed.begin(), placed.end(), row) == placed.end()) {
          placed.push_back(row);
          place_row(*row, i);
        }
        open_ = false;
        continue;
      }
      if (open_ && continues(lines_[i])) {
        extend(i);
      } else {
        begin_block(i);
        if (top && !blocks_.back().footnote) {
          blocks_.back().page_top = true;
          blocks_.back().torn = torn(lines_[i]);
          top = false;
        }
      }
    }
    for (std::size_t b = first_block; b < blocks_.size(); ++b) finish_block(blocks_[b]);
    drop_empty(first_block);
    join_rows(first_block);
    for (std::size_t i = end; i-- > begin;)
      if (!row_of[i - begin] && !is_small(lines_[i])) {
        last_body_line_ = lines_[i];
        break;
      }
  }

  /// A bullet or a footnote mark may stand alone on its line: there is nothing to keep.
  void drop_empty(std::size_t first) {
    for (std::size_t b = first; b < blocks_.size();) {
      if (!blocks_[b].text.empty()) {
        ++b;
        continue;
      }
      if (b + 1 < blocks_.size() && blocks_[b].page_top) {
        blocks_[b + 1].page_top = true;
        blocks_[b + 1].torn = blocks_[b].torn;
      }
      blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(b));
    }
  }

  /// Two cells side by side are a row; the blocks under the right one are more of it.
  void join_rows(std::size_t first) {
    const auto plain = [](const Block& block) { return block.cells.empty() && !block.prominent && !block.footnote; };
    for (std::size_t b = first; b + 1 < blocks_.size(); ++b) {
      Block& left = blocks_[b];
      const Block& right = blocks_[b + 1];
      if (!plain(left) || !plain(right) || left.bullet || right.bullet) continue;
      if (std::abs(left.y0 - right.y0) > 4 || right.x0 < left.x1 + 4) continue;
      const float column = right.x0;
      std::size_t end = b + 1;
      std::string text;
      for (; end < blocks_.size() && plain(blocks_[end]) && blocks_[end].x0 >= column - 3; ++end) {
        if (end > b + 1 && !blocks_[end].bullet && std::abs(blocks_[end].y0 - right.y0) < 4) break;  // a third column
        text += (text.empty() ? "" : " ") + std::string(blocks_[end].bullet ? "•" : "") + blocks_[end].text;
      }
      left.cells = {left.text, text};
      left.text += " " + text;
      blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(b) + 1,
                    blocks_.begin() + static_cast<std::ptrdiff_t>(end));
    }
  }

  bool is_small(const Line& line) const { return line.size < body_ - 1; }

  void place_row(const TableRow& row, std::size_t i) {
    Block block;
    block.page = lines_[i].page;
    block.apart = true;
    block.size = lines_[i].size;
    block.cells = {row.label_text, row.grade_text};
    block.text = row.label_text + " " + row.grade_text;
    block.x0 = lines_[row.label.front()].x0;
    block.y0 = lines_[row.label.front()].y0;
    blocks_.push_back(block);
  }

  void begin_block(std::size_t i) {
    const Line& line = lines_[i];
    Block block;
    block.page = line.page;
    block.size = line.size;
    block.prominent = line.bold || line.size > body_ + 1;
    block.x0 = line.x0;
    block.y0 = line.y0;
    block.x1 = line.x1;
    block.y1 = line.y1;
    block.text = text_of(line);
    // A footnote begins with its mark, set small, and may run over to the next page without one.
    const bool under_footnote = open_ && blocks_.back().footnote;
    block.footnote = is_small(line) && (begins_with_mark(line) || under_footnote);
    const bool same_page = !blocks_.empty() && blocks_.back().page == line.page;
    block.apart = !same_page || line.y0 - last_.y0 > leading_ * 1.25f || line.y0 < last_.y0;
    blocks_.push_back(block);
    hanging_.reset();
    has_bullet_first_ = has_bullet(line);
    last_ = line;
    open_ = true;
  }

  void extend(std::size_t i) {
    const Line& line = lines_[i];
    Block& block = blocks_.back();
    if (!hanging_ && line.y0 > last_.y0 + 2) hanging_ = line.x0;
    append_line(block.text, text_of(line));
    block.x1 = std::max(block.x1, line.x1);
    block.y1 = line.y1;
    last_ = line;
  }

  bool continues(const Line& line) const {
    const Block& block = blocks_.back();
    if (std::abs(line.size - last_.size) > 0.6f || begins_with_mark(line) || is_fact_line(text_of(line))) return false;
    if (has_bullet(line) && !is_dash_in_text(line)) return false;
    if (block.footnote) return true;
    if (line.bold != last_.bold && (block.prominent || line.bold) && !mixed_bold(line)) return false;
    const float step = line.y0 - last_.y0;
    if (std::abs(step) < 2) return line.x0 >= last_.x1 - 1 && line.x0 - last_.x1 < 12;  // a piece of the same line
    const float usual = block.prominent && std::abs(last_.size - body_) > 0.6f
                            ? last_.size * 1.35f
                            : leading_ * std::max(1.0f, last_.size / body_);
    if (step < 0 || step > usual * 1.22f) return false;
    // The second line may hang or be indented; those after it stand under the second.
    if (hanging_ ? std::abs(line.x0 - *hanging_) > 6 && !block.prominent : std::abs(line.x0 - block.x0) > 60)
      return false;
    std::string rest;
    if (leading_number(text_of(line), rest) && hanging_ && line.x0 < *hanging_ - 4) return false;
    if (!block.prominent && ends_sentence(text_of(last_)) && ends_early(line)) return false;
    return true;
  }

  /// A line may begin with the dash of its sentence: it then stands where the paragraph's lines do, and nothing has
  /// ended.
  bool is_dash_in_text(const Line& line) const {
    const std::string text = text_of(line);
    const bool dash = text.starts_with("–") || text.starts_with("-") || text.starts_with("\uF02D");
    return dash && hanging_ && std::abs(line.x0 - *hanging_) < 3 && !ends_sentence(text_of(last_));
  }

  /// A line of a paragraph may have most of its letters bold by accident: then it runs full width.
  bool mixed_bold(const Line& line) const {
    return !ends_sentence(text_of(last_)) && last_.x1 > right(last_.page) - 60 && !line.text.empty() &&
           begins_small(text_of(line));
  }

  float right(int page) const {
    const auto found = right_.find(page);
    return found == right_.end() ? 520 : found->second;
  }

  /// The typesetter turned the line though the next word had room: a new paragraph. Where space parts paragraphs that
  /// is not enough: there must be room to spare; and a list item has its bullet to begin it.
  bool ends_early(const Line& line) const {
    if (has_bullet_first_) return false;
    constexpr float room = 25;  // points
    return word_would_fit(last_, line, spaced_ ? room : 0);
  }
  bool word_would_fit(const Line& before, const Line& line, float spare = 0) const {
    const std::string text = text_of(line);
    const auto space = std::min(text.find(' '), text.size());
    const float per_letter = (line.x1 - line.x0) / static_cast<float>(std::max<std::size_t>(1, code_points(text)));
    return before.x1 + per_letter * static_cast<float>(space + 2) + spare < right(before.page);
  }

  /// Whether the page before ended in the middle of a paragraph: its last line is full.
  bool torn(const Line& line) const { return last_body_line_.page > 0 && !word_would_fit(last_body_line_, line); }

  void finish_block(Block& block) {
    if (!block.cells.empty()) return;
    block.bullet = take_bullet(block.text);
    if (!block.bullet) {
      if (!block.footnote) list_x0_.reset();
      return;
    }
    if (!list_x0_ || block.x0 < *list_x0_ - 8) list_x0_ = block.x0;
    block.level = block.x0 > *list_x0_ + 8 ? 1 : 0;
  }

  std::vector<Line> lines_;
  const Framework* framework_;
  float body_, leading_;
  std::map<int, float> right_;
  std::vector<Block> blocks_;
  bool spaced_;  // paragraphs are parted by space
  bool open_ = false;
  bool has_bullet_first_ = false;  // the open block begins with one
  Line last_;                      // of the open block
  Line last_body_line_;            // of the page before
  std::optional<float> hanging_;   // where the open block's lines begin after its first
  std::optional<float> list_x0_;
};

}  // namespace

std::vector<Block> blocks_of_pages(const Lines& lines, const Framework* framework) {
  return Layout(without_furniture(lines.lines, lines.pages), framework).read();
}

}  // namespace findings
