// bench_generate INDEX PARAGRAPHS [SEED [SHAPE [SHARDS]]]: an index of made reports, of the shape of bench/shape.txt.
#include <fstream>
#include <iostream>
#include <string>

#include <xapian.h>

#include "bench/made_reports.h"
#include "indexer/write.h"
#include "schema/generations.h"

using namespace findings;

int main(int argc, char** argv) try {
  if (argc < 3 || argc > 6) {
    std::cerr << "bench_generate INDEX PARAGRAPHS [SEED [SHAPE [SHARDS]]]\n";
    return 2;
  }
  const std::size_t paragraphs = std::stoul(argv[2]);
  const std::uint64_t seed = argc > 3 ? std::stoull(argv[3]) : 1;
  const std::string file = argc > 4 ? argv[4] : "bench/shape.txt";
  const auto shards = static_cast<std::uint32_t>(argc > 5 ? std::stoul(argv[5]) : 1);
  std::ifstream in(file);
  if (!in) throw Error("cannot open " + file, "run it where bench/ is, or name the file");
  const bench::Shape shape = bench::read_shape(in);

  Writer writer(argv[1]);
  const WrittenCounts counts = write_generation(bench::make_reports(shape, paragraphs, seed), writer.build(), shards);
  writer.publish("{\"reports\": " + std::to_string(counts.reports) +
                 ", \"paragraphs\": " + std::to_string(counts.paragraphs) + ", \"not_read\": 0}");
  std::cout << "made " << counts.reports << " reports, " << counts.paragraphs << " paragraphs\n";
} catch (const Xapian::Error& error) {
  std::cerr << "bench_generate: " << error.get_description() << '\n';
  return 4;
} catch (const std::exception& error) {
  std::cerr << "bench_generate: " << error.what() << '\n';
  return 4;
}
