// findings-pdf: a PDF on standard input, its lines as NDJSON on standard output, nothing else.
//
// The only program of this project that links MuPDF. MuPDF is under the GNU Affero General Public License, version 3 or
// later, and so is this program as a whole; the other programs neither link nor load it.
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "indexer/pdf/outcomes.h"
#include "indexer/pdf/read_pages.h"
#include "indexer/pdf/sandbox.h"
#include "indexer/pdf/versions.h"

namespace {

using findings::pdf::Outcome;

bool read_input(std::string& bytes) {
  std::size_t size = 0;
  for (;;) {
    if (size > findings::pdf::most_input) return false;
    bytes.resize(std::max<std::size_t>(1u << 20, 2 * size));
    const ssize_t n = read(STDIN_FILENO, bytes.data() + size, bytes.size() - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    if (n == 0) break;
    size += static_cast<std::size_t>(n);
  }
  bytes.resize(size);
  return true;
}

Outcome run() {
  std::string bytes;
  if (!read_input(bytes)) return Outcome::no_input;
  if (!findings::pdf::enter_sandbox()) return Outcome::no_sandbox;
  return findings::pdf::read_pages(bytes, STDOUT_FILENO);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == std::string_view("--version")) {
    const std::string line = findings::pdf::version_line();
    _exit(write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size()) ? 0 : 1);
  }
  // _exit: nothing is worth cleaning up, and destructors of a library that just met a hostile file are not to be run.
  _exit(static_cast<int>(run()));
}
