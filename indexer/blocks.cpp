#include "indexer/blocks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "indexer/front.h"
#include "indexer/recognise.h"
#include "schema/text.h"

namespace findings {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
}

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
}

/// "safe**Grade 2 (Good)**" -> "safe Grade 2 (Good)"; "*Working together*, 2010" loses its stars, "A* to C" does not.
std::string without_emphasis(const std::string& text) {
  if (text.find('*') == text.npos) return text;
  std::string out;
  std::optional<std::size_t> opened;  // place in `out` of a star that may open emphasis
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char before = i > 0 ? text[i - 1] : ' ';
    if (text.compare(i, 2, "**") == 0) {
      const char after = i + 2 < text.size() ? text[i + 2] : ' ';
      if (is_word_byte(before) && is_word_byte(after)) out += ' ';
      ++i;
    } else if (text[i] == '*' && opened && before != ' ') {
      out[*opened] = '\0';  // taken out below, all at once
      opened.reset();
    } else {
      const char after = i + 1 < text.size() ? text[i + 1] : ' ';
      if (text[i] == '*' && !opened && after != ' ' && !is_word_byte(before)) opened = out.size();
      out += text[i];
    }
  }
  std::erase(out, '\0');
  return out;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// "<p>One.</p> <p>Two.</p>" -> two texts; text without the tags is one.
std::vector<std::string> tagged_paragraphs(std::string text) {
  replace_all(text, "</p>", "<p>");
  std::vector<std::string> found;
  for (std::size_t at = 0; at <= text.size();) {
    const auto tag = std::min(text.find("<p>", at), text.size());
    if (std::string one = tidy(text.substr(at, tag - at)); !one.empty()) found.push_back(one);
    at = tag + 3;
  }
  return found;
}

bool is_rule(const std::string& text) {  // "|---|---|", "-----\t---", "====="
  return text.size() >= 3 && text.find_first_not_of("-=_|:+ \t") == text.npos;
}

/// A superscript figure, as footnote marks are printed.
std::size_t superscript_at(const std::string& text, std::size_t at) {
  if (text[at] != '\xC2' && text[at] != '\xE2') return 0;
  for (const std::string_view mark : {"¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"})
    if (std::string_view(text).substr(at).starts_with(mark)) return mark.size();
  return 0;
}

/// Takes footnote marks out: "Board¹" and "area²", but not the power of "10²". Says whether the text begins with one.
bool take_footnote_marks(std::string& text) {
  bool leads = false;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = superscript_at(text, at);
    if (length && (out.empty() || !std::isdigit(static_cast<unsigned char>(out.back())))) {
      leads = leads || at == 0;
      at += length;
    } else {
      out += text[at++];
    }
  }
  text = leads ? tidy(out) : out;
  return leads;
}

std::size_t indent_of(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  return first == text.npos ? 0 : first;
}

/// Whether the file's paragraphs are broken into lines at a column, as mail and `pdftotext` do.
bool is_wrapped(const std::vector<Line>& lines) {
  std::size_t running = 0, broken = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::size_t length = lines[i].text.size();
    if (length > 130) ++running;
    if (length >= 55 && length <= 130 && !lines[i + 1].blank_before && !ends_sentence(tidy(lines[i].text))) ++broken;
  }
  return broken >= 10 && broken > 4 * running;
}

}  // namespace

bool take_bullet(std::string& text) {
  // Symbol fonts put their bullets at private code points, U+E000 to U+F8FF.
  const bool is_private = text.size() >= 3 && static_cast<unsigned char>(text[0]) >= 0xEE &&
                          static_cast<unsigned char>(text[0]) <= 0xEF && text < "\uF900";
  if (is_private) {
    text = tidy(std::string_view(text).substr(3));
    return true;
  }
  constexpr std::array<std::string_view, 18> glyphs{"-", "–", "—", "−", "•", "◼", "■", "▪", "●",
                                                    "○", "◦", "‣", "⁃", "∙", "·", "*", "o", "�"};
  for (const std::string_view glyph : glyphs) {
    if (!text.starts_with(glyph)) continue;
    const std::string_view rest = std::string_view(text).substr(glyph.size());
    // What is also a letter or a dash is a bullet only with a space after it.
    const bool ambiguous =
        glyph == "o" || glyph == "-" || glyph == "*" || glyph == "–" || glyph == "—" || glyph == "−" || glyph == "·";
    if (ambiguous && (rest.empty() || rest[0] != ' ')) return false;
    text = tidy(rest);
    return true;
  }
  return false;
}

int leading_number(const std::string& text, std::string& rest) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < 4 && std::isdigit(static_cast<unsigned char>(text[digits]))) ++digits;
  if (digits == 0 || digits > 3 || text[0] == '0') return 0;
  std::size_t at = digits;
  const bool dotted = at < text.size() && (text[at] == '.' || text[at] == ')');
  if (dotted) ++at;
  if (at >= text.size() || text[at] != ' ') return 0;  // "2.1 ..." and "7." alone open nothing
  rest = text.substr(at + 1);
  return std::stoi(text.substr(0, digits));
}

void append_line(std::string& text, const std::string& next) {
  const bool dash = text.ends_with('-') || text.ends_with("–");
  const bool joined = dash && text.size() > 1 && text[text.size() - (text.ends_with('-') ? 2 : 4)] != ' ' &&
                      !next.starts_with("and ") && !next.starts_with("or ") && !next.starts_with("to ");
  if (!text.empty() && !joined) text += ' ';
  text += next;
}

bool ends_sentence(const std::string& text) {
  std::size_t end = text.size();
  while (end > 0) {
    const std::string_view so_far = std::string_view(text).substr(0, end);
    bool stripped = false;
    for (const std::string_view closing : {"\"", "'", ")", "]", "”", "’", " "})
      if (so_far.ends_with(closing)) {
        end -= closing.size();
        stripped = true;
        break;
      }
    if (!stripped) break;
  }
  return end > 0 && std::string_view(".?!:;").find(text[end - 1]) != std::string_view::npos;
}

bool begins_small(const std::string& text) {
  return !text.empty() && std::islower(static_cast<unsigned char>(text[0]));
}

namespace {

/// How many lines from `i` on print a title, a heading or a fact, whatever was wrapped around them; 0 for prose.
std::size_t lines_that_stand_alone(const std::vector<Line>& lines, std::size_t i, const Framework* framework) {
  constexpr std::size_t longest = 3;
  if (is_fact_line(tidy(lines[i].text))) return 1;
  if (!framework) return 0;
  std::vector<std::string> everywhere;
  for (const HeadingRule& rule : framework->headings) everywhere.push_back(rule.name);
  std::string text;
  std::size_t found = 0;
  for (std::size_t n = 1; n <= longest && i + n <= lines.size() && text.size() < 200; ++n) {
    if (n > 1 && lines[i + n - 1].blank_before) break;
    append_line(text, tidy(lines[i + n - 1].text));
    if (is_title(*framework, text) || find_heading(*framework, text, everywhere)) found = n;
  }
  return found;
}

}  // namespace

std::vector<Block> blocks_of_text(const Lines& in, const Framework* framework) {
  const bool wrapped = is_wrapped(in.lines);
  std::vector<Block> blocks;
  std::size_t last_length = 0;
  int last_number = 0, last_page = 0;
  std::size_t alone = 0;  // lines still to come of what stands alone
  bool begins = false;
  for (std::size_t i = 0; i < in.lines.size(); ++i) {
    const Line& line = in.lines[i];
    if (is_rule(line.text)) continue;
    begins = wrapped && alone == 0 && (alone = lines_that_stand_alone(in.lines, i, framework)) > 0;
    const bool within = alone > 0;
    if (alone > 0) --alone;
    std::string text = without_emphasis(line.text);
    std::vector<std::string> cells;
    if (const auto first = text.find_first_not_of(' '); first != text.npos && text[first] == '|') {
      cells = split(text, '|');
      cells.erase(cells.begin());
      if (!cells.empty() && tidy(cells.back()).empty()) cells.pop_back();
    } else if (text.find('\t') != text.npos) {
      cells = split(text, '\t');
    }
    Block block;
    block.page = line.page;
    block.page_top = line.page != last_page && line.page > 0;
    block.apart = line.blank_before || block.page_top || blocks.empty();
    last_page = line.page;
    if (cells.size() > 1) {
      for (std::string& cell : cells) {
        replace_all(cell, "<p>", " ");
        replace_all(cell, "</p>", " ");
        cell = tidy(cell);
        if (!cell.empty()) block.text += (block.text.empty() ? "" : " ") + cell;
      }
      std::erase_if(cells, [](const std::string& cell) { return cell.empty(); });
      // A summary that a converter put into one table cell is prose again below.
      if (cells.size() > 1) {
        block.cells = cells;
        blocks.push_back(block);
        last_length = 0;
        continue;
      }
    }
    const std::size_t indent = indent_of(text);
    for (const std::string& one :
         tagged_paragraphs(text.find("<p>") == text.npos && !block.text.empty() ? block.text : text)) {
      Block next = block;
      next.text = one;
      next.footnote = take_footnote_marks(next.text);
      next.bullet = take_bullet(next.text);
      next.level = next.bullet && indent > 0 ? 1 : 0;
      std::string rest;
      const int number = leading_number(next.text, rest);
      const bool opens = next.bullet || (number > 0 && (number == last_number + 1 || number == 1));
      if (number > 0 && opens && !next.bullet) last_number = number;
      if (next.text.empty()) continue;
      const bool runs_on = within ? !begins : wrapped && !next.apart && !opens && last_length >= 50;
      if (runs_on && !blocks.empty() && blocks.back().cells.empty()) {
        append_line(blocks.back().text, next.text);
      } else {
        blocks.push_back(next);
      }
      block.apart = true;
    }
    last_length = within ? 0 : line.text.size();
  }
  return blocks;
}

}  // namespace findings
