// bench_shape INDEX > bench/shape.txt: the figures that bench_generate makes reports by.
#include <iostream>

#include <xapian.h>

#include "bench/shape.h"
#include "schema/generations.h"

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::cerr << "bench_shape INDEX > bench/shape.txt\n";
    return 2;
  }
  findings::bench::write(findings::bench::shape_of(findings::current_generation(argv[1])), std::cout);
  return std::cout.flush() ? 0 : 4;
} catch (const Xapian::Error& error) {
  std::cerr << "bench_shape: " << error.get_description() << '\n';
  return 3;
} catch (const std::exception& error) {
  std::cerr << "bench_shape: " << error.what() << '\n';
  return 3;
}
