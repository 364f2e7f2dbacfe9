#include "cli/print_text.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <ostream>
#include <set>

#include <sys/ioctl.h>
#include <unistd.h>

#include "schema/text.h"

namespace findings {
namespace {

// Red and magenta, as grep has them, can be read on white and on black; yellow and cyan cannot on white.
constexpr char lit[] = "\x1b[1;31m", plain[] = "\x1b[0m";

/// A word of a text, with the marks it carries, and its width without them.
struct Word {
  std::string printed;
  int width = 0;
  bool opens_item = false;  // a bullet stands before it
};

std::vector<Word> words_of(const std::string& text, const std::vector<Match>& matches, bool colour) {
  std::vector<Word> words;
  Word word;
  bool is_lit = false, is_item = false;
  auto match = matches.begin();
  const auto light = [&](bool on) {
    if (colour && on != is_lit) word.printed += on ? lit : plain;
    is_lit = on;
  };
  const auto finish = [&] {
    light(false);
    if (word.width > 0) {
      word.opens_item = std::exchange(is_item, false);
      words.push_back(word);
    }
    word = {};
  };
  std::size_t point = 0;
  for (std::size_t byte = 0; byte < text.size(); ++point) {
    std::size_t end = byte + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    const std::string letter = text.substr(byte, end - byte);
    byte = end;
    while (match != matches.end() && match->start + match->length <= point) ++match;
    if (letter == " ") {
      finish();
    } else if (letter == "\u2022") {
      finish();
      is_item = true;
    } else {
      light(match != matches.end() && match->start <= point);
      word.printed += letter;
      ++word.width;
    }
  }
  finish();
  return words;
}

/// Where the code point of that number begins.
std::size_t byte_of(const std::string& text, std::size_t point) {
  std::size_t byte = 0;
  for (std::size_t points = 0; byte < text.size(); ++byte)
    if ((text[byte] & 0xC0) != 0x80 && points++ == point) break;
  return byte;
}

/// The first cells as they fit. Where two long ones begin alike ("The experiences and progress of children ...") the
/// middle goes, so that they can be told apart.
std::vector<std::string> fitting(const std::vector<std::vector<std::string>>& rows, std::size_t width) {
  std::map<std::string, std::set<std::string>> begun;
  for (const auto& row : rows) begun[cut(row[0], width)].insert(row[0]);
  std::vector<std::string> cells;
  for (const auto& row : rows) {
    const std::size_t points = code_points(row[0]);
    cells.push_back(cut(row[0], width));
    if (points > width && begun[cut(row[0], width)].size() > 1)
      cells.back() = cut(row[0], width / 2) + row[0].substr(byte_of(row[0], points - (width - width / 2)));
  }
  return cells;
}

}  // namespace

Page output_page(const std::string& colour) {
  Page page;
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  winsize size{};
  if (is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) page.width = size.ws_col;
  page.width = std::clamp(page.width, 40, 110);  // longer lines are hard to read
  const char *no_colour = std::getenv("NO_COLOR"), *terminal = std::getenv("TERM");
  const bool is_plain = (no_colour && *no_colour) || (terminal && std::string_view(terminal) == "dumb");
  page.colour = colour == "always" || (colour == "auto" && is_terminal && !is_plain);
  return page;
}

std::string styled(const std::string& text, Style style, const Page& page) {
  constexpr const char* codes[] = {"\x1b[1m", "\x1b[2m", "\x1b[35m", lit};
  return page.colour && !text.empty() ? codes[static_cast<int>(style)] + text + plain : text;
}

std::string number_of(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string joined(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : by) + part;
  return text;
}

std::vector<std::string> wrapped(const std::string& text, const std::vector<Match>& matches, int width, bool colour) {
  std::vector<std::string> lines;
  int used = 0;
  bool in_list = false;
  for (const Word& word : words_of(text, matches, colour)) {
    in_list = in_list || word.opens_item;
    const int indent = in_list ? 2 : 0;
    if (lines.empty() || word.opens_item || used + 1 + word.width > width) {
      lines.push_back((word.opens_item ? "\u2022 " : std::string(static_cast<std::size_t>(indent), ' ')) +
                      word.printed);
      used = indent + word.width;
    } else {
      lines.back() += ' ' + word.printed;
      used += 1 + word.width;
    }
  }
  return lines;
}

std::string cut(const std::string& text, std::size_t width) {
  if (code_points(text) <= width) return text;
  return text.substr(0, byte_of(text, width - 1)) + "\u2026";
}

void print_sentence(std::ostream& out, const std::string& sentence, const Page& page) {
  const std::vector<std::string> lines = wrapped(sentence, {}, page.width - 2, false);
  for (const std::string& line : lines) out << (&line == lines.data() ? "" : "  ") << line << '\n';
}

void print_lines(std::ostream& out, const std::vector<std::string>& lines, const std::string& indent) {
  for (const std::string& line : lines) out << indent << line << '\n';
}

std::string in_words(const Counts& counts) {
  std::string text =
      number_of(counts.paragraphs, "paragraph", "paragraphs") + " in " + number_of(counts.reports, "report", "reports");
  if (counts.authorities > 0) text += " of " + number_of(counts.authorities, "authority", "authorities");
  return text;
}

void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows, std::size_t left,
                 const Page& page) {
  std::vector<std::size_t> widths(rows.empty() ? 0 : rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], code_points(row[i]));
  std::size_t others = 0;
  for (std::size_t i = 1; i < widths.size(); ++i) others += widths[i] + 2;
  const auto room = static_cast<std::size_t>(page.width);
  if (!widths.empty() && widths[0] + others > room)
    widths[0] = std::max<std::size_t>(20, room > others ? room - others : 0);

  const std::vector<std::string> first = fitting(rows, widths.empty() ? 0 : widths[0]);
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string& cell = i == 0 ? first[static_cast<std::size_t>(&row - rows.data())] : row[i];
      const std::string gap(widths[i] - std::min(widths[i], code_points(cell)), ' ');
      line += (i == 0 ? "" : "  ") + (i < left ? cell + gap : gap + cell);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << (&row == rows.data() ? styled(line, Style::faint, page) : line) << '\n';
  }
}

}  // namespace findings
