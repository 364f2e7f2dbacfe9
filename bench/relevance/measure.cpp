// bench_relevance INDEX FOLDER: how good the order of hits is, by FOLDER/questions.tsv and FOLDER/judgements.tsv,
// beside plain BM25; as Markdown. Questions that find paragraphs nobody judged among their first ten name them below
// the table.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "bench/relevance/measures.h"
#include "schema/digest.h"
#include "searcher/searcher.h"

using namespace findings;
using namespace findings::bench;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t shown = 10, deep = 50;

struct Asked {
  std::string id, text;
  std::map<std::string, int> grades;  // of texts: of copies the first one's citation stands for all
};

std::vector<std::vector<std::string>> read_rows(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw Error(file.string() + " cannot be read");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) rows.back().push_back(cell);
  }
  return rows;
}

std::string text_of(const Hit& hit) { return hit.copy_of.empty() ? hit.citation : hit.copy_of; }

std::string digest_of(const Hit& hit) { return sha256(hit.text).substr(0, 8); }

/// Judgements of paragraphs that are not in the index, or say something else in it, are left out and counted.
std::vector<Asked> read_questions(const Searcher& searcher, const fs::path& folder, std::size_t& stale) {
  std::vector<Asked> questions;
  std::map<std::string, std::size_t> place;
  for (const auto& row : read_rows(folder / "questions.tsv")) {
    place[row.at(0)] = questions.size();
    questions.push_back({row.at(0), row.at(1), {}});
  }
  for (const auto& row : read_rows(folder / "judgements.tsv")) {
    const auto found = searcher.paragraph(row.at(1));
    if (!found || digest_of(found->hit) != row.at(3)) {
      ++stale;
      continue;
    }
    int& grade = questions.at(place.at(row.at(0))).grades.try_emplace(text_of(found->hit), 0).first->second;
    grade = std::max(grade, std::stoi(row.at(2)));
  }
  return questions;
}

/// The first texts of a run: a copy of one that came before is passed over, in every run alike.
class Run {
 public:
  /// Returns whether more are wanted.
  bool add(const Hit& hit) {
    if (hits_.size() < deep && texts_.insert(text_of(hit)).second) hits_.push_back(hit);
    return hits_.size() < deep;
  }
  const std::vector<Hit>& hits() const { return hits_; }

 private:
  std::vector<Hit> hits_;
  std::set<std::string> texts_;
};

void collect_words(const Expression& expression, std::string& words) {
  if (expression.form == Expression::Form::word) words += ' ' + expression.text;
  if (expression.form == Expression::Form::exact) words += " \"" + expression.text + '"';
  for (const Expression& part : expression.parts) collect_words(part, words);
}

/// Plain BM25: Xapian's query parser, English stemmer, weighting and parameters as they come, over the words as typed
/// without the stopwords; filters hold.
Run ask_plainly(const Searcher& searcher, const std::string& text, Xapian::Query::op joined) {
  Question question = searcher.understand(text, {}, {.as_written = true});
  std::string words;
  collect_words(question.expression, words);
  question.expression = {};
  question.sort = Sort::index;
  question.limit = SIZE_MAX;
  question.fold_copies = false;
  std::set<std::string> allowed;
  if (!question.filters.empty())
    searcher.each_hit(question, false, [&](FoundHit&& found) { allowed.insert(found.hit.citation); });

  const Xapian::Database database((searcher.generation() / "db").string());
  Xapian::QueryParser parser;
  parser.set_database(database);
  parser.set_stemmer(Xapian::Stem("english"));
  parser.set_default_op(joined);
  Xapian::Enquire enquire(database);
  enquire.set_query(parser.parse_query(words));
  const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
  Run run;
  for (auto item = found.begin(); item != found.end(); ++item) {
    const Hit hit = unpack(item.get_document().get_data());
    if (!question.filters.empty() && !allowed.count(hit.citation)) continue;
    if (!run.add(hit)) break;
  }
  return run;
}

Run ask_findings(const Searcher& searcher, const std::string& text) {
  Question question = searcher.understand(text, {});
  question.limit = 4 * deep;  // copies among them
  Run run;
  searcher.each_hit(question, false, [&](FoundHit&& found) { run.add(found.hit); });
  return run;
}

struct Engine {
  std::string name;
  std::function<Run(const std::string&)> ask;
  std::vector<double> ndcg, recall;
};

std::string printed(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string row(const std::string& first, const std::vector<std::string>& cells) {
  std::string line = "| " + first;
  for (const std::string& cell : cells) line += " | " + cell;
  return line + " |\n";
}

/// Of the values whose place is even (0) or odd (1).
std::vector<double> half(const std::vector<double>& values, std::size_t which) {
  std::vector<double> some;
  for (std::size_t i = which; i < values.size(); i += 2) some.push_back(values[i]);
  return some;
}

std::vector<double> differences(const std::vector<double>& after, const std::vector<double>& before) {
  std::vector<double> all;
  for (std::size_t i = 0; i < after.size(); ++i) all.push_back(after[i] - before[i]);
  return all;
}

std::string gained(const std::vector<double>& after, const std::vector<double>& before) {
  const std::vector<double> all = differences(after, before);
  const Interval interval = bootstrap(all);
  return printed("%+.3f", mean(all)) + " (" + printed("%+.3f", interval.low) + " to " +
         printed("%+.3f", interval.high) + ")";
}

int measure(const fs::path& index, const fs::path& folder) {
  const Searcher searcher(index);
  std::size_t stale = 0;
  const std::vector<Asked> questions = read_questions(searcher, folder, stale);
  std::vector<Engine> engines{
      {"plain BM25, all words",
       [&](const std::string& text) { return ask_plainly(searcher, text, Xapian::Query::OP_AND); },
       {},
       {}},
      {"plain BM25, any word",
       [&](const std::string& text) { return ask_plainly(searcher, text, Xapian::Query::OP_OR); },
       {},
       {}},
      {"Findings", [&](const std::string& text) { return ask_findings(searcher, text); }, {}, {}}};

  std::ostringstream unjudged;
  std::size_t judgements = 0;
  for (const Asked& asked : questions) {
    judgements += asked.grades.size();
    std::vector<int> judged;
    for (const auto& [text, grade] : asked.grades) judged.push_back(grade);
    for (Engine& engine : engines) {
      std::vector<int> ranked;
      const Run run = engine.ask(asked.text);
      for (const Hit& hit : run.hits()) {
        const auto grade = asked.grades.find(text_of(hit));
        if (grade == asked.grades.end() && ranked.size() < shown)
          unjudged << asked.id << '\t' << hit.citation << "\t?\t" << digest_of(hit) << '\n';
        ranked.push_back(grade == asked.grades.end() ? 0 : grade->second);
      }
      engine.ndcg.push_back(ndcg(ranked, judged, shown));
      engine.recall.push_back(recall(ranked, judged, deep));
    }
  }

  std::cout << questions.size() << " questions, " << judgements << " judged texts";
  if (stale > 0) std::cout << "; " << stale << " judgements are of paragraphs this index does not have";
  std::cout << ".\n\n" << row("nDCG@10", {"all", "tuned on", "held out", "recall@50"}) << "|---|---:|---:|---:|---:|\n";
  for (const Engine& engine : engines)
    std::cout << row(engine.name, {printed("%.3f", mean(engine.ndcg)), printed("%.3f", mean(half(engine.ndcg, 0))),
                                   printed("%.3f", mean(half(engine.ndcg, 1))), printed("%.3f", mean(engine.recall))});
  const Engine& ours = engines.back();
  for (std::size_t i = 0; i + 1 < engines.size(); ++i)
    std::cout << row("gained on " + engines[i].name,
                     {gained(ours.ndcg, engines[i].ndcg), gained(half(ours.ndcg, 0), half(engines[i].ndcg, 0)),
                      gained(half(ours.ndcg, 1), half(engines[i].ndcg, 1)), gained(ours.recall, engines[i].recall)});

  std::cout << '\n'
            << row("question",
                   {"all words", "any word", "Findings", "gained", "recall@50: all words", "any word", "Findings"})
            << "|---|---:|---:|---:|---:|---:|---:|---:|\n";
  for (std::size_t i = 0; i < questions.size(); ++i)
    std::cout << row(
        questions[i].id + " `" + questions[i].text + '`',
        {printed("%.3f", engines[0].ndcg[i]), printed("%.3f", engines[1].ndcg[i]), printed("%.3f", ours.ndcg[i]),
         printed("%+.3f", ours.ndcg[i] - engines[0].ndcg[i]), printed("%.2f", engines[0].recall[i]),
         printed("%.2f", engines[1].recall[i]), printed("%.2f", ours.recall[i])});
  if (!unjudged.str().empty()) std::cerr << "not yet judged, among the first ten:\n" << unjudged.str();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "bench_relevance INDEX FOLDER\n";
    return 2;
  }
  try {
    return measure(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "bench_relevance: " << error.what() << '\n';
    return 1;
  }
}
