// Which words are a phrase, where it stands, and that asking for it finds exactly what was counted.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "indexer/phrases.h"
#include "schema/tokens.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Words = std::vector<std::string>;

/// Gaps as signs: '|' a sentence's end, ',' a pause, '-' a hyphen, ' ' nothing.
std::string shown(std::string_view text) {
  std::string all;
  for (const Token& token : tokens_of(text))
    all += (all.empty()                  ? ""
            : token.gap == Gap::sentence ? "|"
            : token.gap == Gap::pause    ? ","
            : token.hyphenated           ? "-"
                                         : " ") +
           token.word;
  return all;
}

/// As many reports of invented authorities as `texts` has times; report i says all `texts` with "%" as its number.
std::vector<Report> reports_saying(std::size_t count, const Words& texts) {
  std::vector<Report> reports;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Row> rows;
    for (std::string text : texts) {
      for (std::size_t at; (at = text.find('%')) != text.npos;)
        text.replace(at, 1, std::string(1, char('a' + i)) + "x");
      rows.push_back({text});
    }
    reports.push_back(report_of("Wex" + std::string(1, char('a' + i)), "2019-03-0" + std::to_string(1 + i % 9), rows));
  }
  return reports;
}

std::set<std::string> phrases_of(const std::vector<Report>& reports) {
  const Index index(reports);
  std::set<std::string> labels;
  const Texts& texts = index->texts();
  for (UnitId id = 0; id < texts.unit_count(); ++id)
    if (texts.unit(id).words > 1) labels.insert(texts.unit(id).label);
  return labels;
}

std::vector<Xapian::docid> counted(const Texts& texts, UnitId unit) {
  std::vector<Xapian::docid> ids;
  Text text;
  for (std::uint32_t id = 1; id <= texts.documents(); ++id) {
    texts.read(id, text);
    const bool is_there =
        std::any_of(text.words.begin(), text.words.end(), [&](WordId w) { return texts.unit_of(w) == unit; }) ||
        std::any_of(text.phrases.begin(), text.phrases.end(), [&](const PhraseAt& p) { return p.unit == unit; });
    if (is_there) ids.push_back(id);
  }
  return ids;
}

/// Filler that differs from report to report and paragraph to paragraph, so that nothing is a copy.
const Words about_plans{"Staff % met drift and delay in alpha%. Care plans, % were late.",
                        "Bravo% had no care plan for charlie%. Drift and delay % went on.",
                        "Some care plans of delta% echo%; others golf% hotel%.",
                        "India% juliet% kilo% lima% mike% november% oscar%."};

}  // namespace

TEST_CASE("marks part words, hyphens join them, and a sentence ends at a full stop before a capital") {
  CHECK(shown("Plans drift. Reviews, though, are well-run (mostly).") ==
        "plans drift|reviews,though,are well-run,mostly");
  CHECK(shown("e.g. Ashby and 1,000 children’s plans – late") == "e,g,ashby and 1,000 children's plans,late");
  CHECK(shown("• see children • record it") == "see children|record it");
  CHECK(shown("carers’ needs; AT&T") == "carers needs,at&t");
}

TEST_CASE("gaps follow the words as Xapian has them, and where the two differ there is a pause") {
  const Words words{"the", "uk", "plan", "works"};
  CHECK(gaps_before(words, "The U.K. plan works") == std::vector{Gap::sentence, Gap::pause, Gap::pause, Gap::none});
  CHECK(gaps_before({}, "").empty());
}

TEST_CASE("words that recur together are a phrase, and what meets by chance is none") {
  const auto phrases = phrases_of(reports_saying(8, about_plans));
  CHECK(phrases.contains("drift and delay"));
  CHECK(phrases.contains("care plans"));
  CHECK_FALSE(phrases.contains("drift and"));
  CHECK_FALSE(phrases.contains("had no care"));
  CHECK_FALSE(phrases.contains("some care"));
}

TEST_CASE("a phrase stands in five reports, or in two of fewer than twenty") {
  CHECK(phrases_of(reports_saying(2, about_plans)).contains("care plans"));
  CHECK(phrases_of(reports_saying(1, about_plans)).empty());
  std::vector<Report> many = reports_saying(4, about_plans);
  for (const Report& report : reports_saying(22, {"Papa% quebec% romeo% sierra% tango% uniform% victor%."}))
    if (report.id.find("Wexa") == report.id.npos) many.push_back(report);
  for (std::size_t i = 4; i < many.size(); ++i) {
    many[i].id += "b";
    for (Paragraph& paragraph : many[i].paragraphs) paragraph.citation = many[i].id + "#1";
  }
  CHECK_FALSE(phrases_of(many).contains("care plans"));
}

TEST_CASE("no phrase crosses a mark") {
  const auto phrases = phrases_of(
      reports_saying(8, {"Alpha% said neglect, supervision of bravo%.", "Neglect; supervision % charlie%."}));
  CHECK_FALSE(phrases.contains("neglect supervision"));
  CHECK(phrases.contains("said neglect"));
}

TEST_CASE("a fragment of a longer phrase is none") {
  const auto phrases = phrases_of(
      reports_saying(8, {"Alpha% knew child sexual exploitation of bravo%.", "Child sexual exploitation % charlie%.",
                         "Delta% echo% child golf%.", "Exploitation hotel% india%.", "Juliet% sexual kilo%."}));
  CHECK(phrases.contains("child sexual exploitation"));
  CHECK_FALSE(phrases.contains("child sexual"));
}

TEST_CASE("what a report abbreviates a phrase by is the phrase, in that report alone") {
  std::vector<Report> reports =
      reports_saying(6, {"Alpha% wrote personal education plans (PEP) with bravo%.", "The PEP of charlie% was late %.",
                         "Delta% echo% personal education plan golf%."});
  reports.push_back(report_of("Nowhere", "2020-01-01", {{"A PEP of another kind was eaten."}}));
  const Index index(reports);
  // Two paragraphs of each of six reports spell it out, one abbreviates it.
  CHECK(index.count("phrase:\"personal education plans\"") == 18);
  CHECK(index.count("phrase:PEP") == 13);
}

TEST_CASE("the plural of an abbreviation is the phrase too, whether or not a stemmer knows it for one") {
  const Index index(
      reports_saying(6, {"Alpha% spoke of special guardianship groups (SGGs) here.",
                         "Bravo% has one special guardianship group (SGG).", "The SGGs of charlie% met %."}));
  CHECK(index.count("phrase:\"special guardianship group\"") == 18);
}

TEST_CASE("a phrase spelt as one word is the same phrase") {
  const Index index(reports_saying(
      6, {"Alpha% asked about the well-being of bravo%.", "Charlie% wellbeing delta%.", "Echo% golf% hotel%."}));
  CHECK(index.count("phrase:wellbeing") == 12);
  CHECK(index.count("phrase:\"well being\"") == 12);
  CHECK(index.count("\"wellbeing\"") == 6);
}

TEST_CASE("a phrase is asked for in any plural and tense, kept or not, and words with others between are none") {
  const Index index(reports_saying(6, {"Alpha% reviewed the pathway plan %.", "Bravo% pathway plans charlie%.",
                                       "Pathway delta% plan.", "Organizations echo%.", "The organisation golf%."}));
  CHECK(index.count("phrase:\"Pathway Plans\"") == 12);
  CHECK(index.count("phrase:\"reviewing the pathway plans\"") == 6);  // not kept: it is looked for word by word
  CHECK(index.count("phrase:plan") == 18);
  CHECK(index.count("phrase:organise") == 0);
  CHECK(index.count("phrase:organisation") == 12);
  CHECK(index.count("phrase:organization NOT alpha") == 12);
  CHECK(index.count("phrase:\"no such phrase\"") == 0);
}

TEST_CASE("a phrase prints as it was typed, and says so where there is no word in it") {
  const Index index(reports_saying(2, about_plans));
  CHECK(describe(index.ask("phrase:\"care plans\" OR phrase:drift").expression) ==
        "phrase:\"care plans\" OR phrase:drift");
  CHECK_THROWS_WITH(index.ask("phrase:"), Catch::Contains("phrase: wants a word or a phrase after it"));
  CHECK_THROWS_WITH(index.ask("phrase:(care plans)"), Catch::Contains("phrase: stands before a word or a phrase"));
  CHECK_THROWS_WITH(index.ask("phrase:\"&\""), Catch::Contains("there is no word in"));
}

TEST_CASE("a hit of a phrase is marked where it stands, by the words of each way to say it") {
  const Index index(
      reports_saying(6, {"Alpha% saw personal education plans (PEP) here %.", "The PEP of bravo% was late %."}));
  const Results results = index.search("phrase:\"personal education plan\"");
  REQUIRE(results.hits.size() == 10);
  std::set<std::string> marked;
  for (const FoundHit& hit : results.hits)
    for (const Match& match : hit.matches) marked.insert(hit.hit.text.substr(match.start, match.length));
  CHECK(marked == std::set<std::string>{"personal education plans", "PEP"});
}

TEST_CASE("texts of another index are refused") {
  const Index index(reports_saying(2, about_plans)), other(reports_saying(3, about_plans));
  std::filesystem::copy_file(other->generation() / "texts", index->generation() / "texts",
                             std::filesystem::copy_options::overwrite_existing);
  CHECK_THROWS_WITH(index->texts(), "the index is damaged: its texts are not those of its columns");
}

TEST_CASE("whoever asks for a unit finds exactly the paragraphs it is counted in") {
  std::vector<Report> reports = reports_saying(
      7, {"Alpha% wrote personal education plans (PEP) with bravo%, organising drift and delay.",
          "The PEP of charlie% was late; wellbeing % suffered. Children’s plans drifted.",
          "Delta% echo% personal education plan golf% for a child’s well-being. Having said so, care-leavers left %.",
          "Care leavers % hotel% co-ordinated multi-agency work, and multiagency coordination % followed.",
          "Drift and delay % in child protection plans, child protection % conferences."});
  const Index index(reports);
  const Texts& texts = index->texts();
  REQUIRE(texts.unit_count() > 50);
  for (UnitId id = 0; id < texts.unit_count(); ++id) {
    INFO(texts.unit(id).label << " [" << texts.unit(id).key << "]");
    CHECK(index->find(index.ask("phrase:\"" + texts.unit(id).label + '"')) == counted(texts, id));
  }
}
