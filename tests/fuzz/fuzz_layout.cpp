// Any lines on pages -> Blocks -> Report. Bytes say the lines: "x y size bi|text", where they stand, how large their
// letters are, bold and italic; what is missing is that of the line before, which stood a little higher. A form feed
// turns the page, "^1" is a footnote's mark. The first line names the framework; any other name is none.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <sstream>

#include "indexer/finish.h"
#include "indexer/layout.h"
#include "indexer/structure.h"
#include "schema/text.h"
#include "tests/fuzz/report_laws.h"

using namespace findings;

namespace {

/// Takes the marks out of the text and keeps where they stood, as the reader of PDFs does.
void place_text(Line& line, const std::string& printed) {
  int letters = 0;
  for (std::size_t at = 0; at < printed.size(); ++at) {
    if (printed[at] == '^') {
      Mark mark{letters, 0};
      for (; at + 1 < printed.size() && printed[at + 1] >= '0' && printed[at + 1] <= '9'; ++mark.length, ++letters)
        line.text += printed[++at];
      if (mark.length > 0) line.marks.push_back(mark);
      continue;
    }
    line.text += printed[at];
    letters += (printed[at] & 0xC0) != 0x80;
  }
  line.x1 = line.x0 + static_cast<float>(letters) * line.size / 2;
  line.y1 = line.y0 + line.size * 1.15f;
}

/// A number a page could have, or what was there before.
void measure(std::istringstream& in, float& to) {
  constexpr float farthest = 100000;  // points; nothing keeps a PDF from drawing beside its page
  float given = 0;
  if (in >> given && std::isfinite(given)) to = std::clamp(given, -farthest, farthest);
}

Lines lines_of(std::istringstream& in) {
  Lines out;
  out.pages = 1;
  float x = 70, y = 100, size = 12;
  for (std::string row; std::getline(in, row);) {
    const auto turns = std::count(row.begin(), row.end(), '\f');
    std::erase(row, '\f');
    out.pages += static_cast<int>(turns);
    if (turns > 0) y = 100;
    Line line;
    line.page = out.pages;
    const auto bar = row.find('|');
    if (bar != row.npos) {
      std::istringstream measures{row.substr(0, bar)};
      measure(measures, x);
      measure(measures, y);
      measure(measures, size);
      size = std::abs(size);
      line.bold = row.find('b') < bar;
      line.italic = row.find('i') < bar;
    }
    line.x0 = x;
    line.y0 = y;
    line.size = size;
    place_text(line, tidy(bar == row.npos ? row : row.substr(bar + 1)));
    y += size * 1.2f;
    if (!line.text.empty()) out.lines.push_back(line);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in{std::string(reinterpret_cast<const char*>(data), size)};
  std::string name;
  std::getline(in, name);
  const auto& known = frameworks();
  const auto framework =
      std::find_if(known.begin(), known.end(), [&](const Framework& one) { return one.name == name; });
  const Framework* chosen = framework == known.end() ? nullptr : &*framework;

  const Lines lines = lines_of(in);
  const std::vector<Block> blocks = blocks_of_pages(lines, chosen);
  int page = 0;
  for (const Block& block : blocks) {
    require(is_clean_line(block.text), "a block is a line", block.text);
    require(block.cells.size() != 1, "a row has two cells or more", block.text);
    for (const std::string& cell : block.cells) require(is_clean_line(cell), "a cell is a line", cell);
    require(block.page >= page && block.page <= lines.pages, "blocks stand in the order of their pages", block.text);
    page = block.page;
  }
  Report report = structure(blocks, chosen);
  finish(report, chosen, "seed");
  require_laws(report);
  return 0;
}
