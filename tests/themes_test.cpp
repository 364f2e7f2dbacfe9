// What marks one slice of made reports out from another, and that every number opens exactly what it counts.
#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "schema/words.h"
#include "searcher/json_themes.h"
#include "searcher/question_text.h"
#include "searcher/themes.h"
#include "tests/search_index.h"

namespace findings {
namespace {

constexpr const char* names[] = {"Wexborough", "Harle", "Ashby",   "Oakmere", "Tarnside", "Brackley Vale",
                                 "Stourden",   "Elmet", "Fenwick", "Quarley", "Ludworth", "Penrose"};

/// A report of each authority, of that year: `rows(i)` are the paragraphs of the i-th.
template <typename Rows>
void add_reports(std::vector<Report>& reports, std::size_t count, const std::string& year, Rows rows) {
  for (std::size_t i = 0; i < count; ++i)
    reports.push_back(report_of(names[i % std::size(names)], year + "-03-0" + std::to_string(1 + i / 12), rows(i)));
}

/// Adequate reports that say one thing, good ones that say another, and what all of them say.
std::vector<Report> reports_saying(const std::string& adequate, const std::string& good, std::size_t count = 10) {
  std::vector<Report> reports;
  const Row both{"Leaders know their services.", "Leadership", "leadership"};
  add_reports(reports, count, "2015", [&](std::size_t) { return std::vector<Row>{{adequate}, both}; });
  Row better{good};
  better.grade = Grade::good;
  Row also = both;
  also.grade = Grade::good;
  add_reports(reports, count, "2016", [&](std::size_t) { return std::vector<Row>{better, also}; });
  return reports;
}

Themes themes_of(const Index& index, const std::string& slice, const std::string& against = "",
                 const ThemesWanted& wanted = {}) {
  return find_themes(*index, index.ask(slice), against.empty() ? std::nullopt : std::optional(index.ask(against)),
                     wanted);
}

const Theme* theme_named(const Themes& themes, const std::string& text) {
  const auto found =
      std::find_if(themes.themes.begin(), themes.themes.end(), [&](const Theme& one) { return one.text == text; });
  return found == themes.themes.end() ? nullptr : &*found;
}

/// Sentences drawn from a few, the same for each run; what is said depends on the grade.
std::vector<Report> drawn_reports(std::size_t count) {
  const std::vector<std::string> worse{"Drift and delay leave children at risk.", "Delays are not challenged.",
                                       "Strategy meetings are late.", "Child sexual exploitation is not recognised.",
                                       "Managers do not see drift."};
  const std::vector<std::string> better{"Visits are timely.", "Children are seen alone, and drift is rare.",
                                        "Strategy meetings are well attended.", "Staff know children well."};
  std::vector<Report> reports;
  unsigned seed = 7;
  const auto draw = [&](std::size_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 10) % below;
  };
  add_reports(reports, count, "2017", [&](std::size_t) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < 6; ++i) {
      const bool is_good = draw(2) == 0;
      const auto &likely = is_good ? better : worse, &unlikely = is_good ? worse : better;
      std::string text = likely[draw(likely.size())];
      if (draw(3) > 0) text += ' ' + likely[draw(likely.size())];
      if (draw(5) == 0) text += ' ' + unlikely[draw(unlikely.size())];
      rows.push_back(
          {text, "Staying safe", draw(2) == 0 ? "adoption" : "leadership", is_good ? Grade::good : Grade::adequate});
    }
    return rows;
  });
  return reports;
}

}  // namespace

TEST_CASE("what one side alone says is a theme with its four counts") {
  const Index index(reports_saying("Drift, harm, children.", "Timely, helpful, children."));
  const Themes themes = themes_of(index, "grade:adequate");
  const Theme* drift = theme_named(themes, "drift");
  REQUIRE(drift);
  CHECK(drift->counts == FourCounts{10, 0, 0, 10});
  CHECK(drift->found == Counts{10, 10, 10});
  CHECK(drift->g2 == Approx(signed_g2({10, 0, 0, 10})));
  CHECK(drift->log_ratio == Approx(std::log2(20)));  // ten against a half
  CHECK(drift->lrc > 0);
  CHECK(drift->rate == Approx(10 * 10'000.0 / 70));  // of seven words a report
  CHECK(drift->rate_against == 0);
  CHECK(drift->dp == Approx(0).margin(1e-12));
  CHECK(theme_named(themes, "children") == nullptr);
  CHECK(theme_named(themes, "leaders") == nullptr);
  CHECK(theme_named(themes, "timely") == nullptr);
  CHECK(themes.slice.found == Counts{20, 10, 10});
  CHECK(themes.slice.words == 70);
  CHECK(themes.against.found == Counts{20, 10, 10});
}

TEST_CASE("what the slice says less than the rest is told on demand with every sign turned") {
  const Index index(reports_saying("Drift, harm, children.", "Timely, helpful, children."));
  const Themes themes = themes_of(index, "grade:adequate", "", {.under = true});
  const Theme* timely = theme_named(themes, "timely");
  REQUIRE(timely);
  CHECK(timely->counts == FourCounts{0, 10, 10, 0});
  CHECK(timely->g2 < 0);
  CHECK(timely->log_ratio < 0);
  CHECK(timely->lrc < 0);
  CHECK(timely->interval.upper == timely->lrc);
  CHECK(timely->rate == 0);
  CHECK(timely->rate_against > 0);
  CHECK(theme_named(themes, "drift") == nullptr);
  CHECK(index->count(index.ask(timely->question)) == timely->found);
}

TEST_CASE("every theme opens exactly the paragraphs, reports and authorities it counts") {
  const Index index(drawn_reports(24));
  const std::vector<std::pair<std::string, std::string>> asked{{"grade:adequate", ""},
                                                               {"grade:adequate", "grade:good area:adoption"},
                                                               {"children OR managers", ""},
                                                               {"area:adoption", "grade:adequate"},  // they overlap
                                                               {"kind:finding grade:adequate", ""},
                                                               {"meetings", "area:leadership NOT drift"}};
  std::size_t opened = 0;
  for (const auto& [slice, against] : asked)
    for (const bool under : {false, true})
      for (const ThemeUnit unit : {ThemeUnit::report, ThemeUnit::paragraph, ThemeUnit::word}) {
        CAPTURE(slice, against, under, theme_unit_names[static_cast<std::size_t>(unit)]);
        const Themes themes = themes_of(index, slice, against, {.unit = unit, .under = under});
        const Question here = index.ask(themes.slice.question), there = index.ask(themes.against.question);
        CHECK(index->count(here) == themes.slice.found);
        CHECK(index->count(there) == themes.against.found);
        opened += themes.themes.size();
        for (const Theme& theme : themes.themes) {
          CAPTURE(theme.text, theme.question);
          CHECK(index->count(index.ask(theme.question)) == theme.found);
          const std::string phrase = "phrase:\"" + theme.text + '"';
          const Counts slice_has = index->count(index.ask(question_text(phrase, here)));
          const Counts against_has = index->count(index.ask(question_text(phrase, there)));
          const auto& counts = theme.counts;
          if (unit == ThemeUnit::report)
            CHECK(counts == FourCounts{slice_has.reports, themes.slice.found.reports - slice_has.reports,
                                       against_has.reports, themes.against.found.reports - against_has.reports});
          if (unit == ThemeUnit::paragraph)
            CHECK(counts == FourCounts{slice_has.paragraphs, themes.slice.found.paragraphs - slice_has.paragraphs,
                                       against_has.paragraphs,
                                       themes.against.found.paragraphs - against_has.paragraphs});
          if (unit == ThemeUnit::word) {
            CHECK(counts.a + counts.b == themes.slice.words);
            CHECK(counts.c + counts.d == themes.against.words);
            CHECK((under ? counts.c : counts.a) == theme.occurrences);
          }
        }
      }
  CHECK(opened > 100);
}

TEST_CASE("the four counts of words are those of a count over the texts") {
  const std::vector<Report> reports = drawn_reports(24);
  const Index index(reports);
  struct Seen {
    std::set<std::string> reports;
    std::size_t paragraphs = 0, occurrences = 0;
    std::map<std::string, std::size_t> by_report;
  };
  std::map<std::string, Seen> slice, against;
  std::map<std::string, std::size_t> words_of_report;  // of the slice
  for (const Report& report : reports)
    for (const Paragraph& paragraph : report.paragraphs) {
      auto& side = paragraph.grade == Grade::adequate ? slice : against;
      std::set<std::string> keys;
      for (const std::string& word : folded_words(paragraph.text)) {
        const std::string key = form_key(word);
        Seen& seen = side[key];
        ++seen.occurrences;
        ++seen.by_report[report.id];
        if (&side == &slice) ++words_of_report[report.id];
        seen.reports.insert(report.id);
        if (keys.insert(key).second) ++seen.paragraphs;
      }
    }
  std::vector<std::size_t> sizes;
  std::size_t all_words = 0;
  for (const auto& [report, size] : words_of_report) sizes.push_back(size), all_words += size;
  std::size_t words = 0;
  for (const bool under : {false, true}) {
    const Themes by_report = themes_of(index, "grade:adequate", "", {.under = under});
    const Themes by_paragraph = themes_of(index, "grade:adequate", "", {.unit = ThemeUnit::paragraph, .under = under});
    const Themes by_word = themes_of(index, "grade:adequate", "", {.unit = ThemeUnit::word, .under = under});
    const auto check = [&](const Themes& themes, auto count) {
      for (const Theme& theme : themes.themes) {
        if (theme.text.find(' ') != theme.text.npos) continue;
        CAPTURE(theme.text);
        ++words;
        CHECK(theme.counts.a == count(slice[form_key(theme.text)]));
        CHECK(theme.counts.c == count(against[form_key(theme.text)]));
        if (under) continue;
        Seen& here = slice[form_key(theme.text)];
        std::vector<std::size_t> occurrences;
        for (const auto& [report, size] : words_of_report) occurrences.push_back(here.by_report[report]);
        CHECK(theme.occurrences == here.occurrences);
        CHECK(theme.dp == Approx(deviation_of_proportions(occurrences, sizes)));
        CHECK(theme.rate == Approx(10'000.0 * static_cast<double>(here.occurrences) / static_cast<double>(all_words)));
      }
    };
    check(by_report, [](const Seen& seen) { return seen.reports.size(); });
    check(by_paragraph, [](const Seen& seen) { return seen.paragraphs; });
    check(by_word, [](const Seen& seen) { return seen.occurrences; });
  }
  CHECK(words > 15);
}

TEST_CASE("themes stand by their bound, then by the evidence, then by their letters, and stand so again") {
  const Index index(drawn_reports(36));
  for (const bool under : {false, true}) {
    const Themes themes = themes_of(index, "grade:adequate", "", {.unit = ThemeUnit::paragraph, .under = under});
    REQUIRE(themes.themes.size() > 3);
    const auto key = [&](const Theme& one) { return std::tuple(-std::abs(one.lrc), -std::abs(one.g2), one.text); };
    for (std::size_t i = 1; i < themes.themes.size(); ++i) CHECK(key(themes.themes[i - 1]) < key(themes.themes[i]));
    CHECK(to_json(themes).dump() ==
          to_json(themes_of(index, "grade:adequate", "", {.unit = ThemeUnit::paragraph, .under = under})).dump());
  }
}

TEST_CASE("a theme is said in five reports and by three authorities") {
  std::vector<Report> reports = reports_saying("Nothing new.", "Nothing new.");
  const auto say = [&](std::size_t report, const std::string& text) {
    reports[report].paragraphs[0].text += ' ' + text;
  };
  for (const std::size_t report : {0, 1, 2, 3}) say(report, "Drift.");     // four reports
  for (const std::size_t report : {0, 1, 2, 3, 4}) say(report, "Delay.");  // five
  const Index index(reports);
  const Themes themes = themes_of(index, "grade:adequate");
  CHECK(theme_named(themes, "delay"));
  CHECK(theme_named(themes, "drift") == nullptr);

  std::vector<Report> of_few = reports_saying("Nothing new.", "Nothing new.");
  for (const char* day : {"01", "02", "03"})
    for (const char* name : {"Wexborough", "Harle"})
      of_few.push_back(
          report_of(name, std::string("2017-04-") + day, {{"Wexborough and Harle share a panel."}, {"Nothing new."}}));
  const Themes two = themes_of(Index(of_few), "year:2017");
  CHECK(theme_named(two, "panel") == nullptr);
  of_few.push_back(report_of("Ashby", "2017-04-01", {{"Ashby has a panel."}, {"Nothing new."}}));
  CHECK(theme_named(themes_of(Index(of_few), "year:2017"), "panel"));
}

TEST_CASE("what every paragraph of the slice says is what was asked and no theme") {
  const Index index(drawn_reports(24));
  const Themes themes = themes_of(index, "drift", "", {.unit = ThemeUnit::paragraph});
  CHECK(theme_named(themes, "drift") == nullptr);
  CHECK_FALSE(themes.themes.empty());
  CHECK(theme_named(themes_of(index, "drift OR meetings", "", {.unit = ThemeUnit::paragraph}), "drift"));
}

TEST_CASE("a word that only joins or points is no theme but stands in those of several words") {
  const Index index(reports_saying("Too many children wait, but not all.", "Visits, in time."));
  const Themes themes = themes_of(index, "grade:adequate");
  CHECK(theme_named(themes, "too many children wait"));
  for (const char* word : {"too", "many", "but", "not", "all"}) CHECK(theme_named(themes, word) == nullptr);
}

TEST_CASE("a limit leaves the best, and what is left out is told") {
  const Index index(drawn_reports(36));
  const ThemesWanted all{.unit = ThemeUnit::word}, few{.unit = ThemeUnit::word, .limit = 2};
  const Themes every = themes_of(index, "grade:adequate", "", all), two = themes_of(index, "grade:adequate", "", few);
  REQUIRE(every.themes.size() > 3);
  CHECK(two.themes.size() == 2);
  CHECK(two.themes[0].text == every.themes[0].text);
  CHECK(two.themes[1].text == every.themes[1].text);
  const auto sure = std::count_if(every.themes.begin(), every.themes.end(), [](const Theme& t) { return t.lrc > 0; });
  REQUIRE(sure > 2);
  CHECK(two.more == static_cast<std::size_t>(sure) - 2);
}

TEST_CASE("a shorter theme folds into the longer one that explains it") {
  const Index index(reports_saying("Child sexual exploitation is missed.", "Visits are timely."));
  const Themes themes = themes_of(index, "grade:adequate");
  const Theme* whole = theme_named(themes, "child sexual exploitation");
  REQUIRE(whole);
  CHECK(std::count(whole->swallowed.begin(), whole->swallowed.end(), "exploitation") == 1);
  CHECK(theme_named(themes, "exploitation") == nullptr);
  CHECK(theme_named(themes, "sexual exploitation") == nullptr);
}

TEST_CASE("a shorter theme with a life of its own stays") {
  std::vector<Report> reports = reports_saying("Drift and delay are common.", "Visits are timely.", 12);
  for (std::size_t i = 0; i < 12; ++i) reports[i].paragraphs[0].text += " Managers tolerate drift. Drift is not seen.";
  const Themes themes = themes_of(Index(reports), "grade:adequate");
  CHECK(theme_named(themes, "drift"));
}

TEST_CASE("a longer theme that adds nothing folds into the stronger shorter one") {
  // All say "timely", the slice more; of those that do, as many on either side say "timely response".
  std::vector<Report> reports = reports_saying("Work is on time.", "Work is on time.", 12);
  for (std::size_t i = 0; i < 12; ++i) {
    reports[i].paragraphs[0].text += i % 2 == 0 ? " A timely response. Timely, too." : " Timely, as planned.";
    if (i < 2)
      reports[12 + i].paragraphs[0].text += i == 0 ? " A timely response. Timely, too." : " Timely, as planned.";
  }
  const Themes themes = themes_of(Index(reports), "grade:adequate");
  const Theme* timely = theme_named(themes, "timely");
  REQUIRE(timely);
  CHECK(theme_named(themes, "timely response") == nullptr);
  CHECK(std::count(timely->swallowed.begin(), timely->swallowed.end(), "timely response") == 1);
}

TEST_CASE("a theme that runs into a better one folds into it") {
  // A name of five words is two phrases of four.
  const Index index(reports_saying("Performance management and quality assurance.", "Visits, in time."));
  const Themes themes = themes_of(index, "grade:adequate");
  const Theme* better = theme_named(themes, "management and quality assurance");
  REQUIRE(better);
  CHECK(theme_named(themes, "performance management and quality") == nullptr);
  CHECK(std::count(better->swallowed.begin(), better->swallowed.end(), "performance management and quality") == 1);
}

TEST_CASE("what both questions find counts in the slice alone") {
  const Index index(reports_saying("Drift, harm, children.", "Timely, helpful, children."));
  const Themes themes = themes_of(index, "drift", "grade:adequate");
  CHECK(themes.shared == 10);
  CHECK(themes.slice.found.paragraphs == 10);
  CHECK(themes.against.found.paragraphs == 10);
  CHECK(index.count(themes.against.question) == 10);
  CHECK(themes_of(index, "drift").shared == 0);
}

TEST_CASE("what Ofsted prints about itself is left out where no kind is named") {
  std::vector<Report> reports = reports_saying("Drift, harm, children.", "Timely, helpful, children.");
  for (Report& report : reports) {
    report.paragraphs.push_back(report.paragraphs.back());
    report.paragraphs.back().citation += "a";
    report.paragraphs.back().text = "This inspection followed the framework.";
    report.paragraphs.back().kind = Kind::boilerplate;
  }
  const Index index(reports);
  const Themes themes = themes_of(index, "grade:adequate");
  CHECK(themes.slice.found.paragraphs == 20);
  CHECK(themes.kinds_left_out == std::vector<std::string>{"about", "footnote", "boilerplate"});
  const Themes named = themes_of(index, "kind:boilerplate");
  CHECK(named.kinds_left_out.empty());
  CHECK(named.slice.found.paragraphs == 20);
  CHECK(named.against.found.paragraphs == 40);
}

TEST_CASE("themes said in the same paragraphs are a family with its most telling paragraphs") {
  std::vector<Report> reports;
  add_reports(reports, 10, "2015", [&](std::size_t i) {
    return std::vector<Row>{
        {"Drift. Delay."},
        {"Drift, delay. " + std::string(names[i]) + " explains at some length what it means to do."},
        {"Thresholds, referrals."},
        {"Leaders know."}};
  });
  add_reports(reports, 10, "2016", [&](std::size_t) {
    return std::vector<Row>{{"Leaders know.", "Leadership", "leadership", Grade::good}};
  });
  const Index index(reports);
  const Themes themes = themes_of(index, "grade:adequate");
  const Theme *drift = theme_named(themes, "drift"), *delay = theme_named(themes, "delay"),
              *thresholds = theme_named(themes, "thresholds"), *referrals = theme_named(themes, "referrals");
  REQUIRE((drift && delay && thresholds && referrals));
  REQUIRE((drift->family && thresholds->family));
  CHECK(drift->family == delay->family);
  CHECK(thresholds->family == referrals->family);
  CHECK(drift->family != thresholds->family);
  const Family& family = themes.families.at(*drift->family);
  // Copies are shown once, and a long paragraph tells no more by its length.
  REQUIRE_FALSE(family.paragraphs.empty());
  CHECK(family.paragraphs[0].hit.text == "Drift. Delay.");
  CHECK(family.paragraphs[0].matches.size() >= 2);
  std::set<std::string> shown;
  for (const FoundHit& found : family.paragraphs) CHECK(shown.insert(found.hit.report).second);
  REQUIRE_FALSE(drift->examples.empty());
  CHECK(drift->examples[0] == family.paragraphs[0].hit.citation);
}

TEST_CASE("of paragraphs that say the same one tells for all") {
  const std::string same =
      "Drift. Delay. The local safeguarding partners have agreed that referrals of unborn babies are looked at within "
      "two working days by a senior practitioner, who writes to the midwife with the outcome and the reason for it.";
  std::vector<Report> reports = reports_saying(same, "Visits, in time.");
  for (std::size_t i = 0; i < 10; ++i)
    reports[i].paragraphs[1].text = std::string(names[i]) + (i % 2 == 0 ? ": drift, and delay." : ": leaders know.");
  const Themes themes = themes_of(Index(reports), "grade:adequate");
  CHECK(themes.slice.copies == 9);
  REQUIRE_FALSE(themes.families.empty());
  for (const Family& family : themes.families)
    CHECK(std::count_if(family.paragraphs.begin(), family.paragraphs.end(),
                        [&](const FoundHit& found) { return found.hit.text == same; }) <= 1);
  const Theme* drift = theme_named(themes, "drift");
  REQUIRE(drift);
  CHECK(drift->examples.size() == 3);
}

TEST_CASE("a slice of nothing and a reference of nothing are told as such") {
  const Index index(reports_saying("Drift, harm, children.", "Timely, helpful, children."));
  CHECK_THROWS_WITH(themes_of(index, "nowhere"), Catch::Contains("no paragraph is found by nowhere"));
  CHECK_THROWS_WITH(themes_of(index, "*"), Catch::Contains("every paragraph that it is measured against"));
  CHECK_THROWS_WITH(themes_of(index, "grade:adequate", "drift"), Catch::Contains("every paragraph that it is"));
}

TEST_CASE("as JSON a theme has its counts in order and no infinite number") {
  const Index index(reports_saying("Drift, harm, children.", "Timely, helpful, children."));
  const auto json = nlohmann::ordered_json::parse(to_json(themes_of(index, "grade:adequate")).dump());
  CHECK(json["unit"] == "report");
  CHECK(json["rest"] == true);
  CHECK(json["slice"]["reports"] == 10);
  const auto& theme = json["themes"][0];
  CHECK(theme["counts"] == nlohmann::ordered_json::array({10, 0, 0, 10}));
  CHECK(theme["interval"][0] == theme["lrc"]);
  CHECK(theme["interval"][1].is_null());
  CHECK(theme["examples"].size() > 0);
}

}  // namespace findings
