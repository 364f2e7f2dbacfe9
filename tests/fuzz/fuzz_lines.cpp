// Any bytes -> Lines -> Blocks: nothing but Unreadable is thrown, and what comes out is clean text.
#include <cstddef>
#include <cstdint>

#include "indexer/blocks.h"
#include "indexer/read_report.h"
#include "indexer/read_text.h"
#include "tests/fuzz/law.h"

using namespace findings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Lines lines;
  try {
    lines = read_text(std::string(reinterpret_cast<const char*>(data), size));
  } catch (const Unreadable& unreadable) {
    require(is_clean_line(unreadable.what()), "a reason is a line", unreadable.what());
    return 0;
  }
  require(!lines.lines.empty(), "a file that was read has lines");
  int page = 0;
  for (const Line& line : lines.lines) {
    require(line.text.find_first_of("\r\n\f") == std::string::npos, "a line is one line", line.text);
    require(line.page >= page && line.page <= lines.pages, "pages count up", line.text);
    page = line.page;
  }
  page = 0;
  for (const Block& block : blocks_of_text(lines)) {
    require(is_clean_line(block.text), "a block is a line", block.text);
    require(!block.text.empty(), "a block says something");
    require(block.cells.size() != 1, "a row has two cells or more", block.text);
    for (const std::string& cell : block.cells) require(is_clean_line(cell) && !cell.empty(), "a cell is a line", cell);
    require(block.page >= page, "blocks stand in the order of their pages", block.text);
    page = block.page;
  }
  return 0;
}
