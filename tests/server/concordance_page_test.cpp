// The concordance page: every line leads to its paragraph, every word in company to its lines.
#include "tests/server/made_site.h"

using namespace findings;

namespace {

std::vector<std::vector<std::string>> lines_of(const std::string& page) {
  return all_of(page,
                "<td class=\"left\"><span>([^<]*)</span></td><td class=\"centre\"><mark>([^<]*)</mark></td>"
                "<td class=\"right\"><span>([^<]*)</span></td><td class=\"from\"><a href=\"([^\"]*)\"");
}

}  // namespace

TEST_CASE("each line of a concordance leads to the paragraph it stands in, with what was found lit up") {
  const auto lines = lines_of(site().page("/concordance?q=visits&duplicates=show"));
  REQUIRE(lines.size() >= 20);
  for (const auto& line : lines) {
    const std::size_t hash = line[3].find('#');
    REQUIRE(hash != std::string::npos);
    const std::string page = site().page(line[3].substr(0, hash));
    INFO(line[3]);
    CHECK(has(page, "id=\"" + line[3].substr(hash + 1) + "\""));
    CHECK(has(page, "<mark>" + line[1] + "</mark>"));
  }
}

TEST_CASE("following the pages of a concordance shows every line once") {
  std::string target = "/concordance?q=visits&duplicates=show&limit=10";
  std::size_t seen = 0;
  const std::string first = site().page(target);
  const auto told = first_of(first, "<b>([0-9,]+) lines of");
  REQUIRE(told.size() == 1);
  while (!target.empty()) {
    const std::string page = site().page(target);
    seen += lines_of(page).size();
    const auto next = first_of(page, "rel=\"next\" href=\"([^\"]*)\"");
    target = next.empty() ? "" : next[0];
  }
  CHECK(std::to_string(seen) == told[0]);
}

TEST_CASE("each word in company leads to as many lines as stand beside it") {
  const std::string page = site().page("/concordance?q=neglect");
  const auto words =
      all_of(page, "<tr><th scope=\"row\"><a href=\"(/concordance[^\"]*)\">[^<]*</a></th><td class=\"n\">([^<]*)</td>");
  REQUIRE(words.size() >= 2);
  for (const auto& word : words) {
    INFO(word[0]);
    CHECK(first_of(site().page(word[0]), "<b>([0-9,]+) lines? of") == std::vector<std::string>{word[1]});
  }
}

TEST_CASE("a concordance is sorted as its address says") {
  const auto lines = lines_of(site().page("/concordance?q=visit&sort=R1,R2,R3&duplicates=show"));
  REQUIRE(lines.size() >= 10);
  std::vector<std::string> right;
  for (const auto& line : lines) right.push_back(fold(line[2]).substr(0, 6));
  CHECK(std::is_sorted(right.begin(), right.end()));
}

TEST_CASE("a concordance without words asks for some, and says what it cannot do") {
  CHECK(has(site().page("/concordance?grade=good"), "A concordance shows words between the words around them"));
  CHECK(site().get("/concordance?q=visits&window=wide").status == 400);
  CHECK(site().get("/concordance?q=visits&sort=L9").status == 400);
  CHECK(site().get("/api/v1/concordance?q=visits&collocates=1&sort=L1").status == 400);
}

TEST_CASE("a form shows the order its address asks for, offered or not") {
  const auto chosen = [](const std::string& target) {
    return first_of(site().page(target), "<option value=\"([^\"]*)\" selected>");
  };
  CHECK(chosen("/concordance?q=visit&sort=R1,R2,R3").front() == "R1,R2,R3");
  CHECK(chosen("/concordance?q=visit&sort=R2").front() == "R2");
  CHECK(chosen("/concordance?q=visit").front().empty());
}
