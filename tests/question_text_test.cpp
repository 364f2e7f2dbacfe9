// A question as text once more finds the same.
#include <catch2/catch.hpp>

#include "searcher/question_text.h"
#include "tests/search_index.h"

namespace findings {
namespace {

Index made_index() {
  return Index({report_of("Wexborough", "2015-03-02",
                          {{"Looked after children drift without a plan."},
                           {"The plan of children in care is not reviewed.", "Adoption", "adoption", Grade::good},
                           {"Delay is not seen, and the plan is well-being."}}),
                report_of("Harle", "2018-06-01",
                          {{"Drift and delay for children.", "Staying safe", "adoption", Grade::good},
                           {"Plans of children looked after by carers.", "Leadership", "leadership", {}}})});
}

}  // namespace

TEST_CASE("a question as text finds what the question finds") {
  const Index index = made_index();
  const std::vector<std::pair<std::string, std::vector<Filter>>> asked{
      {"", {{"grade", {"good"}}}},
      {"*", {}},
      {"drift OR delay", {{"grade", {"good", "adequate"}}}},
      {"drift OR delay grade:good", {{"grade", {"adequate"}}}},
      {"looked after children", {{"authority", {"Wexborough"}}}},
      {"drift OR looked after children", {}},
      {"plan NOT looked after children", {}},
      {"plan NOT (drift OR delay) inspected:2015..2016", {}},
      {"\"drift and delay\" OR (plan AND care)", {{"area", {"adoption"}}}},
      {"grade:good OR delay", {{"year", {"2015..2018"}}}},
      {"the", {{"grade", {"adequate"}}}},
      {"not the", {}},
      {"section:\"Staying safe\" -drift", {}},
      {"phrase:\"plans of children\" OR phrase:drift", {{"grade", {"good", "none"}}}},
      {"plan NEAR/3 reviewed OR pla*", {}},
      {"well-being OR heading:leadership", {{"grade", {"none", "adequate"}}}},
  };
  for (const auto& [text, filters] : asked) {
    const Question question = index->understand(text, filters);
    const Counts found = index->count(question);
    const std::string again = question_text(question);
    CAPTURE(text, again);
    CHECK(index->count(index->understand(again, {})) == found);
    const std::string narrower = question_text("children", question);
    CAPTURE(narrower);
    Question both = question;
    both.expression = whole_expression(index->understand("children", {}));
    if (question.expression.form != Expression::Form::everything) {
      both.expression = Expression{Expression::Form::all};
      both.expression.parts = {whole_expression(index->understand("children", {})), question.expression};
    }
    CHECK(index->count(index->understand(narrower, {})) == index->count(both));
    Question whole;
    whole.expression = whole_expression(question);
    CHECK(index->count(whole) == found);
  }
}

TEST_CASE("a question as text names the authorities it was widened to, and is read as it was but for them") {
  const Index index({report_of("Northamptonshire", "2015-03-02", {{"Drift for looked after children."}}),
                     report_of("North Northamptonshire", "2022-03-02", {{"Drift."}}),
                     report_of("West Northamptonshire", "2022-06-02", {{"Drift for children in care."}})});
  const auto counted = [&](const Question& question) { return index->count(question).reports; };
  const Question west = index->understand("drift authority:\"West Northamptonshire\"", {}, {.successors = true});
  REQUIRE(counted(west) == 2);
  CHECK(counted(index->understand(question_text(west), {})) == 2);
  CHECK(counted(index->understand(question_text(west), {}, {.successors = true})) == 3);

  const Question wide = index.ask("looked after children"),
                 narrow = index->understand("looked after children", {}, {.as_written = true});
  REQUIRE(counted(wide) == 2);
  REQUIRE(counted(narrow) == 1);
  CHECK(counted(index->understand(question_text(wide), {})) == 2);
  CHECK(counted(index->understand(question_text(narrow), {}, {.as_written = true})) == 1);
}

TEST_CASE("a question as text is what would be typed") {
  const Index index = made_index();
  const auto again = [&](const std::string& text, const std::vector<Filter>& filters) {
    return question_text(index->understand(text, filters));
  };
  CHECK(again("", {{"grade", {"good"}}}) == "grade:good");
  CHECK(again("*", {}) == "*");
  CHECK(again("drift OR delay", {}) == "drift OR delay");
  CHECK(again("looked after children", {{"grade", {"good", "adequate"}}}) ==
        "(looked after children) (grade:good OR grade:adequate)");
  CHECK(question_text("phrase:\"care plan\"", index.ask("drift OR delay")) == "phrase:\"care plan\" (drift OR delay)");
}

}  // namespace findings
