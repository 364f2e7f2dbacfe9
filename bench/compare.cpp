// bench_compare REAL MADE: how well a made index follows a real one, as Markdown.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>

#include <xapian.h>

#include "bench/shape.h"
#include "schema/generations.h"

using namespace findings;
using namespace findings::bench;

namespace {

struct Figures {
  double paragraphs = 0, reports = 0, bytes = 0, repeated = 0;
  std::vector<std::size_t> lengths;
  std::map<std::string, double> having;  // a word, or a value of a facet
  double words = 0;                      // different ones
};

Figures figures_of(const std::filesystem::path& generation) {
  const Shape shape = shape_of(generation);
  Figures figures{.reports = static_cast<double>(shape.reports.size())};
  for (const ReportShape& report : shape.reports)
    for (const RunShape& run : report.runs) {
      const auto count = static_cast<double>(run.paragraphs.size());
      figures.paragraphs += count;
      figures.having["framework " + report.framework] += count;
      figures.having["area " + run.area] += count;
      figures.having["grade " + (run.grade ? std::string(to_string(*run.grade)) : "none")] += count;
      figures.having["kind " + std::string(to_string(run.kind))] += count;
      for (const ParagraphShape& paragraph : run.paragraphs) {
        figures.lengths.push_back(paragraph.words);
        figures.repeated += paragraph.group.has_value();
      }
    }
  std::sort(figures.lengths.begin(), figures.lengths.end());
  for (const WordShape& word : shape.words) {
    figures.words += static_cast<double>(word.words);
    if (!word.text.empty()) figures.having["word " + word.text] = word.paragraphs;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(generation))
    if (entry.is_regular_file()) figures.bytes += static_cast<double>(entry.file_size());
  return figures;
}

void row(const std::string& what, double real, double made, const char* format) {
  char first[40], second[40];
  std::snprintf(first, sizeof first, format, real);
  std::snprintf(second, sizeof second, format, made);
  std::cout << "| " << what << " | " << first << " | " << second << " |\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "bench_compare REAL MADE\n";
    return 2;
  }
  const Figures real = figures_of(current_generation(argv[1])), made = figures_of(current_generation(argv[2]));
  std::cout << "| | real | made |\n| --- | ---: | ---: |\n";
  row("reports", real.reports, made.reports, "%.0f");
  row("paragraphs", real.paragraphs, made.paragraphs, "%.0f");
  for (const double share : {0.25, 0.5, 0.75, 0.95}) {
    const auto at = [&](const Figures& figures) {
      return static_cast<double>(figures.lengths.at(static_cast<std::size_t>(share * figures.paragraphs)));
    };
    char name[60];
    std::snprintf(name, sizeof name, "words of a paragraph, %.0f %% have no more", 100 * share);
    row(name, at(real), at(made), "%.0f");
  }
  row("different words", real.words, made.words, "%.0f");
  row("paragraphs that say what another says", 100 * real.repeated / real.paragraphs,
      100 * made.repeated / made.paragraphs, "%.1f %%");
  for (const char* what : {"word to", "word children", "word support", "word timely", "word drift", "word neglect",
                           "framework sif", "framework ilacs", "area help-and-protection", "area leadership",
                           "grade good", "grade inadequate", "grade none", "kind finding", "kind improvement"}) {
    const auto share = [&](const Figures& figures) {
      const auto found = figures.having.find(what);
      return found == figures.having.end() ? 0 : 100 * found->second / figures.paragraphs;
    };
    row(std::string("paragraphs of ") + what, share(real), share(made), "%.1f %%");
  }
  row("bytes of index a paragraph", real.bytes / real.paragraphs, made.bytes / made.paragraphs, "%.0f");
} catch (const Xapian::Error& error) {
  std::cerr << "bench_compare: " << error.get_description() << '\n';
  return 4;
} catch (const std::exception& error) {
  std::cerr << "bench_compare: " << error.what() << '\n';
  return 4;
}
