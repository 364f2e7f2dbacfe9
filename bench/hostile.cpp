// bench_hostile INDEX [RANDOM-QUESTIONS]: the worst legal questions at the caps, each in a process of its own; the ten
// that took longest, and the one that took most memory, as Markdown. A second and 100 MB are promised (exit status 1
// where one takes more).
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>
#include <map>
#include <random>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "schema/fields.h"
#include "searcher/json_results.h"
#include "searcher/parse.h"
#include "searcher/searcher.h"

using namespace findings;

namespace {

using Words = std::vector<std::string>;

constexpr double promised_ms = 1000;
constexpr double promised_mb = 100;

struct Case {
  std::string text;
  std::string shape;  // of the answer that is asked for
  std::function<void(Question&)> change;
};

struct Outcome {
  double milliseconds = 0, cpu = 0, megabytes = 0;
  char said[160] = "";  // what was found, or why not
};

/// Words of the index, the commonest first.
Words common_words(const Xapian::Database& database, std::size_t count) {
  std::vector<std::pair<Xapian::doccount, std::string>> words;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
    if ((*term)[0] >= 'a' && (*term)[0] <= 'z') words.emplace_back(database.get_collection_freq(*term), *term);
  std::sort(words.rbegin(), words.rend());
  Words common;
  for (std::size_t i = 0; i < std::min(count, words.size()); ++i) common.push_back(words[i].second);
  return common;
}

/// Three letters that most paragraphs have a word with, the worst first.
Words costly_beginnings(const Xapian::Database& database) {
  std::map<std::string, double> cost;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
    if ((*term)[0] >= 'a' && (*term)[0] <= 'z' && (*term).size() >= 3)
      cost[(*term).substr(0, 3)] += database.get_collection_freq(*term);
  std::vector<std::pair<double, std::string>> sorted;
  for (const auto& [letters, paragraphs] : cost)
    if (std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      sorted.emplace_back(paragraphs, letters);
  std::sort(sorted.rbegin(), sorted.rend());
  Words beginnings;
  for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 40); ++i) beginnings.push_back(sorted[i].second);
  return beginnings;
}

/// As many of them as the caps allow.
std::string joined(const Words& words, const std::string& by, const std::string& before = "",
                   std::size_t most = most_words, std::size_t longest = longest_question) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) {
    const std::string more = (i ? by : "") + before + words[i];
    if (text.size() + more.size() > longest) break;
    text += more;
  }
  return text;
}

Words texts(const Xapian::Database& database, std::size_t random_questions) {
  const Words common = common_words(database, 400);
  const Words second(common.begin() + 32, common.end());
  const Words beginnings = costly_beginnings(database);
  const Words once(32, common[0]);
  Words twice(common.begin(), common.begin() + most_near_words / 2);
  twice.insert(twice.end(), common.begin(), common.begin() + most_near_words / 2);
  Words all{joined(common, " OR "),
            joined(common, " ", "+"),
            joined(second, " OR "),
            joined(second, " "),
            joined(once, " OR "),
            joined(once, " ", "+"),
            '"' + joined(common, " ", "", 32, 500) + '"',
            '"' + joined(once, " ", "", 32, 500) + '"',
            joined(common, " NEAR/100 ", "", most_near_words),
            joined(twice, " NEAR/100 ", "", most_near_words),
            joined(common, " ADJ/100 ", "", most_near_words),
            joined(second, " ADJ/100 ", "", most_near_words),
            joined(twice, " ADJ/100 ", "", most_near_words),
            joined(common, " NEAR ", "", 4),
            joined(beginnings, "* OR ", "", 4) + '*',
            joined(beginnings, "* ", "", 4) + '*',
            joined(beginnings, "* ", "-", 4) + '*',
            joined(common, " ", "-"),
            "* -" + common[0],
            "NOT (NOT (NOT (NOT (NOT (NOT (NOT (NOT " + common[0] + ")))))))",
            "* " + joined(common, " OR "),
            joined(common, " OR * OR ")};
  for (const char* field :
       {"section", "heading", "authority", "area", "grade", "year", "inspected", "published", "report"}) {
    const Field* known = field_named(field);
    if (!known) continue;
    const Words examples(12, std::string(known->example));
    all.push_back(joined(examples, " OR "));
    all.push_back(common[0] + " -(" + joined(examples, " OR ") + ")");
  }
  all.push_back(joined(Words(20, "inspected:2009..2025-06"), " OR "));
  all.push_back(joined(Words(20, "-inspected:2009..2025-06"), " "));
  // Pairs that are near, many times over; and long phrases beside wildcards.
  Words pairs;
  for (std::size_t i = 0; i + 1 < most_near_words; i += 2)
    pairs.push_back('(' + common[i] + " NEAR/100 " + common[i + 1] + ')');
  all.push_back(joined(pairs, " OR "));
  all.push_back(joined(pairs, " "));
  all.push_back('"' + joined(common, " ", "", 14) + "\" OR " + joined(beginnings, "* OR ", "", 4) + '*');

  std::mt19937 random(7);
  static const Words joints{" ", " OR ", " OR ", " NOT ", " NEAR/100 ", " ADJ/50 ", " -", " +"};
  while (random_questions > 0) {
    std::string text;
    const std::size_t length = 8 + random() % 24;
    for (std::size_t i = 0; i < length; ++i) {
      if (i) text += joints[random() % joints.size()];
      const std::size_t kind = random() % 12;
      const Words& from = random() % 2 ? common : beginnings;
      const std::string& word = from[random() % std::min<std::size_t>(from.size(), 60)];
      text += kind == 0 && word.size() >= 3 ? word + '*'
              : kind == 1                   ? '"' + word + ' ' + common[random() % 30] + '"'
                                            : common[random() % 60];
    }
    try {
      parse(text);
    } catch (const Error&) {
      continue;
    }
    all.push_back(text);
    --random_questions;
  }
  return all;
}

std::vector<Case> cases_of(const Xapian::Database& database, std::size_t random_questions) {
  Words every_facet;
  for (const Field& field : fields)
    if (field.facet) every_facet.emplace_back(field.name);
  const std::vector<std::pair<std::string, std::function<void(Question&)>>> shapes{
      {"ten hits", [](Question&) {}},
      {"every facet", [=](Question& q) { q.facets = every_facet; }},
      {"every facet, the 1,000th hit on", [=](Question& q) { q.facets = every_facet, q.offset = 900, q.limit = 100; }},
      {"grouped by authority, newest", [](Question& q) { q.group = "authority", q.sort = Sort::newest; }},
      {"at random, two tables", [](Question& q) {
         q.sort = Sort::random;
         q.tables = {{"authority", "section"}, {"area", "grade"}};
       }}};
  std::vector<Case> cases;
  std::size_t place = 0;
  for (const std::string& text : texts(database, random_questions)) {
    const bool is_random = place++ >= 40;  // of those, one shape each: they are many
    for (std::size_t i = 0; i < shapes.size(); ++i)
      if (!is_random || i == place % shapes.size()) cases.push_back({text, shapes[i].first, shapes[i].second});
  }
  return cases;
}

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Outcome ask(const Searcher& searcher, const Case& one) {
  Outcome outcome;
  const double before = peak_mb();
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu_begin = std::clock();
  std::string said;
  try {
    Question question = searcher.understand(one.text, {});
    one.change(question);
    const Results results = searcher.search(question);
    printed(to_json(question, results), false);
    said = std::to_string(results.found.paragraphs) + " found";
  } catch (const Error& error) {
    said = error.what();
  }
  outcome.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  outcome.cpu = 1000.0 * static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC;
  outcome.megabytes = peak_mb() - before;
  std::snprintf(outcome.said, sizeof outcome.said, "%s", said.c_str());
  return outcome;
}

/// In a child, so that each has a peak of its own and one that dies is seen.
Outcome ask_in_child(const Searcher& searcher, const Case& one) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    const Outcome outcome = ask(searcher, one);
    _exit(write(ends[1], &outcome, sizeof outcome) == sizeof outcome ? 0 : 1);
  }
  close(ends[1]);
  Outcome outcome;
  if (read(ends[0], &outcome, sizeof outcome) != sizeof outcome) outcome = {1e6, 0, 0, "**it died**"};
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return outcome;
}

void print(const Case& one, const Outcome& outcome) {
  std::string text = one.text;
  if (text.size() > 90) text = text.substr(0, 87) + "...";
  std::printf("| `%s` | %zu | %s | %s | %.0f ms | %.0f ms | %.0f MB |\n", text.c_str(), one.text.size(),
              one.shape.c_str(), outcome.said, outcome.milliseconds, outcome.cpu, outcome.megabytes);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 3) {
    std::cerr << "bench_hostile INDEX [RANDOM-QUESTIONS]\n";
    return 2;
  }
  const Searcher searcher(argv[1]);
  const Xapian::Database database((searcher.generation() / "words").string());
  const std::vector<Case> cases = cases_of(database, argc > 2 ? std::stoul(argv[2]) : 100);
  std::vector<std::pair<Outcome, const Case*>> all;
  for (const Case& one : cases) all.emplace_back(ask_in_child(searcher, one), &one);

  const auto slower = [](const auto& a, const auto& b) { return a.first.milliseconds > b.first.milliseconds; };
  const auto larger = [](const auto& a, const auto& b) { return a.first.megabytes < b.first.megabytes; };
  std::sort(all.begin(), all.end(), slower);
  const auto largest = std::max_element(all.begin(), all.end(), larger);
  const auto over = std::count_if(all.begin(), all.end(), [](const auto& one) {
    return one.first.milliseconds > promised_ms || one.first.megabytes > promised_mb;
  });
  std::printf("%zu questions; over a second or 100 MB: %td.\n\n", all.size(), over);
  std::printf(
      "| the ten slowest, and the largest | bytes | asked for | said | time | CPU time | memory |\n"
      "| --- | ---: | --- | --- | ---: | ---: | ---: |\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(10, all.size()); ++i) print(*all[i].second, all[i].first);
  print(*largest->second, largest->first);
  return over == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << "bench_hostile: " << error.what() << '\n';
  return 4;
}
