// Matrices and what is missing: every figure against a search for the question it is printed with.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include <nlohmann/json.hpp>

#include "searcher/heat_map.h"
#include "searcher/json_matrix.h"
#include "searcher/missing.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

const std::vector<NamedTheme> themes = read_themes(
    "drift: drift OR delay\n[Plans]\nplans: \"care plan\" OR plan NEAR/3 visit\n"
    "no court: neglect -court\nreviews: phrase:\"care plan\"\nnowhere: zebra\nimprovements: kind:finding risk",
    "ours.txt");

/// Reports of a few places and years whose paragraphs are of a few words, under several headings and grades.
std::vector<Report> random_reports(unsigned seed) {
  std::mt19937 random(seed);
  const std::vector<std::string> words{"drift",  "delay",  "delays", "neglect", "court", "care plan", "plan",
                                       "visits", "school", "health", "risk",    "carer", "and",       "the"};
  const std::vector<std::string> headings{"Staying safe", "Being healthy", "Adoption"};
  const std::vector<std::string> areas{"looked-after-children", "help-and-protection", "adoption"};
  std::vector<Report> reports;
  for (int r = 0; r < 30; ++r) {
    std::vector<Row> rows;
    for (unsigned p = 0; p < 3 + random() % 6; ++p) {
      std::string text;
      for (unsigned w = 0; w < 3 + random() % 9; ++w) text += words[random() % words.size()] + ' ';
      const std::size_t grade = random() % 6;
      rows.push_back({text, headings[random() % 3], areas[random() % 3],
                      grade == 5 ? std::nullopt : std::optional(grades[grade])});
    }
    const std::string place = random() % 8 == 0 ? "nobody" : "Place" + std::to_string(random() % 4);
    const std::string year = std::to_string(2009 + random() % 5);
    Report report = report_of(place, year + "-0" + std::to_string(1 + r % 9) + "-1" + std::to_string(r / 9), rows);
    report.id += "-" + std::to_string(r);
    for (Paragraph& paragraph : report.paragraphs)
      paragraph.citation = report.id + paragraph.citation.substr(paragraph.citation.find('#'));
    reports.push_back(report);
  }
  return reports;
}

MatrixQuestion asked_of(std::vector<NamedTheme> rows, const std::string& columns, const std::string& text = "",
                        std::vector<Filter> filters = {}) {
  return {.themes = std::move(rows), .rows = "", .columns = columns, .text = text, .filters = std::move(filters)};
}

MatrixQuestion asked_of(const std::string& rows, const std::string& columns, const std::string& text = "",
                        std::vector<Filter> filters = {}) {
  return {.themes = {}, .rows = rows, .columns = columns, .text = text, .filters = std::move(filters)};
}

void each_paragraph(const Searcher& searcher, Question question, const std::function<void(const FoundHit&)>& use) {
  question.limit = searcher.columns().documents();
  searcher.each_hit(question, true, use);
}

/// How often its words are marked in what it finds.
std::size_t marked(const Searcher& searcher, const Question& question) {
  std::size_t marks = 0;
  each_paragraph(searcher, question, [&](const FoundHit& hit) { marks += hit.matches.size(); });
  return marks;
}

std::size_t words_of(const Searcher& searcher, const Question& question) {
  std::size_t words = 0;
  for (const Xapian::docid id : searcher.find(question)) words += searcher.texts().words_in(id);
  return words;
}

/// Asks every cell's question, and that of its slice, and compares.
void check_cells(const Searcher& searcher, const MatrixQuestion& asked) {
  const Matrix matrix = make_matrix(searcher, asked);
  const bool has_themes = !asked.themes.empty();
  REQUIRE_FALSE(matrix.rows.empty());
  REQUIRE_FALSE(matrix.columns.empty());
  for (const MatrixRow& row : matrix.rows)
    for (std::size_t c = 0; c < matrix.columns.size(); ++c) {
      const MatrixCell& cell = row.cells[c];
      const CellQuestion asks = question_of(matrix, row, matrix.columns[c]);
      INFO(row.label << " by " << matrix.columns[c].label << ": " << asks.text);
      Reading reading = asked.reading;
      reading.successors = false;
      const Question question = searcher.understand(asks.text, asks.filters, reading);
      REQUIRE(searcher.count(question) == cell.found);

      Question slice = has_themes ? searcher.understand(asked.text.empty() ? "*" : asked.text, asks.filters) : question;
      if (!has_themes) slice.expression = {};
      REQUIRE(searcher.count(slice) == cell.slice.counts);
      REQUIRE(words_of(searcher, slice) == cell.slice.words);
      // The words of a theme alone, not those that narrow the slice.
      if (cell.occurrences && asked.text.empty()) REQUIRE(marked(searcher, question) == *cell.occurrences);
      if (!cell.occurrences) REQUIRE(row.query == "*");
    }
}

std::string mistake_of(const Searcher& searcher, const MatrixQuestion& asked) {
  try {
    make_matrix(searcher, asked);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("every cell opens exactly the paragraphs it counts, within the slice it names") {
  for (const unsigned seed : {1u, 2u}) {
    const Index index(random_reports(seed));
    for (const char* columns : {"grade", "year", "authority", "section", "area", "band"})
      check_cells(*index, asked_of(themes, columns));
    check_cells(*index, asked_of(themes, "grade", "school OR health", {{"year", {"2010.."}}}));
    check_cells(*index, asked_of(themes, "grade", "", {{"grade", {"3", "good"}}, {"section", {"Staying safe"}}}));
    check_cells(*index, asked_of("authority", "year", "drift OR delay"));
    check_cells(*index, asked_of("authority", "grade", "drift section:\"staying safe\"", {{"year", {"2009..2011"}}}));
    check_cells(*index, asked_of("section", "area", "care plan"));
    check_cells(*index, asked_of("year", "section", "neglect", {{"year", {"2010", "2012"}}}));
    check_cells(*index, asked_of("area", "grade"));
  }
}

TEST_CASE("cells of authorities that took over from others open what they count, each authority named") {
  const std::string whole = "Bournemouth, Christchurch and Poole";
  const Index index({report_of("Poole", "2012-05-04", {{"There is drift."}, {"And delay."}}),
                     report_of("Dorset", "2012-05-04", {{"There is drift."}}),
                     report_of(whole, "2021-05-04", {{"Drift is rare."}, {"Visits are made."}})});
  for (MatrixQuestion asked :
       {asked_of({themes[0]}, "year", "", {{"authority", {"Poole"}}}), asked_of({themes[0]}, "year", "authority:poole"),
        asked_of("authority", "year", "drift", {{"authority", {"Poole"}}})}) {
    asked.reading.successors = true;
    check_cells(*index, asked);
    const Matrix matrix = make_matrix(*index, asked);
    CHECK(matrix.whole.counts == Counts{4, 2, 2});
    CHECK(matrix.rows.size() == (asked.themes.empty() ? 2 : 1));
  }
}

TEST_CASE("a row's and a column's totals are those of a search without the other") {
  const Index index(random_reports(3));
  const Matrix matrix = make_matrix(*index, asked_of("authority", "grade", "drift OR delay"));
  for (const MatrixRow& row : matrix.rows) {
    const std::vector<Filter> filters{{"authority", {row.value}}};
    CHECK(row.all.found == index->count(index->understand("drift OR delay", filters)));
    CHECK(row.all.slice.counts == index->count(index->understand("*", filters)));
  }
  for (const MatrixColumn& column : matrix.columns)
    CHECK(column.slice.counts == index->count(index->understand("*", {{"grade", {column.value}}})));
  CHECK(matrix.whole.counts == index->count(index->understand("*", {})));
}

TEST_CASE("a rate is occurrences per 10,000 words of the slice, a share the reports that say it") {
  const Index index({report_of("Ashby", "2012-05-04",
                               {{"Drift and delay are seen.", "A", "adoption", Grade::good},
                                {"Plans are clear to all.", "A", "adoption", Grade::good},
                                {"There is drift.", "B", "adoption", Grade::inadequate}}),
                     report_of("Dunmere", "2013-05-04", {{"All visits are made.", "A", "adoption", Grade::good}})});
  const Matrix matrix = make_matrix(*index, asked_of({themes[0]}, "grade"));
  REQUIRE(matrix.columns.size() == 2);
  CHECK(matrix.columns[0].label == "Good");
  const MatrixCell& good = matrix.rows.at(0).cells.at(0);
  CHECK(*good.occurrences == 2);
  CHECK(good.slice.words == 14);
  CHECK(*good.rate() == Approx(10000.0 * 2 / 14));
  CHECK(*good.share() == 0.5);
  CHECK(good.interval().lower == Approx(wilson_interval(1, 2).lower));
  CHECK(*matrix.rows[0].cells[1].rate() == Approx(10000.0 / 3));
  CHECK(matrix.rows[0].all.found == Counts{2, 1, 1});
}

TEST_CASE("rows of values stand in their own order or the commonest first, and are cut to the limit") {
  const Index index({report_of("Ashby", "2012-05-04", {{"drift"}}), report_of("Dunmere", "2011-05-04", {{"plans"}}),
                     report_of("Wexborough", "2010-05-04", {{"drift"}, {"more drift"}})});
  MatrixQuestion asked = asked_of("authority", "year", "drift");
  const auto labels = [&] {
    std::vector<std::string> names;
    for (const MatrixRow& row : make_matrix(*index, asked).rows) names.push_back(row.label);
    return names;
  };
  CHECK(labels() == std::vector<std::string>{"Wexborough", "Ashby", "Dunmere"});
  asked.limit = 2;
  CHECK(labels() == std::vector<std::string>{"Wexborough", "Ashby"});
  CHECK(make_matrix(*index, asked).total_rows == 3);
  asked = asked_of("year", "authority", "drift");
  CHECK(labels() == std::vector<std::string>{"2010", "2011", "2012"});
}

TEST_CASE("a trend is tested over the columns that have an order, for every row at once") {
  const Index index(random_reports(4));
  MatrixQuestion asked = asked_of(themes, "grade");
  asked.test = true;
  const Matrix matrix = make_matrix(*index, asked);
  CHECK(matrix.tested.size() == 5);
  CHECK(matrix.left_out == std::vector<std::string>{"Not graded"});
  std::vector<double> probabilities;
  for (const MatrixRow& row : matrix.rows) {
    // Adequate and requires improvement are one band, and one place in the order.
    std::vector<Trial> trials;
    for (std::size_t c = 0; c < 5; ++c)
      trials.push_back({std::array{1.0, 2.0, 3.0, 3.0, 4.0}[c], static_cast<double>(row.cells[c].found.reports),
                        static_cast<double>(row.cells[c].slice.counts.reports)});
    const auto trend = cochran_armitage(trials);
    REQUIRE(row.trend.has_value() == trend.has_value());
    CHECK(row.trend.has_value() == (row.label != "nowhere"));
    if (!trend) continue;
    CHECK(row.trend->z == trend->z);
    probabilities.push_back(row.trend->p);
  }
  std::size_t tested = 0;
  for (const MatrixRow& row : matrix.rows)
    if (row.trend) CHECK(row.adjusted_p == benjamini_hochberg(probabilities)[tested++]);
  CHECK(tested == probabilities.size());

  std::set<std::string> several;
  std::map<std::string, std::set<std::string>> grades_of;
  each_paragraph(*index, index->understand("*", {}), [&](const FoundHit& hit) {
    if (!hit.hit.grade.empty()) grades_of[hit.hit.report].insert(hit.hit.grade);
    if (grades_of[hit.hit.report].size() > 1) several.insert(hit.hit.report);
  });
  CHECK(matrix.reports_in_several_columns == several.size());
}

TEST_CASE("a trend of paragraphs allows for the reports they stand in") {
  const Index index(random_reports(4));
  MatrixQuestion asked = asked_of("area", "year", "drift OR delay");
  asked.test = true;
  asked.unit = TrendUnit::paragraph;
  const Matrix matrix = make_matrix(*index, asked);
  for (const MatrixRow& row : matrix.rows) {
    std::vector<Trial> trials;
    for (const MatrixColumn& column : matrix.columns) {
      std::map<std::string, Cluster> reports;
      const std::vector<Filter> filters{{"area", {row.value}}, {"year", {column.value}}};
      each_paragraph(*index, index->understand("*", filters),
                     [&](const FoundHit& hit) { ++reports[hit.hit.report].trials; });
      each_paragraph(*index, index->understand("drift OR delay", filters),
                     [&](const FoundHit& hit) { ++reports[hit.hit.report].successes; });
      std::vector<Cluster> clusters;
      for (const auto& [report, cluster] : reports) clusters.push_back(cluster);
      trials.push_back(effective_trial(std::stod(column.value), clusters));
    }
    CHECK(row.trend->z == Approx(cochran_armitage(trials)->z));
  }
}

TEST_CASE("rows can be put in another order, and groups that it tears apart have no name above them") {
  const Index index(random_reports(4));
  MatrixQuestion asked = asked_of(themes, "grade");
  asked.test = true;
  Matrix matrix = make_matrix(*index, asked);
  CHECK(is_grouped(matrix));
  sort_rows(matrix, RowOrder::value, Measure::paragraphs);
  for (std::size_t i = 1; i < matrix.rows.size(); ++i)
    CHECK(matrix.rows[i - 1].all.found.paragraphs >= matrix.rows[i].all.found.paragraphs);
  sort_rows(matrix, RowOrder::trend, Measure::rate);
  for (std::size_t i = 1; i + 1 < matrix.rows.size(); ++i)
    CHECK(matrix.rows[i - 1].trend->z >= matrix.rows[i].trend->z);
  CHECK_FALSE(matrix.rows.back().trend.has_value());
  sort_rows(matrix, RowOrder::name, Measure::rate);
  CHECK(matrix.rows.front().label == "drift");
  CHECK(matrix.rows.back().label == "reviews");

  matrix.rows.resize(3);
  for (std::size_t i = 0; i < 3; ++i) matrix.rows[i].group = i == 1 ? "Plans" : "";
  CHECK_FALSE(is_grouped(matrix));
}

TEST_CASE("what a matrix cannot open is refused") {
  const Index index(random_reports(5));
  CHECK(mistake_of(*index, asked_of("authority", "authority")) == "rows and columns are both authority");
  CHECK(mistake_of(*index, asked_of(themes, "inspected")) == "no facet is called \"inspected\"");
  CHECK(mistake_of(*index, asked_of(themes, "grade", "drift grade:good")) ==
        "the question has a filter of its own on grade, as the matrix has");
  CHECK(mistake_of(*index, asked_of(themes, "kind")) ==
        "ours.txt, line 7: \"improvements\" has a filter of its own on kind, as the matrix has");
  CHECK(mistake_of(*index, asked_of(themes, "grade", "", {{"kind", {"finding"}}})) ==
        "ours.txt, line 7: \"improvements\" has a filter of its own on kind, as the matrix has");
  CHECK(mistake_of(*index, asked_of("section", "grade", "drift", {{"section", {"Staying safe"}}})) ==
        "a matrix of sections takes no filter on section");
  CHECK(mistake_of(*index, asked_of(read_themes("good: grade:god", "t"), "year")) ==
        "t, line 1: no grade is called \"god\"; did you mean \"good\"? (at character 1)");
  MatrixQuestion asked = asked_of(themes, "area");
  asked.test = true;
  CHECK(mistake_of(*index, asked) == "a trend wants columns with an order, and area has none");
}

TEST_CASE("the JSON has the keys it promises, and the rows of CSV the same figures") {
  const Index index(random_reports(6));
  const Matrix matrix = make_matrix(*index, asked_of(themes, "grade"));
  const auto json = to_json(matrix);
  CHECK(json["columns"] ==
        std::vector<std::string>{"outstanding", "good", "requires improvement", "adequate", "inadequate", "none"});
  const auto& row = json["rows"][0];
  CHECK(row["theme"] == "drift");
  CHECK(row["query"] == "drift OR delay");
  const auto& cell = row["cells"][1];
  CHECK(cell["column"] == "good");
  for (const char* key : {"paragraphs", "reports", "authorities", "slice_reports", "slice_words", "rate"})
    CHECK(cell[key].is_number());
  CHECK(cell["question"].dump() == R"({"text":"drift OR delay","filters":{"grade":["good"]}})");

  const auto rows = matrix_rows(matrix);
  REQUIRE(rows.size() == 1 + matrix.rows.size() * matrix.columns.size());
  const auto place = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
  };
  CHECK(rows[2][place("theme")] == "drift");
  CHECK(rows[2][place("rate")] == cell["rate"].dump());
  CHECK(rows[2][place("slice_words")] == cell["slice_words"].dump());
  CHECK(rows[2][place("filters")] == "grade:good");
}

TEST_CASE("a heat map has a title and a link for each cell that opens something, and is XML") {
  const Index index(random_reports(7));
  auto list = themes;
  list[0].name = "drift & \"delay\" <1>";
  const Matrix matrix = make_matrix(*index, asked_of(list, "grade"));
  std::size_t links = 0, cells = 0, open = 0;
  const std::string svg = heat_map(matrix, Measure::rate, [&](const CellQuestion& question) {
    ++links;
    return "/search?q=" + question.text + "&grade=" + question.filters.at(0).values.at(0);
  });
  for (const MatrixRow& row : matrix.rows)
    for (const MatrixCell& cell : row.cells) ++cells, open += cell.found.paragraphs > 0;
  CHECK(links == open);
  const auto count = [&](const std::string& text) {
    std::size_t found = 0;
    for (std::size_t at = svg.find(text); at != svg.npos; at = svg.find(text, at + 1)) ++found;
    return found;
  };
  CHECK(count("<a href=") == open);
  CHECK(count("<rect class=\"heat-cell\"") == cells);
  CHECK(count("<title>") == cells + 1);
  CHECK(count("drift &amp; &quot;delay&quot; &lt;1&gt;") == matrix.columns.size() + 1);

  std::vector<std::string> opened;
  for (std::size_t at = svg.find('<'); at != svg.npos; at = svg.find('<', at + 1)) {
    const std::size_t end = svg.find('>', at);
    const std::string tag = svg.substr(at + 1, end - at - 1), name = tag.substr(0, tag.find_first_of(" \n"));
    if (tag.ends_with('/')) continue;
    if (!tag.starts_with('/')) {
      opened.push_back(name);
      continue;
    }
    REQUIRE_FALSE(opened.empty());
    REQUIRE(opened.back() == tag.substr(1));
    opened.pop_back();
  }
  CHECK(opened.empty());
}

TEST_CASE("what could say it either does or is missing, and what is missing has no hit") {
  for (const unsigned seed : {8u, 9u}) {
    const Index index(random_reports(seed));
    for (const auto& [text, filters] : {std::pair<std::string, std::vector<Filter>>{"drift", {}},
                                        {"drift OR delay", {{"area", {"adoption"}}}},
                                        {"neglect -court", {{"grade", {"good", "inadequate"}}, {"year", {"2010.."}}}},
                                        {"zebra", {}},
                                        {"drift year:2011", {{"section", {"Staying safe"}}}}}) {
      INFO(text);
      const Question question = index->understand(text, filters);
      const Missing missing = find_missing(*index, question);
      CHECK(missing.reports.size() + missing.found.reports == missing.could.reports);
      std::size_t nowhere = 0, could = 0, without = 0;
      for (const MissingAuthority& authority : missing.authorities) {
        could += authority.could, without += authority.missing;
        nowhere += authority.authority != "none" && authority.missing == authority.could;
      }
      CHECK(could == missing.could.reports);
      CHECK(without == missing.reports.size());
      CHECK(nowhere + missing.found.authorities == missing.could.authorities);

      std::map<std::string, std::size_t> slice, found;
      each_paragraph(*index, missing.slice, [&](const FoundHit& hit) { ++slice[hit.hit.report]; });
      each_paragraph(*index, question, [&](const FoundHit& hit) { ++found[hit.hit.report]; });
      CHECK(slice.size() == missing.could.reports);
      for (const MissingReport& report : missing.reports) {
        CHECK_FALSE(found.contains(report.record->report.id));
        CHECK(slice[report.record->report.id] == report.paragraphs);
      }
    }
  }
}

TEST_CASE("authorities that say it nowhere come first, those with most reports before others") {
  const Index index({report_of("Ashby", "2010-05-04", {{"drift"}}), report_of("Ashby", "2012-05-04", {{"plans"}}),
                     report_of("Brackley", "2010-05-04", {{"plans"}}), report_of("Cotby", "2010-05-04", {{"plans"}}),
                     report_of("Cotby", "2012-05-04", {{"visits"}}), report_of("Dunmere", "2012-05-04", {{"drift"}})});
  const Missing missing = find_missing(*index, index->understand("drift", {}));
  CHECK(missing.authorities ==
        std::vector<MissingAuthority>{{"Cotby", 2, 2}, {"Brackley", 1, 1}, {"Ashby", 2, 1}, {"Dunmere", 1, 0}});
  CHECK_THROWS_WITH(find_missing(*index, index->understand("year:2010", {})),
                    "missing wants words: every report that the filters let through has what they alone ask for");
}
