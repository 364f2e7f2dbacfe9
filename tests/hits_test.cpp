// What is shown of what was found: copies folded, groups, orders, sentences, neighbours.
#include <catch2/catch.hpp>

#include "schema/error.h"
#include "searcher/snippet.h"
#include "tests/search_index.h"

using namespace findings;

namespace {

using Strings = std::vector<std::string>;

Report report_of(const std::string& id, const Strings& texts) {
  Report report;
  report.id = id;
  report.title = "Inspection of " + id;
  report.authority = id.substr(0, id.find('-'));
  report.sections.push_back({.path = {"Findings"}, .name = "Findings", .area = "leadership"});
  for (const std::string& text : texts) {
    Paragraph paragraph;
    paragraph.citation = id + '#' + std::to_string(report.paragraphs.size() + 1);
    paragraph.area = "leadership";
    paragraph.text = text;
    report.paragraphs.push_back(paragraph);
  }
  return report;
}

/// "a#1 (b#2)": a hit and its copies.
Strings shown(const std::vector<FoundHit>& hits) {
  Strings all;
  for (const FoundHit& found : hits) {
    std::string copies;
    for (const std::string& copy : found.copies) copies += (copies.empty() ? " (" : " ") + copy;
    all.push_back(found.hit.citation + copies + (copies.empty() ? "" : ")"));
  }
  return all;
}

/// What of the text the stretches are, in a text of single-byte letters.
Strings cut(const std::string& text, const std::vector<Match>& stretches) {
  Strings all;
  for (const Match& stretch : stretches) all.push_back(text.substr(stretch.start, stretch.length));
  return all;
}

const std::string joint =
    "The shared night team of the boroughs answers quickly when families are in trouble, and its workers know the "
    "children well and write down what they hear.";
const std::string slip =
    "The shared night team of the boroughs answers quickly when families are in trouble, and its workers know the "
    "children very well and write down what they hear.";

}  // namespace

TEST_CASE("of paragraphs that say the same the best is a hit and names the others that are found too") {
  const Index index({report_of("Ashby-1", {joint, "Night falls."}), report_of("Bexton-1", {slip}),
                     report_of("Corley-1", {joint, "The night team is late."})});
  Question question = index.ask("night team");
  question.sort = Sort::index;
  CHECK(shown(index->search(question).hits) == Strings{"Ashby-1#1 (Bexton-1#1 Corley-1#1)", "Corley-1#2"});
  CHECK(index->search(question).found.paragraphs == 4);
  question.fold_copies = false;
  CHECK(shown(index->search(question).hits) == Strings{"Ashby-1#1", "Bexton-1#1", "Corley-1#1", "Corley-1#2"});

  // Only the slip has "very": its copies are not found, so they are not named.
  question = index.ask("\"very\"");
  CHECK(shown(index->search(question).hits) == Strings{"Bexton-1#1"});
}

TEST_CASE("groups stand in the order of their best hits and fold what says the same in them alone") {
  const Index index({report_of("Ashby-1", {"A visit among many other things that dilute it.", joint, joint}),
                     report_of("Ashby-2", {joint, "Night."}), report_of("Bexton-1", {"Visit, visit, visit."})});
  Question question = index.ask("visit OR night");
  question.sort = Sort::index;
  question.group = "authority";
  question.group_size = 2;
  Results results = index->search(question);
  CHECK(results.hits.empty());
  CHECK(results.total_groups == 2);
  REQUIRE(results.groups.size() == 2);
  CHECK(results.groups[0].value == "Ashby");
  CHECK(results.groups[0].found == Counts{5, 2, 1});
  CHECK(shown(results.groups[0].hits) == Strings{"Ashby-1#1", "Ashby-1#2 (Ashby-1#3 Ashby-2#1)"});
  CHECK(results.groups[0].more == 1);
  CHECK(shown(results.groups[1].hits) == Strings{"Bexton-1#1"});

  question.group = "report";
  results = index->search(question);
  REQUIRE(results.groups.size() == 3);
  CHECK(results.groups[0].label == "Inspection of Ashby-1");
  CHECK(shown(results.groups[0].hits) == Strings{"Ashby-1#1", "Ashby-1#2 (Ashby-1#3)"});
  CHECK(shown(results.groups[1].hits) == Strings{"Ashby-2#1", "Ashby-2#2"});

  question.sort = Sort::relevance;
  question.limit = 1;
  results = index->search(question);
  REQUIRE(results.groups.size() == 1);
  CHECK(results.total_groups == 3);
  CHECK(results.groups[0].hits[0].score == 1.0);
  CHECK(results.groups[0].hits[0].matches.size() >= 1);
}

TEST_CASE("hits are not grouped by what is no group") {
  const Index index({report_of("Ashby-1", {"Night."})});
  Question question = index.ask("night");
  const auto [group, message, hint] = GENERATE(table<std::string, std::string, std::string>({
      {"reprot", "hits are not grouped by \"reprot\"; did you mean \"report\"?", ""},
      {"framework", "hits are not grouped by \"framework\"", "groups: report, authority, section"},
  }));
  question.group = group;
  try {
    index->search(question);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.what() == message);
    CHECK(error.hint() == hint);
  }
}

TEST_CASE("strata are made of facets") {
  const Index index({report_of("Ashby-1", {"Night."})});
  try {
    index->sample(index.ask("night"), 10, {"grdae"});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.what() == std::string("no strata are made by \"grdae\"; did you mean \"grade\"?"));
  }
}

TEST_CASE("a sample of nothing, and of no size, is empty") {
  const Index index({report_of("a-1", {"Nights are long.", "Days are short."})});
  for (const Strings& fields : {Strings{}, Strings{"area"}}) {
    const Sample nothing = index->sample(index.ask("zebra"), 3, fields);
    CHECK(nothing.hits.empty());
    CHECK(nothing.found == Counts{});
    CHECK(index->sample(index.ask("night"), 0, fields).hits.empty());
  }
}

TEST_CASE("a hit stands between its neighbours in the report") {
  const Index index(
      {report_of("Ashby-1", {"One.", "Two.", "Three night.", "Four."}), report_of("Bexton-1", {"Five."})});
  Question question = index.ask("night");
  const auto texts = [](const std::vector<Hit>& hits) {
    Strings all;
    for (const Hit& hit : hits) all.push_back(hit.text);
    return all;
  };
  CHECK(index->search(question).hits.at(0).before.empty());
  question.context = 2;
  const FoundHit hit = index->search(question).hits.at(0);
  CHECK(texts(hit.before) == Strings{"One.", "Two."});
  CHECK(texts(hit.after) == Strings{"Four."});
  CHECK(texts(index->paragraph("Ashby-1#1", 1)->after) == Strings{"Two."});
  CHECK(texts(index->paragraph("Ashby-1#1", 1)->before).empty());
  CHECK(texts(index->paragraph("Ashby-1#4", SIZE_MAX)->before) == Strings{"One.", "Two.", "Three night."});
  CHECK(texts(index->paragraph("Bexton-1#1", 9)->before).empty());
}

TEST_CASE("a snippet is the sentences with matches") {
  const auto [text, expected] = GENERATE(table<std::string, Strings>({
      {"Visits are late. Plans drift. All is recorded.", {"Plans drift."}},
      {"Plans drift. All drift. Some is lost. More drift!", {"Plans drift. All drift.", "More drift!"}},
      {"Some services, e.g. Barnwell drift on (see para. 3 below). Others do not.",
       {"Some services, e.g. Barnwell drift on (see para. 3 below)."}},
      {"Did it drift? No. It stood.", {"Did it drift?"}},
      {"Is it no drift? No. Drift is rare.", {"Is it no drift?"}},
      {"See No. 3 for drift, and Reg. 4 p. 5. That is all.", {"See No. 3 for drift, and Reg. 4 p. 5."}},
      {"J. Hale let it drift. Visits stop. She left.", {"J. Hale let it drift."}},
      {"It fell by 3.5 per cent, to drift. On it goes.", {"It fell by 3.5 per cent, to drift."}},
      {"Mr. Dale saw plans drift. He left.", {"Mr. Dale saw plans drift."}},
      {"No full stop at all but drift", {"No full stop at all but drift"}},
      {"All is well.", {}},
  }));
  CAPTURE(text);
  std::vector<Match> matches;
  for (std::size_t at = text.find("drift"); at != text.npos; at = text.find("drift", at + 1))
    matches.push_back({at, 5});
  CHECK(cut(text, sentences_with(matches, text)) == expected);
}

TEST_CASE("a list item begins a sentence, and offsets are in code points") {
  const std::string text = "The council’s plans: • visit every week • stop the drift • record it";
  //                        in code points: "The council’s plans: " 21, "• visit every week " 19, "• stop the drift " 17
  CHECK(sentences_with({{51, 5}}, text) == std::vector<Match>{{40, 16}});
  CHECK(sentences_with({{36, 3}, {51, 5}}, text) == std::vector<Match>{{21, 35}});
  CHECK(sentences_with({{4, 9}}, text) == std::vector<Match>{{0, 20}});
  CHECK(sentences_with({{59, 9}}, text) == std::vector<Match>{{57, 11}});
}

TEST_CASE("a match that runs over a sentence's end has both sentences") {
  const std::string text = "Plans drift. Visits stop. All is lost.";
  CHECK(cut(text, sentences_with({{6, 13}}, text)) == Strings{"Plans drift. Visits stop."});
}

TEST_CASE("similar paragraphs share the words that tell, and are neither the paragraph nor its copies") {
  const std::string missing =
      "Children who go missing are met at home, and return interviews show them where risks lie.";
  const Index index({report_of("Ashby-1", {missing, "Plans are clear and up to date.", joint}),
                     report_of("Other-1", Strings(12, "Nothing else.")),
                     report_of("Bexton-1", {"Return interviews are late when children go missing.", joint,
                                            "At night families seldom meet anyone at home."}),
                     report_of("Corley-1", {"Interviews with carers are 17 pages long.", slip})});
  const auto similar = index->similar("Ashby-1#1", {}, 2);
  CHECK(shown(similar) == Strings{"Bexton-1#1", "Bexton-1#3"});
  CHECK(cut(similar[0].hit.text, similar[0].matches) == Strings{"Return", "interviews", "missing"});
  CHECK(shown(index->similar("Ashby-1#1", {{"authority", {"Corley"}}}, 9)) == Strings{"Corley-1#1"});
  CHECK(shown(index->similar("Ashby-1#3", {{"authority", {"Bexton", "Corley"}}}, 9)) == Strings{"Bexton-1#3"});
  try {
    index->similar("Ashby-1#9", {}, 2);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.what() == std::string("no paragraph has the citation \"Ashby-1#9\""));
    CHECK(error.hint() == "`findings search` prints citations: slac/bury/2012-05-04#52");
  }
}

TEST_CASE("a question that takes too long is refused, and an export is not") {
  const Index index({report_of("Ashby-1", Strings(300, "Night falls."))});
  Question question = index.ask("night");
  question.deadline = std::chrono::milliseconds(0);
  const auto refused = [](auto&& ask) {
    try {
      ask();
    } catch (const Error& error) {
      CHECK(error.what() == std::string("the question took longer than 0 s; nothing is counted by halves"));
      CHECK(error.hint() == "narrow it: another word, a filter, fewer wildcards and alternatives");
      return true;
    }
    return false;
  };
  CHECK(refused([&] { index->search(question); }));
  CHECK(refused([&] { index->count(question); }));
  CHECK(refused([&] { index->reports(question); }));
  CHECK(refused([&] {  // found nowhere, so that only the look at positions takes time
    Question phrase = index.ask("\"falls night\"");
    phrase.deadline = std::chrono::milliseconds(0);
    index->count(phrase);
  }));
  CHECK(refused([&] { index->sample(question, 3, {}); }));
  std::size_t exported = 0;
  question.limit = 1000;
  index->each_hit(question, true, [&](FoundHit&&) { ++exported; });
  CHECK(exported == 300);
  question.deadline = std::chrono::milliseconds::max();
  CHECK(index->count(question).paragraphs == 300);
}
