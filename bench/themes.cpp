// bench_themes INDEX RUNS: what themes, a matrix and a concordance take, as Markdown, with what is promised. Themes
// stand beside Xapian's own expansion (Enquire::get_eset), which weighs the words of the same paragraphs but counts
// nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <optional>

#include <sys/resource.h>

#include "schema/generations.h"
#include "searcher/concordance.h"
#include "searcher/matrix.h"
#include "searcher/theme_list.h"
#include "searcher/themes.h"

using namespace findings;

namespace {

double milliseconds_of(const std::function<void()>& task) {
  const auto begin = std::chrono::steady_clock::now();
  task();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::string printed(double milliseconds) {
  char text[32];
  std::snprintf(text, sizeof text, milliseconds < 10 ? "%.1f ms" : "%.0f ms", milliseconds);
  return text;
}

/// Paragraphs in which each unit stands.
std::vector<std::size_t> count_units(const Texts& texts) {
  std::vector<std::size_t> counts(texts.unit_count());
  std::vector<std::uint32_t> last(texts.unit_count());
  Text text;
  for (std::uint32_t id = 1; id <= texts.documents(); ++id) {
    texts.read(id, text);
    for (const WordId word : text.words)
      if (const UnitId unit = texts.unit_of(word); unit != no_unit && last[unit] != id) last[unit] = id, ++counts[unit];
  }
  return counts;
}

struct Bench {
  const Searcher& searcher;
  std::size_t runs;
  std::vector<std::size_t> counts;

  /// What is asked for by the word that stands in about so many paragraphs.
  Question slice_of(std::size_t paragraphs) const {
    UnitId best = 0;
    const auto distance = [&](UnitId unit) {
      return counts[unit] > paragraphs ? counts[unit] - paragraphs : paragraphs - counts[unit];
    };
    for (UnitId unit = 0; unit < counts.size(); ++unit)
      if (distance(unit) < distance(best)) best = unit;
    return ask("phrase:\"" + searcher.texts().unit(best).label + '"');
  }

  Question ask(const std::string& text) const {
    Question question = searcher.understand(text, {});
    question.deadline = std::chrono::milliseconds::max();
    return question;
  }

  void row(const std::string& what, double most, const std::function<void()>& task,
           const std::function<void()>& peer = {}) const {
    std::vector<double> times, peer_times;
    task();
    for (std::size_t run = 0; run < runs; ++run) {
      times.push_back(milliseconds_of(task));
      if (peer) peer_times.push_back(milliseconds_of(peer));
    }
    std::cout << "| " << what << " | " << printed(median(times)) << " | "
              << (peer ? printed(median(peer_times)) : std::string("-")) << " | " << printed(most) << " | "
              << (median(times) <= most ? "yes" : "**no**") << " |" << std::endl;
  }
};

/// Xapian's expansion takes seconds from here on, and minutes soon.
constexpr std::size_t most_expanded = 20'000;

/// The words of all paragraphs as Xapian's own users have them, with the lists of terms that expansion reads.
class XapiansExpansion {
 public:
  explicit XapiansExpansion(const Searcher& searcher) : database_("", Xapian::DB_BACKEND_INMEMORY) {
    Text text;
    for (std::uint32_t id = 1; id <= searcher.texts().documents(); ++id) {
      searcher.texts().read(id, text);
      Xapian::Document document;
      for (const WordId word : text.words) document.add_term(searcher.texts().word(word));
      database_.add_document(document);
    }
  }

  /// The forty best words of the paragraphs.
  void find(const std::vector<std::uint32_t>& ids) const {
    Xapian::RSet chosen;
    for (const std::uint32_t id : ids) chosen.add_document(id);
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query("care"));
    if (enquire.get_eset(40, chosen).empty()) std::abort();
  }

 private:
  Xapian::WritableDatabase database_;
};

std::string plain(std::size_t number) { return std::to_string(number); }

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::cerr << "bench_themes INDEX RUNS\n";
    return 2;
  }
  const Searcher searcher{std::filesystem::path(words[1])};
  const Texts& texts = searcher.texts();
  const Bench bench{searcher, static_cast<std::size_t>(std::atoi(words[2])), count_units(texts)};
  const bool is_large = texts.documents() > 200'000;
  std::optional<XapiansExpansion> expansion;
  if (!is_large) expansion.emplace(searcher);

  std::cout << "| over " << texts.documents() << " paragraphs | median | Xapian's expansion | asked | holds |\n"
            << "|---|---|---|---|---|\n";
  for (const std::size_t wanted : {std::size_t{1000}, std::size_t{50'000}, texts.documents() / 2}) {
    const Question slice = bench.slice_of(wanted);
    const std::vector<Xapian::docid> ids = searcher.find(slice);
    const double most = is_large ? 3000 : ids.size() < 5000 ? 100 : 500;
    bench.row(
        "themes of " + plain(ids.size()) + " paragraphs against the rest", most, [&] { find_themes(searcher, slice); },
        expansion && ids.size() < most_expanded ? std::function<void()>([&] { expansion->find(ids); }) : nullptr);
  }

  MatrixQuestion matrix;
  matrix.themes = built_in_themes();
  matrix.themes.resize(std::min<std::size_t>(matrix.themes.size(), 40));
  matrix.columns = "grade";
  matrix.deadline = std::chrono::milliseconds::max();
  const std::size_t columns = make_matrix(searcher, matrix).columns.size();
  bench.row("a matrix of " + plain(matrix.themes.size()) + " by " + plain(columns), is_large ? 3000 : 300,
            [&] { make_matrix(searcher, matrix); });

  const UnitId commonest =
      static_cast<UnitId>(std::max_element(bench.counts.begin(), bench.counts.end()) - bench.counts.begin());
  Question node = bench.ask("phrase:\"" + texts.unit(commonest).label + '"');
  node.limit = 20;
  const auto page = [&](const std::vector<std::string>& sort) {
    LinesWanted wanted;
    wanted.sort = sort;
    const Concordance concordance(searcher, node, wanted);
    concordance.each_line([](ConcordanceLine&&) {});
  };
  const std::string in = " of the word in " + plain(bench.counts[commonest]) + " paragraphs";
  bench.row("a concordance" + in + ", first page", is_large ? 3000 : 50, [&] { page({}); });
  bench.row("the same, sorted by the first word to the right", is_large ? 3000 : 50, [&] { page({"R1"}); });

  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  std::cout << "| memory of all of it, what is mapped of the index included | " << usage.ru_maxrss / 1024
            << " MB | - | 2,000 MB | " << (usage.ru_maxrss / 1024 <= 2000 ? "yes" : "**no**") << " |\n";
}
