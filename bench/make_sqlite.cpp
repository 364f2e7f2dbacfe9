// bench_sqlite FOLDER FILE: the export in that folder (bench/export.cpp) in SQLite FTS5.
#include <exception>
#include <iostream>

#include "bench/peers.h"

int main(int count, char** words) try {
  if (count != 3) {
    std::cerr << "bench_sqlite FOLDER FILE\n";
    return 2;
  }
  findings::bench::Sqlite::make(words[2], words[1]);
} catch (const std::exception& error) {
  std::cerr << "bench_sqlite: " << error.what() << '\n';
  return 4;
}
