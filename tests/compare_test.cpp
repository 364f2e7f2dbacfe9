// Two inspections of one authority, and two slices.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "cli/print_compare.h"
#include "indexer/read_report.h"
#include "schema/files.h"
#include "schema/text.h"
#include "searcher/compare.h"
#include "searcher/snippet.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

const std::string earlier_id = "ilacs/northwold/2019-03-15", later_id = "ilacs/northwold/2022-11-18";

const Index& sample_index() {
  static const Index index([] {
    std::vector<Report> reports;
    for (const char* name : {"later/ilacs-northwold-2022", "reports/ilacs-northwold-2019",
                             "reports/ilacs-quillshire-2024", "reports/slac-kelderwick-2010"}) {
      const std::string file = "sample-index/" + std::string(name) + ".txt";
      reports.push_back(read_report(file, read_file(file)));
    }
    std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.id < b.id; });
    return reports;
  }());
  return index;
}

InspectionComparison northwold() {
  const Searcher& searcher = *sample_index();
  return compare_inspections(searcher, *searcher.report(earlier_id), *searcher.report(later_id));
}

std::set<std::string> citations_of(const std::string& question) {
  std::set<std::string> citations;
  Question asked = sample_index().ask(question);
  asked.limit = 1000;
  sample_index()->each_hit(asked, false, [&](FoundHit&& found) { citations.insert(found.hit.citation); });
  return citations;
}

Report judged_report(const std::string& day, const std::vector<Judgement>& judgements) {
  Report report = report_of("ashby", day, {{"Children are seen."}});
  report.judgements = judgements;
  return report;
}

}  // namespace

TEST_CASE("nearest is the passage that shares most of the rarer words, and a sentence where one is enough") {
  const NearTexts texts({"Supervision is regular. Strategy meetings are attended by health and by schools.",
                         "Children are seen. Meetings are held on Tuesdays.", "The strategy is clear."},
                        {"Children are seen by health.", "Children are heard."});
  const std::vector<Near> found = texts.find("The attendance of schools and health at strategy meetings", 3);
  REQUIRE(found.size() == 1);
  CHECK(found[0].text == 0);
  CHECK(found[0].shared == 4);
  CHECK(found[0].passage == Match{24, 56});
  CHECK(found[0].similarity < 1);
}

TEST_CASE("a text says everything of itself, and nothing of what it shares no word with") {
  const NearTexts texts({"Personal education plans are late.", "Foster carers are trained well."}, {});
  CHECK(texts.find("Personal education plans are late.", 5).at(0).similarity == Approx(1));
  CHECK(texts.find("Personal education plans are late.", 5).size() == 1);
  CHECK(texts.find("Homeless young people", 5).empty());
  CHECK(texts.find("", 5).empty());
  CHECK(texts.find("of the and", 5).empty());
}

TEST_CASE("similarity is the weight of the words shared by the weight of those asked for") {
  // Five paragraphs: "audit" is in one (ln 5), "plan" in two (ln 2.5), "drift" in none of them (ln 5 too); no pairs.
  const NearTexts texts({"Audit of the plan."}, {"The plan.", "Nobody.", "Nothing.", "Elsewhere."});
  const std::vector<Near> found = texts.find("Audit or plan or drift", 1);
  REQUIRE(found.size() == 1);
  const double once = std::log(5.0), twice = std::log(2.5);
  CHECK(found[0].similarity == Approx((once + twice) / (2 * once + twice)));
  CHECK(texts.find("Audit or plan or drift or delay", 1).empty());  // 0.44
}

TEST_CASE("paragraphs that an improvement points to are no words of it") {
  const NearTexts texts({"Care plans are reviewed late, in 54 of 60 cases."}, {"Nothing."});
  CHECK(texts.find("Review care plans (paragraphs 54, 60)", 1).at(0).similarity ==
        texts.find("Review care plans", 1).at(0).similarity);
}

TEST_CASE("sentences put together are the text but for the spaces between them") {
  const std::string text = "Plans drift, e.g. in one team. Children’s views are heard: • at home • at school. Good.";
  std::string joined;
  for (const Sentence& sentence : sentences_of(text)) {
    CHECK(code_points(sentence.text) == sentence.stretch.length);
    joined += (joined.empty() ? "" : " ") + sentence.text;
  }
  CHECK(joined == text);
  CHECK(sentences_of(text).size() == 5);
  CHECK(sentences_of("").empty());
}

TEST_CASE("the improvements compared are all that the earlier report has, near ones and others together") {
  const InspectionComparison comparison = northwold();
  std::set<std::string> asked, added, again;
  for (const AskedThen& one : comparison.asked) {
    CHECK(asked.insert(one.hit.citation).second);
    again.insert(one.again.begin(), one.again.end());
  }
  CHECK(asked == citations_of("kind:improvement report:" + earlier_id));
  for (const Hit& hit : comparison.added) added.insert(hit.citation);
  std::set<std::string> both = added;
  both.insert(again.begin(), again.end());
  CHECK(both == citations_of("kind:improvement report:" + later_id));
  CHECK(added.size() + again.size() == both.size());
  CHECK(comparison.looked_through ==
        citations_of("(kind:improvement OR kind:finding OR kind:summary) report:" + later_id).size());
}

TEST_CASE("what is nearest is a paragraph of the later report, and its passage lies in its text") {
  std::size_t near = 0;
  for (const AskedThen& one : northwold().asked) {
    double before = 1;
    for (const NearParagraph& paragraph : one.nearest) {
      ++near;
      CHECK(paragraph.hit.report == later_id);
      CHECK(paragraph.near.passage.start + paragraph.near.passage.length <= code_points(paragraph.hit.text));
      CHECK(paragraph.near.similarity <= before);
      CHECK(paragraph.near.similarity >= 0.45);
      before = paragraph.near.similarity;
    }
    CHECK(one.nearest.size() <= 2);
  }
  CHECK(near >= 4);
}

TEST_CASE("strategy meetings lead to strategy meetings, neglect is asked for again, audit is not spoken of") {
  const InspectionComparison comparison = northwold();
  REQUIRE(comparison.asked.size() == 6);
  CHECK(comparison.asked[0].again == std::vector<std::string>{later_id + "#u2"});
  CHECK(comparison.asked[1].nearest.at(0).hit.citation == later_id + "#1");
  CHECK(comparison.asked[4].nearest.at(0).hit.citation == later_id + "#3");
  CHECK(comparison.asked[5].nearest.empty());
  REQUIRE(comparison.added.size() == 1);
  CHECK(comparison.added[0].citation == later_id + "#u3");
}

TEST_CASE("the earlier report stands first whichever way they are named") {
  const Searcher& searcher = *sample_index();
  const InspectionComparison turned =
      compare_inspections(searcher, *searcher.report(later_id), *searcher.report(earlier_id));
  CHECK(turned.is_turned);
  CHECK(turned.earlier.id == earlier_id);
  nlohmann::ordered_json one = to_json(turned), other = to_json(northwold());
  CHECK(other["turned"] == false);
  one.erase("turned");
  other.erase("turned");
  CHECK(one == other);
}

TEST_CASE("judgements move by bands and keep their words") {
  struct Case {
    std::optional<Grade> then, now;
    Change change;
  };
  for (const Case& one : {Case{Grade::inadequate, Grade::good, Change::better},
                          {Grade::good, Grade::requires_improvement, Change::worse},
                          {Grade::good, Grade::adequate, Change::worse},
                          {Grade::adequate, Grade::requires_improvement, Change::other_scale},
                          {Grade::good, Grade::good, Change::same},
                          {std::nullopt, Grade::good, Change::only_now},
                          {Grade::good, std::nullopt, Change::only_then},
                          {std::nullopt, std::nullopt, Change::not_judged}}) {
    const Index index({judged_report("2010-01-01", {{"adoption", "Adoption", one.then, ""}}),
                       judged_report("2012-01-01", {{"adoption", "Adoption performance", one.now, ""}})});
    const auto pairs = compare_inspections(*index, index->records()[0], index->records()[1]).judgements;
    INFO(to_string(one.change));
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].change == one.change);
    CHECK(pairs[0].earlier->grade == one.then);
    CHECK(pairs[0].later->grade == one.now);
  }
}

TEST_CASE("of several judgements of an area those of one name go together, and overall effectiveness stands for it") {
  const Judgement overall{"adoption", "Overall effectiveness", Grade::good, "Good"},
      safe{"adoption", "Staying safe", Grade::adequate, "Adequate"}, one{"adoption", "Adoption", Grade::inadequate, ""};
  const auto pairs_of = [](const std::vector<Judgement>& then, const std::vector<Judgement>& now) {
    const Index index({judged_report("2010-01-01", then), judged_report("2012-01-01", now)});
    return compare_inspections(*index, index->records()[0], index->records()[1]).judgements;
  };
  const auto by_name = pairs_of({overall, safe}, {safe, overall});
  REQUIRE(by_name.size() == 2);
  CHECK(by_name[0].change == Change::same);
  CHECK(by_name[1].change == Change::same);
  const auto by_area = pairs_of({safe, overall}, {one});
  REQUIRE(by_area.size() == 2);
  CHECK(by_area[0].earlier->label == "Overall effectiveness");
  CHECK(by_area[0].change == Change::worse);
  CHECK(by_area[1].earlier->label == "Staying safe");
  CHECK(by_area[1].change == Change::only_then);
}

TEST_CASE("of an authority the two latest reports of one framework are taken, and those that give judgements first") {
  Report visit = report_of("ashby", "2015-01-01", {{"Children are seen."}}), later_visit = visit;
  visit.framework = later_visit.framework = "focused-visit";
  visit.id = "focused-visit/ashby/2015-01-01";
  later_visit.id = "focused-visit/ashby/2016-01-01";
  later_visit.inspected = Period{*read_iso_date("2016-01-01"), *read_iso_date("2016-01-01")};
  for (Report* report : {&visit, &later_visit}) report->paragraphs[0].citation = report->id + "#1";
  const std::vector<Judgement> judged{{"adoption", "Adoption", Grade::good, "Good"}};
  const Index index({visit, later_visit, judged_report("2010-01-01", judged), judged_report("2011-01-01", judged),
                     judged_report("2012-01-01", judged)});
  const auto [earlier, later] = latest_two(*index, "ashby");
  CHECK(earlier.report.id == "slac/ashby/2011-01-01");
  CHECK(later.report.id == "slac/ashby/2012-01-01");
  CHECK(latest_two(*index, "Ashby", "focused-visit").second.report.id == later_visit.id);
  CHECK_THROWS_WITH(latest_two(*index, "ashby", "sif"), "there are no two reports of ashby of one framework, sif");
}

TEST_CASE("reports of two authorities, and one report twice, are no pair") {
  const Searcher& searcher = *sample_index();
  const ReportRecord one = *searcher.report(earlier_id), other = *searcher.report("slac/kelderwick/2010-09-24");
  CHECK_THROWS_WITH(compare_inspections(searcher, one, one), "both are " + earlier_id);
  CHECK_THROWS_WITH(compare_inspections(searcher, one, other),
                    earlier_id + " and slac/kelderwick/2010-09-24 are not of one authority");
}

TEST_CASE("a slice's question finds what was counted, and its grades add up to it") {
  const Index& index = sample_index();
  for (const auto& [a, b] : {std::pair("grade:good neglect OR drift", "children -neglect"),
                             {"framework:ilacs", "kind:about"},
                             {"grade:good OR grade:adequate", "kind:improvement OR plans"}}) {
    const SliceComparison comparison = compare_slices(*index, index.ask(a), index.ask(b));
    for (const ComparedSlice* slice : {&comparison.a, &comparison.b}) {
      INFO(slice->text);
      CHECK(index->count(index.ask(slice->text)) == slice->found);
      std::size_t sum = 0;
      for (const FacetValue& grade : slice->grades) sum += grade.counts.paragraphs;
      CHECK(sum == slice->found.paragraphs);
    }
    std::set<std::string> in_a = citations_of(comparison.a.text), in_b = citations_of(comparison.b.text), both;
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(both, both.begin()));
    CHECK(comparison.both.paragraphs == both.size());
  }
}

TEST_CASE("what is about the report and what all reports print is left out unless a slice names a kind") {
  const Index& index = sample_index();
  const SliceComparison comparison = compare_slices(*index, index.ask("framework:slac"), index.ask("kind:about"));
  CHECK(comparison.a.leaves_out_kinds);
  CHECK_FALSE(comparison.b.leaves_out_kinds);
  CHECK(comparison.a.found.paragraphs < index.count("framework:slac"));
  CHECK(comparison.b.found.paragraphs == index.count("kind:about"));
  CHECK_THROWS_WITH(compare_slices(*index, index.ask("framework:slac"), index.ask("zebra")),
                    "nothing is found by \"zebra\"");
}

TEST_CASE("each slice is marked out against the other, over the paragraphs that are counted") {
  std::vector<Report> reports;
  for (int i = 0; i < 12; ++i)
    reports.push_back(
        report_of("place-" + std::string(1, static_cast<char>('a' + i)), "2012-05-04",
                  {{i < 6 ? "Visits drift and children wait." : "Visits sparkle and children laugh.", "Staying safe",
                    "adoption", i < 6 ? Grade::inadequate : Grade::good},
                   {"Visits are made.", "Staying safe", "adoption", i < 6 ? Grade::inadequate : Grade::good}}));
  const Index index(reports);
  const SliceComparison comparison = compare_slices(*index, index.ask("grade:inadequate"), index.ask("grade:good"), 5);
  CHECK(comparison.a_themes->slice.found == comparison.a.found);
  CHECK(comparison.a_themes->against.found == comparison.b.found);
  CHECK(comparison.b_themes->slice.found == comparison.b.found);
  const auto says = [](const Themes& themes, const std::string& word) {
    return std::any_of(themes.themes.begin(), themes.themes.end(),
                       [&](const Theme& theme) { return theme.text.find(word) != std::string::npos; });
  };
  CHECK(says(*comparison.a_themes, "drift"));
  CHECK(says(*comparison.b_themes, "sparkle"));
  CHECK_FALSE(says(*comparison.b_themes, "drift"));
  CHECK(to_json(comparison)["a_themes"]["themes"].size() == comparison.a_themes->themes.size());
}

TEST_CASE(
    "a slice within the other is compared all the same: the one that holds it has nothing to be measured against") {
  const Index& index = sample_index();
  const SliceComparison within = compare_slices(*index, index.ask("children"), index.ask("children neglect"));
  CHECK_FALSE(within.a_themes);
  CHECK(within.b_themes);
  CHECK(within.both == within.b.found);
  const SliceComparison same = compare_slices(*index, index.ask("neglect"), index.ask("neglect"));
  CHECK(to_json(same)["a_themes"].is_null());
  CHECK(to_json(same)["b_themes"].is_null());
}

TEST_CASE("the rows of a comparison have one shape") {
  for (const auto& row : rows_of(northwold())) CHECK(row.size() == 8);
}
