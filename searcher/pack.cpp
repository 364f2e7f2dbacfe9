#include "searcher/pack.h"

#include <algorithm>
#include <cerrno>
#include <fstream>

#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/files.h"
#include "searcher/charts.h"
#include "searcher/cite.h"
#include "searcher/export.h"
#include "searcher/json_results.h"
#include "searcher/question_text.h"
#include "searcher/refi_qda.h"
#include "searcher/values.h"

namespace findings {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view chart_fields[] = {"year", "grade", "authority"};

/// What each file of a pack is for, as README.md lists them.
constexpr std::pair<std::string_view, std::string_view> files[] = {
    {"README.md", "this page"},
    {"question.json", "the question as it was asked and understood, what it found, and the index, for programs"},
    {"paragraphs.csv", "every paragraph found, with all that is known of it"},
    {"themes.csv", "each theme's question and counts"},
    {"quotes.md", "the paragraphs by theme, with their citations"},
    {"quotes.html", "the same as a page, to read and to print"},
    {"bibliography.ris", "the reports, for programs that keep references"},
    {"bibliography.bib", "the same for BibTeX"},
    {"by-year.svg", "chart: what was found by year of inspection"},
    {"by-grade.svg", "chart: by the grade in force"},
    {"by-authority.svg", "chart: by authority"},
    {"project.qdpx", "the paragraphs as sources coded with the themes, for QualCoder, NVivo, MAXQDA and ATLAS.ti"},
};

/// A file that is written as its text comes.
class File {
 public:
  explicit File(fs::path path) : path_(std::move(path)), stream_(path_, std::ios::binary) {}
  void write(std::string_view bytes) { stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); }
  auto writer() {
    return [this](std::string_view bytes) { write(bytes); };
  }
  void finish() {
    if (!stream_.flush()) throw system_error("write", path_, errno == 0 ? EIO : errno);
  }

 private:
  fs::path path_;
  std::ofstream stream_;
};

/// A theme as it is asked of what the question finds.
struct Asked {
  PackTheme theme;
  Question question;
  std::vector<Xapian::docid> ids;  // ascending
};

Question within(const Question& whole, const Question& theme) {
  Question both = whole;
  both.filters.clear();
  both.expression = {Expression::Form::all};
  both.expression.parts = {whole_expression(theme), whole_expression(whole)};
  return both;
}

std::vector<Asked> ask_themes(const Searcher& searcher, const Question& question,
                              const std::vector<PackTheme>& themes) {
  std::vector<Asked> asked;
  for (const PackTheme& theme : themes) {
    try {
      asked.push_back({theme, within(question, searcher.understand(theme.query, {}, question.reading)), {}});
    } catch (const Error& error) {
      throw Error(theme.where + ": " + error.what(), error.hint(), error.status());
    }
  }
  if (themes.empty()) asked.push_back({{question_text(question), question_text(question), "", ""}, question, {}});
  for (Asked& one : asked) one.ids = searcher.find(one.question);
  return asked;
}

std::vector<std::string> facts_of(const Question& question, const PackWanted& wanted, const Results& results,
                                  const Json& index) {
  std::vector<std::string> facts{"question: " + question_text(question)};
  for (const Expansion& expansion : question.expanded)
    for (const Alternative& one : expansion.also) facts.push_back(expansion.typed + ": also as " + one.text);
  for (const std::string& word : question.ignored) facts.push_back("not searched for: " + word);
  for (const std::string& note : results.notes) facts.push_back(note);
  const Counts& found = results.found;
  facts.push_back("found: " + std::to_string(found.paragraphs) + " paragraphs, " + std::to_string(results.texts) +
                  " different texts, in " + std::to_string(found.reports) + " reports of " +
                  std::to_string(found.authorities) + " authorities");
  std::string of;
  for (const auto& [name, count] : index["counts"].items()) of += ", " + count.dump() + ' ' + name;
  std::replace(of.begin(), of.end(), '_', ' ');
  facts.push_back("index: made " + index.value("created", "") + of + "; format " + index["format"].dump() +
                  "; its manifest has the SHA-256 " + index.value("manifest_sha256", ""));
  facts.push_back("made by " + wanted.program);
  return facts;
}

/// The provenance without what differs from run to run, and more of the index.
Json question_json(const Searcher& searcher, const Question& question, const PackWanted& wanted, const Pack& pack) {
  Provenance provenance{wanted.program, question.text, wanted.filters, question.reading, pack.results.found.paragraphs};
  Json json = to_json(provenance, question, pack.results, searcher.generation());
  for (const char* key : {"made", "order", "seed", "offset", "format", "file", "sha256"}) json.erase(key);
  const Json manifest = Json::parse(read_file(searcher.generation() / "manifest.json"), nullptr, false);
  for (const char* key : {"format", "created"})
    json["index"][key] = manifest.is_object() ? manifest.value(key, Json()) : Json();
  Json themes = Json::array();
  for (const QuotedTheme& theme : pack.themes)
    themes.push_back({{"name", theme.name},
                      {"question", theme.question},
                      {"found", to_json(theme.found)},
                      {"quoted", theme.quoted}});
  json["themes"] = themes;
  json["without_theme"] = pack.without_theme;
  Json whole{{"pack", 1}};
  whole.update(json);
  return whole;
}

std::string readme_of(const std::vector<std::string>& facts, const PackWanted& wanted, const Pack& pack) {
  std::string text = "# Evidence: " + markdown_text(facts.front().substr(facts.front().find(' ') + 1)) + "\n\n";
  for (const std::string& fact : facts) text += "- " + markdown_text(fact) + '\n';
  text += "\n## Themes\n\n| theme | question | paragraphs | reports | authorities |\n|---|---|---:|---:|---:|\n";
  for (const QuotedTheme& theme : pack.themes)
    text += "| " + markdown_text(theme.name) + " | " + markdown_text(theme.question) + " | " +
            std::to_string(theme.found.paragraphs) + " | " + std::to_string(theme.found.reports) + " | " +
            std::to_string(theme.found.authorities) + " |\n";
  if (pack.themes.size() > 1) text += "\nA paragraph belongs to every theme that finds it.\n";
  if (pack.without_theme > 0)
    text += "\n" + std::to_string(pack.without_theme) +
            (pack.without_theme == 1 ? " paragraph is" : " paragraphs are") +
            " found by the question and by no theme: in paragraphs.csv, and in project.qdpx without a code.\n";
  if (wanted.quotes)
    text += "\nOf each theme at most " + std::to_string(*wanted.quotes) +
            " paragraphs are quoted in quotes.md and quotes.html, the most relevant; all other files have all.\n";
  text += "\n## Files\n\n";
  for (const auto& [name, about] : files) text += "- " + std::string(name) + ": " + std::string(about) + '\n';
  return text + "\nThe same question of the same index makes the same bytes.\n";
}

void write_themes(const fs::path& folder, const Pack& pack) {
  File file(folder / "themes.csv");
  file.write(csv_line({"theme", "question", "paragraphs", "reports", "authorities", "quoted"}, false));
  for (const QuotedTheme& theme : pack.themes)
    file.write(csv_line(
        {theme.name, theme.question, std::to_string(theme.found.paragraphs), std::to_string(theme.found.reports),
         std::to_string(theme.found.authorities), std::to_string(theme.quoted)},
        true));
  file.finish();
}

/// Every paragraph in the order of the index: the table, the bibliographies, the coded sources.
void write_paragraphs(const Searcher& searcher, const Question& question, const Pack& pack,
                      const std::vector<Asked>& themes, QdaWriter& project, const fs::path& folder) {
  File table(folder / "paragraphs.csv"), ris(folder / "bibliography.ris"), bib(folder / "bibliography.bib");
  RowWriter rows(RowFormat::csv, true, table.writer());
  CitationWriter ris_entries(CitationFormat::ris, ris.writer()), bib_entries(CitationFormat::bibtex, bib.writer());
  const std::vector<Xapian::docid> ids = searcher.find(question);
  std::vector<std::size_t> next(themes.size(), 0);
  std::size_t place = 0;
  rows.begin(question, pack.results);
  searcher.each_hit(question, false, [&](FoundHit&& found) {
    std::vector<std::size_t> codes;
    for (std::size_t i = 0; i < themes.size(); ++i)
      if (next[i] < themes[i].ids.size() && themes[i].ids[next[i]] == ids.at(place)) {
        codes.push_back(i);
        ++next[i];
      }
    ++place;
    rows.add(found);
    ris_entries.add(found.hit);
    bib_entries.add(found.hit);
    project.add(found.hit, codes);
  });
  rows.end();
  ris_entries.end();
  bib_entries.end();
  table.finish();
  ris.finish();
  bib.finish();
}

void write_quotes(const Searcher& searcher, const Question& question, const PackWanted& wanted,
                  const std::vector<std::string>& facts, const Pack& pack, const std::vector<Asked>& themes,
                  const fs::path& folder) {
  File markdown(folder / "quotes.md"), html(folder / "quotes.html");
  QuoteWriter quotes(markdown.writer(), html.writer());
  quotes.begin(question_text(question), facts, pack.themes);
  for (std::size_t i = 0; i < themes.size(); ++i) {
    quotes.theme(pack.themes[i]);
    Question one = themes[i].question;
    one.limit = pack.themes[i].quoted;
    if (wanted.quotes && one.limit < pack.themes[i].found.paragraphs) one.sort = Sort::relevance;
    if (one.limit > 0) searcher.each_hit(one, true, [&](FoundHit&& found) { quotes.quote(found); });
  }
  quotes.end();
  markdown.finish();
  html.finish();
}

void write_charts(const Searcher& searcher, const Question& question, const fs::path& folder) {
  // A table's rows are under all filters, where a facet's values are alternatives to its own.
  Question counted = question, slice = question;
  for (const std::string_view field : chart_fields) counted.tables.emplace_back(std::string(field), "band");
  slice.tables = counted.tables;
  slice.expression = Expression{};
  counted.limit = slice.limit = 0;
  const Results found = searcher.search(counted), all = searcher.search(slice);
  for (std::size_t i = 0; i < std::size(chart_fields); ++i) {
    const std::string field(chart_fields[i]);
    std::vector<std::pair<Counts, Bar>> bars;
    for (const FacetValue& value : all.tables[i].row_values) {
      Counts counts;
      for (const FacetValue& one : found.tables[i].row_values)
        if (one.value == value.value) counts = one.counts;
      bars.push_back({counts,
                      {label_of(field, value.value), counts.paragraphs,
                       std::to_string(counts.paragraphs) + (counts.paragraphs == 1 ? " paragraph, " : " paragraphs, ") +
                           std::to_string(counts.reports) + " of " + std::to_string(value.counts.reports) +
                           (value.counts.reports == 1 ? " report" : " reports")}});
    }
    if (field == "authority")
      std::stable_sort(bars.begin(), bars.end(), [](const auto& a, const auto& b) {
        return std::pair(b.first.paragraphs, a.second.label) < std::pair(a.first.paragraphs, b.second.label);
      });
    std::vector<Bar> shown;
    for (auto& bar : bars) shown.push_back(std::move(bar.second));
    File chart(folder / ("by-" + field + ".svg"));
    chart.write(bar_chart(question_text(question),
                          "paragraphs found, by " + field + "; reports of those the filters let through", shown));
    chart.finish();
  }
}

}  // namespace

const std::vector<std::string> pack_files = [] {
  std::vector<std::string> names;
  for (const auto& [name, about] : files) names.emplace_back(name);
  return names;
}();

Pack write_pack(const Searcher& searcher, Question question, const PackWanted& wanted, const fs::path& folder) {
  question.deadline = std::chrono::milliseconds::max();
  question.sort = Sort::index;
  question.offset = question.limit = 0;
  question.facets.clear();
  Pack pack{searcher.search(question), {}, 0, pack_files};
  if (pack.results.found.paragraphs == 0)
    throw Error("nothing is found by " + question_text(question),
                "findings search says what would be found without each of its words and filters", Exit::nothing);
  question.limit = pack.results.found.paragraphs;
  const std::vector<Asked> themes = ask_themes(searcher, question, wanted.themes);
  std::vector<Xapian::docid> covered;
  for (const Asked& one : themes) {
    const Counts found = searcher.count(one.question);
    const std::size_t quoted = std::min(found.paragraphs, wanted.quotes.value_or(found.paragraphs));
    pack.themes.push_back({one.theme.name, question_text(one.question), found, quoted});
    std::vector<Xapian::docid> both;
    std::set_union(covered.begin(), covered.end(), one.ids.begin(), one.ids.end(), std::back_inserter(both));
    covered = std::move(both);
  }
  pack.without_theme = pack.results.found.paragraphs - covered.size();

  const Json json = question_json(searcher, question, wanted, pack);
  const std::vector<std::string> facts = facts_of(question, wanted, pack.results, json["index"]);
  const std::string readme = readme_of(facts, wanted, pack);
  QdaProject about{question_text(question), wanted.program, json["index"].value("created", ""),
                   question_text(question), readme,         {}};
  for (std::size_t i = 0; i < themes.size(); ++i)
    about.codes.push_back({themes[i].theme.name, pack.themes[i].question, themes[i].theme.group});
  QdaWriter project(about, folder / "project");
  write_paragraphs(searcher, question, pack, themes, project, folder);
  project.finish(folder / "project.qdpx");
  write_quotes(searcher, question, wanted, facts, pack, themes, folder);
  write_charts(searcher, question, folder);
  write_themes(folder, pack);
  for (const auto& [name, text] :
       {std::pair<const char*, std::string>{"README.md", readme}, {"question.json", printed(json, true) + '\n'}}) {
    File file(folder / name);
    file.write(text);
    file.finish();
  }
  return pack;
}

}  // namespace findings
