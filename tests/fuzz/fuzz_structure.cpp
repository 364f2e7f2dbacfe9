// Any blocks -> Report. Bytes say the blocks a line each: what they are, ':', their text. "b" is a bullet, "l" one
// further in, "a" apart, "p" prominent, "s" sized, as a PDF's are, "i" then indented, "t" a page's top, "n" torn, "f" a
// footnote; a tab parts cells, a form feed pages. The first line names the framework; any other name is none.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>

#include "indexer/finish.h"
#include "indexer/structure.h"
#include "schema/text.h"
#include "tests/fuzz/report_laws.h"

using namespace findings;

namespace {

Block block_of(const std::string& line, int& page) {
  Block block;
  auto colon = line.find(':');
  if (colon == line.npos || colon > 9) colon = line.npos;
  const std::string kind = colon == line.npos ? "" : line.substr(0, colon);
  const auto is = [&](char what) { return kind.find(what) != kind.npos; };
  std::istringstream cells{colon == line.npos ? line : line.substr(colon + 1)};
  for (std::string cell; std::getline(cells, cell, '\t');) {
    page += static_cast<int>(std::count(cell.begin(), cell.end(), '\f'));
    if (cell = tidy(cell); cell.empty()) continue;
    block.cells.push_back(cell);
    block.text += (block.text.empty() ? "" : " ") + cell;
  }
  if (block.cells.size() < 2) block.cells.clear();
  block.page = page;
  block.bullet = is('b') || is('l');
  block.level = is('l') ? 1 : 0;
  block.apart = is('a');
  block.prominent = is('p');
  block.page_top = is('t');
  block.torn = is('n');
  block.footnote = is('f');
  if (is('s')) {
    block.size = 12;
    block.x0 = is('i') ? 92 : 70;
  }
  return block;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in{std::string(reinterpret_cast<const char*>(data), size)};
  std::string name, line;
  std::getline(in, name);
  const auto& known = frameworks();
  const auto framework =
      std::find_if(known.begin(), known.end(), [&](const Framework& one) { return one.name == name; });

  std::vector<Block> blocks;
  for (int page = 0; std::getline(in, line);)
    if (Block block = block_of(line, page); !block.text.empty()) blocks.push_back(std::move(block));

  const Framework* chosen = framework == known.end() ? nullptr : &*framework;
  Report report = structure(blocks, chosen);
  finish(report, chosen, "seed");
  require_laws(report);
  return 0;
}
