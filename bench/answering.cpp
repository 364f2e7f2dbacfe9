// bench_answering INDEX RUNS [--sqlite FILE] [--postgres CONNECTION] [--answers FILE]: what questions take, of Findings
// and of the peers named, one thread each. Engines take turns; one that does not answer what Findings answers ends it.
//
// A line each, in fields: what is asked ("counted": five facets and ten hits, "first": ten hits alone, "limit": a
// word's postings passed over and nothing else; "exact" and "ordinary": five facets, of Findings alone), the question,
// how many paragraphs it finds, the engine, runs, and milliseconds: median, least, most, and of this process's
// processor. FILE gets the answers to single words exactly as typed, for peers of another language: a line a facet's value.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>

#include <xapian.h>

#include "bench/peers.h"
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

Answer ask_findings(const Searcher& searcher, const Asked& asked) {
  Question question = searcher.understand(asked.words, asked.filters, {.as_written = true});
  if (asked.counted) question.facets = asked_facets;
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
};

/// Throws where an engine does not answer as Findings does, and says the first thing they differ in.
void compare(const std::string& question, const std::string& name, const Answer& answer, const Answer& first,
             bool counted) {
  if (counted ? answer == first : answer.hits == first.hits) return;
  std::string what = std::to_string(answer.found) + " found for " + std::to_string(first.found) + ", " +
                     std::to_string(answer.hits) + " hits for " + std::to_string(first.hits);
  for (const auto& [facet, values] : first.counts)
    for (const auto& [value, count] : values) {
      const auto theirs = answer.counts.find(facet);
      const auto found = theirs == answer.counts.end() ? values.end() : theirs->second.find(value);
      const std::size_t other = theirs == answer.counts.end() || found == theirs->second.end() ? 0 : found->second;
      if (other != count) what += "; " + value + " " + std::to_string(other) + " for " + std::to_string(count);
    }
  throw std::runtime_error(name + " does not answer " + question + " as Findings does: " + what.substr(0, 400));
}

constexpr double slow = 2000;  // milliseconds: what takes as long is asked three times at most

void measure(const std::string& kind, const std::string& label, const Asked& asked, const std::vector<Engine>& engines,
             std::size_t runs) {
  std::vector<Times> times(engines.size());
  const Answer first = engines[0].ask(asked);
  for (const Engine& engine : engines) compare(label, engine.name, engine.ask(asked), first, asked.counted);
  for (std::size_t run = 0; run < runs; ++run)
    for (std::size_t i = 0; i < engines.size(); ++i)
      if (run < 3 || times[i].wall[0] < slow) times[i].take([&] { engines[i].ask(asked); });
  for (std::size_t i = 0; i < engines.size(); ++i) {
    const auto [least, most] = std::minmax_element(times[i].wall.begin(), times[i].wall.end());
    std::cout << kind << '\t' << label << '\t' << first.found << '\t' << engines[i].name << '\t' << times[i].wall.size()
              << '\t' << median(times[i].wall) << '\t' << *least << '\t' << *most << '\t' << median(times[i].cpu)
              << std::endl;
  }
}

/// Of single words as typed, what a peer with another stemmer, or none, can be held to; and what that takes.
void write_answers(const Searcher& searcher, const std::string& file, std::size_t runs) {
  std::ofstream out(file);
  for (const char* word : {"neglect", "drift", "supervision", "timely", "children"}) {
    const Asked asked{'"' + std::string(word) + '"', {}};
    const Answer answer = ask_findings(searcher, asked);
    measure("exact", word, asked, {{"Findings", [&](const Asked&) { return ask_findings(searcher, asked); }}}, runs);
    out << word << "\tfound\t\t" << answer.found << '\n';
    for (const auto& [facet, values] : answer.counts)
      for (const auto& [value, count] : values) out << word << '\t' << facet << '\t' << value << '\t' << count << '\n';
  }
}

}  // namespace

int main(int count, char** words) try {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() < 2 || arguments.size() % 2) {
    std::cerr << "bench_answering INDEX RUNS [--sqlite FILE] [--postgres CONNECTION] [--answers FILE]\n";
    return 2;
  }
  const Searcher searcher(arguments[0]);
  const std::size_t runs = std::stoul(arguments[1]);
  std::unique_ptr<Sqlite> sqlite;
  std::unique_ptr<Postgres> postgres;
  std::vector<Engine> engines{{"Findings", [&](const Asked& asked) { return ask_findings(searcher, asked); }},
                              {"Xapian, a ValueCountMatchSpy a facet in the ranked pass",
                               [&](const Asked& asked) { return ask_spies(searcher.generation(), asked, false); }},
                              {"Xapian, hits and spies in passes apart",
                               [&](const Asked& asked) { return ask_spies(searcher.generation(), asked, true); }}};
  const auto add = [&](const std::string& name, const auto& database) {
    engines.push_back({name + ", a GROUP BY a facet", [&](const Asked& asked) { return database->ask(asked, false); }});
    engines.push_back(
        {name + ", grouping what matched once", [&](const Asked& asked) { return database->ask(asked, true); }});
  };
  for (std::size_t i = 2; i < arguments.size(); i += 2) {
    const std::string &option = arguments[i], &value = arguments[i + 1];
    if (option == "--sqlite")
      sqlite = std::make_unique<Sqlite>(value), add("SQLite FTS5", sqlite);
    else if (option == "--postgres")
      postgres = std::make_unique<Postgres>(value), add("PostgreSQL", postgres);
    else if (option == "--answers")
      write_answers(searcher, value, runs);
    else
      throw std::runtime_error("there is no option " + option);
  }

  const std::vector<std::pair<std::string, Asked>> faceted{
      {"to", {"to", {}}},
      {"to grade:good", {"to", {{"grade", {"good"}}}}},
      {"to, two grades, two frameworks", {"to", {{"grade", {"good", "inadequate"}}, {"framework", {"sif", "ilacs"}}}}},
      {"drift", {"drift", {}}},
      {"timely assessments", {"timely assessments", {}}}};
  for (const auto& [label, asked] : faceted) measure("counted", label, asked, engines, runs);

  std::vector<Engine> firsts;  // of two ways that differ in how they count, one
  for (std::size_t i = 0; i < engines.size(); i += i == 0 ? 1 : 2) firsts.push_back(engines[i]);
  for (Engine& engine : firsts) engine.name = engine.name.substr(0, engine.name.find(','));
  for (const auto& [label, asked] : faceted)
    if (asked.filters.empty()) measure("first", label, {asked.words, {}, false}, firsts, runs);

  // What nothing that counts by Xapian can pass below: the word's postings from the first to the last, and no more.
  const Xapian::Database database((searcher.generation() / "db").string());
  for (const char* word : {"to", "drift"}) {
    const auto walk = [&](const Asked&) {
      Answer answer;
      const std::string term = "Z" + Xapian::Stem("english")(word);
      for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at) ++answer.found;
      return answer;
    };
    measure("limit", word, {}, {{"Xapian, the postings alone", walk}}, runs);
  }

  for (const char* text :
       {"neglect drift", "supervision quality", "timely assessments", "missing education", "foster carers",
        "domestic abuse", "care leavers", "looked after children", "LAC reviews", "\"social workers\" caseloads"})
    measure("ordinary", text, {},
            {{"Findings",
              [&](const Asked&) {
                Question question = searcher.understand(text, {});
                question.facets = asked_facets;
                const Results results = searcher.search(question);
                return Answer{results.found.paragraphs, results.hits.size(), {}};
              }}},
            runs * 2);
} catch (const Xapian::Error& error) {
  std::cerr << "bench_answering: " << error.get_description() << '\n';
  return 4;
} catch (const std::exception& error) {
  std::cerr << "bench_answering: " << error.what() << '\n';
  return 4;
}
