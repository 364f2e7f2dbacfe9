// bench_shards ask INDEX RUNS ANSWERS: what questions take of an index, however many shards it has and wherever they
// are (searcher/index_place.h). A line each, in fields: the question, how many paragraphs it finds, and milliseconds:
// median, least, most. ANSWERS gets what was answered: all that answers alike makes the same file.
//
// bench_shards watch INDEX SECONDS: asks one question again and again, as a server does, whatever happens to shards;
// prints how many answers came, how many were without a shard, how many were neither whole nor said so, the longest in
// milliseconds, and how long after the beginning the last came that was not whole, in seconds.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>

#include <xapian.h>

#include "searcher/searcher.h"
#include "searcher/shards.h"
#include "searcher/themes.h"

using namespace findings;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::string written(const Results& results) {
  std::string text = std::to_string(results.found.paragraphs) + ' ' + std::to_string(results.found.reports) + '\n';
  for (const FoundHit& found : results.hits) text += found.hit.citation + '\n';
  for (const Facet& facet : results.facets)
    for (const FacetValue& value : facet.values)
      text += facet.field + ' ' + value.value + ' ' + std::to_string(value.counts.paragraphs) + '\n';
  return text;
}

struct Task {
  std::string name;
  std::size_t found;
  std::function<std::string()> run;
};

std::vector<Task> tasks(const Searcher& searcher) {
  std::vector<Task> all;
  const auto search = [&](const std::string& words, bool counted) {
    Question question = searcher.understand(words, {});
    if (counted) question.facets = {"authority", "area", "grade", "framework", "year"};
    question.limit = 10;
    all.push_back({"`" + words + "`, " + (counted ? "five facets and ten hits" : "ten hits"),
                   searcher.count(question).paragraphs,
                   [&searcher, question] { return written(searcher.search(question)); }});
  };
  for (const char* words : {"neglect drift", "drift", "supervision grade:good", "looked after children", "to"})
    search(words, true);
  search("looked after children", false);
  const Question slice = searcher.understand("drift", {});
  all.push_back({"themes of `drift` against the rest", searcher.count(slice).paragraphs, [&searcher, slice] {
                   std::string text;
                   for (const Theme& theme : find_themes(searcher, slice).themes) text += theme.text + '\n';
                   return text;
                 }});
  return all;
}

void ask(const std::string& index, std::size_t runs, const std::string& answers_file) {
  const Searcher searcher(index);
  for (const MissingShard& missing : searcher.missing()) throw Error(describe(missing, true));
  std::ofstream answers(answers_file);
  for (const Task& task : tasks(searcher)) {
    answers << task.name << '\n' << task.run();
    std::vector<double> times;
    for (std::size_t i = 0; i < runs; ++i) {
      const auto begin = Clock::now();
      task.run();
      times.push_back(milliseconds_since(begin));
    }
    std::sort(times.begin(), times.end());
    std::cout << task.name << '\t' << task.found << '\t' << times[times.size() / 2] << '\t' << times.front() << '\t'
              << times.back() << std::endl;
  }
}

void watch(const std::string& index, double seconds) {
  std::unique_ptr<Searcher> searcher;
  std::string whole;
  std::size_t answers = 0, partial = 0, wrong = 0;
  double longest = 0, last_partial = 0;
  const auto start = Clock::now();
  for (auto opened = start; milliseconds_since(start) < 1000 * seconds;) {
    const auto begin = Clock::now();
    for (;;) try {
        if (!searcher || (!searcher->missing().empty() && milliseconds_since(opened) > 1000)) {
          searcher = std::make_unique<Searcher>(index);
          opened = Clock::now();
        }
        Question question = searcher->understand("drift", {});
        question.facets = {"authority"};
        const std::string answer = written(searcher->search(question));
        if (whole.empty() && searcher->missing().empty()) whole = answer;
        ++answers;
        if (!searcher->missing().empty()) {
          ++partial;
          last_partial = milliseconds_since(start) / 1000;
        } else if (answer != whole) {
          ++wrong;
        }
        break;
      } catch (const ShardLost&) {
        searcher.reset();
      }
    longest = std::max(longest, milliseconds_since(begin));
  }
  std::cout << answers << ' ' << partial << ' ' << wrong << ' ' << longest << ' ' << last_partial << '\n';
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "ask" && argc == 5)
    ask(argv[2], std::stoul(argv[3]), argv[4]);
  else if (what == "watch" && argc == 4)
    watch(argv[2], std::stod(argv[3]));
  else
    throw Error("bench_shards ask INDEX RUNS ANSWERS, or bench_shards watch INDEX SECONDS");
} catch (const Xapian::Error& error) {
  std::cerr << "bench_shards: " << error.get_description() << '\n';
  return 4;
} catch (const std::exception& error) {
  std::cerr << "bench_shards: " << error.what() << '\n';
  return 4;
}
