// A fuzz target without a fuzzer: the seeds as they are, then mutations of them, the same ones in every run.
//   replay FOLDER [MUTATIONS]
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t longest = 6000;  // of a mutation, in bytes: what goes wrong goes wrong in small

std::vector<std::string> seeds_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return seeds;
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string bytes = seeds_[below(seeds_.size())];
    for (std::size_t n = 1 + below(6); n > 0; --n) change(bytes);
    if (bytes.size() > longest) bytes.resize(longest);
    return bytes;
  }

 private:
  // Not a std::uniform_int_distribution: libraries differ in what they make of the same numbers.
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void change(std::string& bytes) {
    static const std::string tokens[] = {"\n",
                                         "\n\n",
                                         "\r",
                                         "\f",
                                         "\t",
                                         "|",
                                         "**",
                                         "<p>",
                                         "</p>",
                                         "- ",
                                         "• ",
                                         "o ",
                                         "1. ",
                                         "2. ",
                                         "16. ",
                                         "¹",
                                         "\xFF",
                                         std::string(1, '\0'),
                                         "\xEF\xBB\xBF",
                                         "\xC3",
                                         ": ",
                                         ":",
                                         "Good",
                                         "Grade 3 (Adequate)",
                                         "Immediately:",
                                         "Contents",
                                         "Summary",
                                         "Recommendations",
                                         "\xED\xA0\x80",
                                         "\xF4\x90\x80\x80",
                                         "\u200B",
                                         "\u00A0",
                                         "\u0301",
                                         "ﬁ",
                                         "31/02/2012",
                                         "Inspection dates: 5 and 6 May 2012",
                                         "\"",
                                         "(",
                                         ")",
                                         " AND ",
                                         " OR ",
                                         " NOT ",
                                         " NEAR/5 ",
                                         " ADJ ",
                                         "*",
                                         " -",
                                         " +",
                                         "grade:",
                                         "year:2011..",
                                         "\u202E",
                                         " / ",
                                         " -> ",
                                         "[",
                                         "]",
                                         "[[heading]]\n",
                                         " = ",
                                         "\\u001b",
                                         "-1",
                                         "18446744073709551615",
                                         "{grade}",
                                         ",",
                                         "\"\"",
                                         "#",
                                         "\U0001F476",
                                         "\u201C"};
    const std::size_t at = below(bytes.size() + 1);
    const std::string& other = seeds_[below(seeds_.size())];
    switch (below(7)) {
      case 0:  // a letter
        if (at < bytes.size()) bytes[at] = static_cast<char>(below(256));
        break;
      case 1:  // a piece lost
        bytes.erase(at, 1 + below(40));
        break;
      case 2:  // a piece twice
        bytes.insert(below(bytes.size() + 1), bytes.substr(at, 1 + below(200)));
        break;
      case 3:
      case 4:  // something that means something
        bytes.insert(at, tokens[below(std::size(tokens))]);
        break;
      case 5:  // a piece of another report
        bytes.insert(at, other.substr(below(other.size() + 1), below(300)));
        break;
      default:  // cut short
        if (below(4) == 0) bytes.resize(at);
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 random_{20240601};
};

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "replay FOLDER [MUTATIONS]\n");
    return 2;
  }
  const auto seeds = seeds_of(argv[1]);
  const int mutations = argc > 2 ? std::atoi(argv[2]) : 4000;
  if (seeds.empty()) {
    std::fprintf(stderr, "%s: no seeds\n", argv[1]);
    return 1;
  }
  for (const std::string& seed : seeds) run(seed);
  const std::filesystem::path left_behind = "broken-" + std::filesystem::path(argv[1]).filename().string();
  Mutator mutator(seeds);
  for (int i = 0; i < mutations; ++i) {
    const std::string bytes = mutator.next();
    // What breaks the target is left behind to be looked at, and to become a seed.
    std::ofstream(left_behind, std::ios::binary) << bytes;
    run(bytes);
  }
  std::filesystem::remove(left_behind);
  std::printf("%zu seeds, %d mutations\n", seeds.size(), mutations);
}
