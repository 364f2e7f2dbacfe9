// bench_facets INDEX RUNS MOST-MS [SQLITE-FILE]: what ordinary questions take, and where a file for SQLite is named
// what a faceted search takes beside its peers; as Markdown, with what is promised. Engines take turns, and answer
// alike.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>

#include "bench/peers.h"
#include "schema/generations.h"
#include "searcher/searcher.h"

using namespace findings;
using namespace findings::bench;

namespace {

/// In milliseconds. The processor's time is what a machine that does other things too is measured by.
struct Times {
  std::vector<double> wall, cpu;

  void take(const std::function<void()>& task) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpu_begin = std::clock();
    task();
    cpu.push_back(1000.0 * static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC);
    wall.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
};

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

enum class Kind { findings, spies, sqlite };

struct Engine {
  Kind kind;
  std::string name;
  std::function<Answer(const Asked&)> ask;
};

struct Promise {
  std::string what;
  double measured = 0, most = 1e9, least = 0;
  const char* format = "%.1f ms";
};

void print(const std::vector<Promise>& promises) {
  std::cout << "\n| promised | measured | holds |\n| --- | ---: | --- |\n";
  for (const Promise& promise : promises)
    std::cout << "| " << promise.what << " | " << printed(promise.format, promise.measured) << " | "
              << (promise.measured < promise.most && promise.measured >= promise.least ? "yes" : "**no**") << " |\n";
}

/// Throws where two engines do not agree.
void compare(const std::string& name, const Answer& answer, const Answer& first) {
  if (answer != first) throw std::runtime_error(name + " does not answer what Findings answers");
}

/// Prints, and adds what is promised of a word in three quarters of the paragraphs: each by the question it holds worst
/// of.
void faceted(const Searcher& searcher, const Sqlite& sqlite, int runs, std::vector<Promise>& promises) {
  const auto spies = [&](bool apart) {
    return [&, apart](const Asked& asked) { return ask_spies(searcher.generation(), asked, apart); };
  };
  const auto tables = [&](bool by_table) {
    return [&, by_table](const Asked& asked) { return sqlite.ask(asked, by_table); };
  };
  const std::vector<Engine> engines{
      {Kind::findings, "Findings", [&](const Asked& asked) { return ask_findings(searcher, asked); }},
      {Kind::spies, "Xapian, a ValueCountMatchSpy a facet in the ranked pass", spies(false)},
      {Kind::spies, "the same, hits and counts in passes apart", spies(true)},
      {Kind::sqlite, "SQLite FTS5, a GROUP BY a facet", tables(false)},
      {Kind::sqlite, "the same, grouping a table of what matched", tables(true)}};
  const std::vector<std::pair<std::string, Asked>> questions{
      {"`to`", {"to", {}}},
      {"`to grade:good`", {"to", {{"grade", {"good"}}}}},
      {"`to`, two grades, two frameworks",
       {"to", {{"grade", {"good", "inadequate"}}, {"framework", {"sif", "ilacs"}}}}},
      {"`drift`", {"drift", {}}}};

  Promise fast{"five exact facets of `to` and ten hits in less than 60 ms", 0, 60};
  Promise spied{"at least 4 times as fast as Xapian's spies", 1e9, 1e9, 4, "%.1f times"};
  Promise grouped{"at least 15 times as fast as SQLite FTS5", 1e9, 1e9, 15, "%.1f times"};
  std::cout << "| question, five facets and ten hits | found | engine | median | range | CPU time | times Findings |\n"
               "| --- | ---: | --- | ---: | ---: | ---: | ---: |\n";
  for (const auto& [label, asked] : questions) {
    std::vector<Times> times(engines.size());
    const Answer first = engines[0].ask(asked);
    for (const Engine& engine : engines) compare(engine.name, engine.ask(asked), first);
    for (int run = 0; run < runs; ++run)
      for (std::size_t i = 0; i < engines.size(); ++i) times[i].take([&] { engines[i].ask(asked); });
    const double ours = median(times[0].wall);
    for (std::size_t i = 0; i < engines.size(); ++i) {
      const double ratio = median(times[i].wall) / ours;
      std::cout << "| " << (i == 0 ? label : "") << " | " << (i == 0 ? std::to_string(first.found) : "") << " | "
                << engines[i].name << " | " << printed("%.1f ms", median(times[i].wall)) << " | "
                << printed("%.1f to ", *std::min_element(times[i].wall.begin(), times[i].wall.end()))
                << printed("%.1f ms", *std::max_element(times[i].wall.begin(), times[i].wall.end())) << " | "
                << printed("%.1f ms", median(times[i].cpu)) << " | " << (i == 0 ? "" : printed("%.1f", ratio))
                << " |\n";
      if (asked.word != "to") continue;
      if (engines[i].kind == Kind::findings) fast.measured = std::max(fast.measured, ours);
      if (engines[i].kind == Kind::spies) spied.measured = std::min(spied.measured, ratio);
      if (engines[i].kind == Kind::sqlite) grouped.measured = std::min(grouped.measured, ratio);
    }
  }
  std::cout << '\n';
  promises.insert(promises.end(), {fast, spied, grouped});
}

Promise ordinary(const Searcher& searcher, int runs, double most) {
  Promise promise{"an ordinary question in less than " + printed("%.0f ms", most), 0, most};
  std::cout << "| ordinary question, five facets and ten hits | found | median | slowest | CPU time |\n| --- | ---: | "
               "---: | ---: | ---: |\n";
  for (const char* text :
       {"neglect drift", "supervision quality", "timely assessments", "missing education", "foster carers",
        "domestic abuse", "care leavers", "looked after children", "LAC reviews", "\"social workers\" caseloads"}) {
    Times times;
    std::size_t found = 0;
    for (int run = 0; run <= runs; ++run) {
      if (run == 1) times = {};  // the first one warms
      times.take([&] {
        Question question = searcher.understand(text, {});
        question.facets = asked_facets;
        found = searcher.search(question).found.paragraphs;
      });
    }
    promise.measured = std::max(promise.measured, median(times.wall));
    std::cout << "| `" << text << "` | " << found << " | " << printed("%.2f ms", median(times.wall)) << " | "
              << printed("%.2f ms", *std::max_element(times.wall.begin(), times.wall.end())) << " | "
              << printed("%.2f ms", median(times.cpu)) << " |\n";
  }
  return promise;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4 || argc > 5) {
    std::cerr << "bench_facets INDEX RUNS MOST-MS [SQLITE-FILE]\n";
    return 2;
  }
  const Searcher searcher(argv[1]);
  const int runs = std::stoi(argv[2]);
  std::vector<Promise> promises;
  if (argc > 4) {
    std::cout << "SQLite " << Sqlite::version() << ", Xapian " << Xapian::version_string() << ".\n\n";
    faceted(searcher, Sqlite(argv[4], searcher.generation()), runs, promises);
  }
  promises.push_back(ordinary(searcher, runs, std::stod(argv[3])));
  print(promises);
} catch (const std::exception& error) {
  std::cerr << "bench_facets: " << error.what() << '\n';
  return 4;
}
