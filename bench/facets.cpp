// bench_facets INDEX RUNS [SQLITE-FILE]: what a faceted search takes, beside peers where a file for SQLite is named; as
// Markdown. Engines take turns; every answer is compared with every other.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <optional>

#include "bench/peers.h"
#include "schema/generations.h"
#include "searcher/searcher.h"

using namespace findings;
using namespace findings::bench;

namespace {

double milliseconds(const std::function<void()>& task) {
  const auto begin = std::chrono::steady_clock::now();
  task();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const std::size_t half = times.size() / 2;
  return times.size() % 2 ? times[half] : (times[half - 1] + times[half]) / 2;
}

std::string printed(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

Answer ask_findings(const Searcher& searcher, const Asked& asked) {
  Question question = searcher.understand(asked.word, asked.filters);
  question.facets = asked_facets;
  question.facet_values = 100000;
  question.limit = asked_hits;
  const Results results = searcher.search(question);
  Answer answer{results.found.paragraphs, results.hits.size(), {}};
  for (const Facet& facet : results.facets)
    for (const FacetValue& value : facet.values)
      if (value.counts.paragraphs > 0) answer.counts[facet.field][value.value] = value.counts.paragraphs;
  return answer;
}

struct Engine {
  std::string name;
  std::function<Answer(const Asked&)> ask;
  double promised = 0;  // times as slow, at least
};

/// Throws where two engines do not agree.
void compare(const std::string& name, const Answer& answer, const Answer& first) {
  if (answer != first) throw std::runtime_error(name + " does not answer what Findings answers");
}

void faceted(const Searcher& searcher, const std::optional<Sqlite>& sqlite, int runs) {
  const auto spies = [&](bool apart) {
    return [&, apart](const Asked& a) { return ask_spies(searcher.generation(), a, apart); };
  };
  std::vector<Engine> engines{{"Findings", [&](const Asked& asked) { return ask_findings(searcher, asked); }},
                              {"Xapian, a ValueCountMatchSpy a facet in the ranked pass", spies(false), 4},
                              {"the same, hits and counts in passes apart", spies(true), 4}};
  if (sqlite)
    for (const bool by_table : {false, true})
      engines.push_back({by_table ? "the same, grouping a table of what matched" : "SQLite FTS5, a GROUP BY a facet",
                         [&, by_table](const Asked& asked) { return sqlite->ask(asked, by_table); }, 15});

  const std::vector<std::pair<std::string, Asked>> questions{
      {"`to`", {"to", {}}},
      {"`to grade:good`", {"to", {{"grade", {"good"}}}}},
      {"`to`, two grades and two frameworks",
       {"to", {{"grade", {"good", "inadequate"}}, {"framework", {"sif", "ilacs"}}}}},
      {"`drift`", {"drift", {}}}};
  std::cout << "| question, five facets and ten hits | found | engine | median | range | times Findings |\n"
               "| --- | ---: | --- | ---: | ---: | ---: |\n";
  for (const auto& [label, asked] : questions) {
    std::vector<std::vector<double>> times(engines.size());
    const Answer first = engines[0].ask(asked);
    for (std::size_t i = 1; i < engines.size(); ++i) compare(engines[i].name, engines[i].ask(asked), first);
    for (int run = 0; run < runs; ++run)
      for (std::size_t i = 0; i < engines.size(); ++i) times[i].push_back(milliseconds([&] { engines[i].ask(asked); }));
    for (std::size_t i = 0; i < engines.size(); ++i)
      std::cout << "| " << (i == 0 ? label : "") << " | " << (i == 0 ? std::to_string(first.found) : "") << " | "
                << engines[i].name << " | " << printed("%.1f ms", median(times[i])) << " | "
                << printed("%.1f to ", *std::min_element(times[i].begin(), times[i].end()))
                << printed("%.1f ms", *std::max_element(times[i].begin(), times[i].end())) << " | "
                << (i == 0 ? "" : printed("%.1f", median(times[i]) / median(times[0]))) << " |\n";
  }
}

void two_words(const Searcher& searcher, int runs) {
  std::cout
      << "\n| ordinary question, five facets and ten hits | found | median | slowest |\n| --- | ---: | ---: | ---: |\n";
  for (const char* text : {"neglect drift", "supervision quality", "timely assessments", "missing education",
                           "foster carers", "domestic abuse", "care leavers", "\"social workers\" caseloads"}) {
    std::vector<double> times;
    std::size_t found = 0;
    for (int run = 0; run <= runs; ++run) {
      const double time = milliseconds([&] {
        Question question = searcher.understand(text, {});
        question.facets = asked_facets;
        found = searcher.search(question).found.paragraphs;
      });
      if (run > 0) times.push_back(time);  // the first one warms
    }
    std::cout << "| `" << text << "` | " << found << " | " << printed("%.2f ms", median(times)) << " | "
              << printed("%.2f ms", *std::max_element(times.begin(), times.end())) << " |\n";
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3 || argc > 4) {
    std::cerr << "bench_facets INDEX RUNS [SQLITE-FILE]\n";
    return 2;
  }
  const Searcher searcher(argv[1]);
  const int runs = std::stoi(argv[2]);
  if (argc > 3) faceted(searcher, std::make_optional<Sqlite>(argv[3], searcher.generation()), runs);
  two_words(searcher, runs);
} catch (const std::exception& error) {
  std::cerr << "bench_facets: " << error.what() << '\n';
  return 4;
}
