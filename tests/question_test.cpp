// A question as typed becomes a question as meant, or an error that says where.
#include <catch2/catch.hpp>

#include <map>
#include <random>

#include "schema/error.h"
#include "schema/index_document.h"
#include "schema/text.h"
#include "schema/words.h"
#include "searcher/parse.h"
#include "searcher/understand.h"

using namespace findings;

namespace {

const std::vector<std::string> none_present;

/// An index with some values, and no paragraphs.
Vocabulary vocabulary() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> values{
      {"authority", {"Ashby", "Upper Netherby"}},
      {"section", {"Staying safe", "Overall effectiveness"}},
      {"grade", {"adequate", "good"}},
      {"year", {"2011", "2012"}},
      {"report", {"slac/ashby/2012-05-04"}},
      {"outcome", {"Widespread failings"}},
  };
  return {[](std::string_view field) -> const std::vector<std::string>& {
            const auto found = values.find(field);
            return found == values.end() ? none_present : found->second;
          },
          [](const std::string& term) { return term == filter_term("XS", "Staying safe (children in care)"); }};
}

Question understood(const std::string& text, const std::vector<Filter>& filters = {}) {
  return understand(text, filters, vocabulary(), {.as_written = true});
}

std::string filters_of(const Question& question) {
  std::string all;
  for (const Filter& filter : question.filters) all += (all.empty() ? "" : "; ") + describe(filter);
  return all;
}

/// Message and hint, as the person at the keyboard sees them.
std::string error_of(const std::string& text, const std::vector<Filter>& filters = {}) {
  try {
    understood(text, filters);
  } catch (const Error& error) {
    return std::string(error.what()) + (error.hint().empty() ? "" : "\n" + error.hint());
  }
  return "no error";
}

}  // namespace

TEST_CASE("a question is understood as it is described") {
  const auto [typed, meant] = GENERATE(table<std::string, std::string>({
      {"neglect", "neglect"},
      {"neglect drift", "neglect AND drift"},
      {"  neglect \n drift ", "neglect AND drift"},
      {"neglect OR drift delay", "neglect OR (drift AND delay)"},
      {"neglect AND drift OR delay", "(neglect AND drift) OR delay"},
      {"(neglect OR drift) delay", "(neglect OR drift) AND delay"},
      {"((neglect)) (drift delay)", "neglect AND drift AND delay"},
      {"neglect NOT drift", "neglect AND NOT drift"},
      {"neglect AND NOT drift", "neglect AND NOT drift"},
      {"neglect -drift", "neglect AND NOT drift"},
      {"NOT neglect", "NOT neglect"},
      {"-(neglect drift)", "NOT (neglect AND drift)"},
      {"NOT NOT neglect", "NOT NOT neglect"},
      {"\"staying safe\" neglect", "\"staying safe\" AND neglect"},
      {"\u201Cstaying safe\u201D", "\"staying safe\""},
      {"neglect NEAR drift", "neglect NEAR/10 drift"},
      {"neglect NEAR/3 drift NEAR/5 delay", "neglect NEAR/5 drift NEAR/5 delay"},
      {"neglect ADJ drift", "neglect ADJ/1 drift"},
      {"plan ADJ/4 \"reviewed\"", "plan ADJ/4 \"reviewed\""},
      {"negl* drift", "negl* AND drift"},
      {"*", "*"},
      {"well-being children's 11+", "well-being AND children's AND 11+"},
      {"self-harm - neglect", "self-harm AND neglect"},
      {"near not or and", "near AND not"},
      {"9:30", "9:30"},
      {"grade:good neglect", "neglect"},
      {"neglect (grade:good OR drift)", "neglect AND (grade:good OR drift)"},
      {"grade:good OR area:adoption", "grade:good OR area:adoption"},
      {"neglect -grade:3", "neglect AND NOT (grade:\"requires improvement\" OR grade:adequate)"},
  }));
  CAPTURE(typed);
  CHECK(describe(understood(typed).expression) == meant);
}

TEST_CASE("what describes a question is understood as the same question") {
  for (const std::string typed : {"a1 OR b1 c1 -d1", "\"x\" NEAR z2 NEAR/4 y2", "(a1 OR \"b c\") -(d1 OR eee*)",
                                  "x1 OR grade:3 -section:\"staying safe\""}) {
    CAPTURE(typed);
    const std::string once = describe(understood(typed).expression);
    CHECK(describe(understood(once).expression) == once);
  }
}

TEST_CASE("a mistake in a question is shown where it stands") {
  const auto [typed, error] = GENERATE(table<std::string, std::string>({
      {"(neglect drift", "nothing closes this bracket (at character 1)\n(neglect drift\n^"},
      {"neglect) drift", "nothing opens this bracket (at character 8)\nneglect) drift\n       ^"},
      {"neglect ()", "nothing stands in these brackets (at character 9)\nneglect ()\n        ^^"},
      {"neglect \"drift", "nothing closes this quote (at character 9)\nneglect \"drift\n        ^"},
      {"neglect \"\"", "nothing stands in these quotes (at character 9)\nneglect \"\"\n        ^^"},
      {"neglect AND", "AND needs something after it (at character 9)\nneglect AND\n        ^^^"},
      {"OR neglect", "OR needs something before it (at character 1)\nOR neglect\n^^"},
      {"neglect OR OR drift", "OR needs something after it (at character 9)\nneglect OR OR drift\n        ^^"},
      {"neglect AND NOT", "NOT needs something after it (at character 13)\nneglect AND NOT\n            ^^^"},
      {"NEAR/3 neglect", "NEAR/3 needs something before it (at character 1)\nNEAR/3 neglect\n^^^^^^"},
      {"a1 NEAR/0 b1", "NEAR/ wants a number of words from 1 to 100 (at character 4)\na1 NEAR/0 b1\n   ^^^^^^"},
      {"a1 ADJ/x b1", "ADJ/ wants a number of words from 1 to 100 (at character 4)\na1 ADJ/x b1\n   ^^^^^"},
      {"a1 NEAR b1 ADJ c1",
       "NEAR and ADJ cannot stand in one chain (at character 12)\na1 NEAR b1 ADJ c1\n           ^^^"},
      {"a1 NEAR negl*", "NEAR and ADJ stand between two words (at character 9)\na1 NEAR negl*\n        ^^^^^"},
      {"a1 NEAR (b1 OR c1)",
       "NEAR and ADJ stand between two words (at character 9)\na1 NEAR (b1 OR c1)\n        ^^^^^^^^^^"},
      {"a1 NEAR \"b c\"",
       "NEAR and ADJ stand between two single words (at character 9)\na1 NEAR \"b c\"\n        ^^^^^"},
      {"ne*", "a * wants at least 3 letters before it (at character 1)\nne*\n^^^"},
      {"neg*ct", "a * stands only at the end of a word (at character 4)\nneg*ct\n   ^"},
      {"\"neg*\"", "a * means nothing inside quotes (at character 1)\n\"neg*\"\n^^^^^^"},
      {"caf\u00E9 well-bei*",
       "a * stands only at the end of a single word (at character 6)\ncaf\u00E9 well-bei*\n     ^^^^^^^^^"},
      {"neglect OR &", "there is no word in & (at character 12)\nneglect OR &\n           ^"},
      {"?", "there is no word in ? (at character 1)\n?\n^"},
      {"& ?", "there is no word in & (at character 1)\n& ?\n^"},
      {"grade: neglect", "grade: wants a value, as in grade:adequate (at character 1)\ngrade: neglect\n^^^^^^"},
      {"grde:good", "no field is called \"grde\"; did you mean \"grade\"? (at character 1)\ngrde:good\n^^^^^"},
      {"see http://x.org",
       "no field is called \"http\"; the fields are authority, area, section, grade, band, framework, year, kind, "
       "region, overall, outcome, "
       "inspected, published, report (at character 5)\nsee http://x.org\n    ^^^^^"},
  }));
  CAPTURE(typed);
  CHECK(error_of(typed) == error);
}

TEST_CASE("nothing at all is not everything") {
  CHECK(error_of("") == "there is nothing to search for\nfindings search '*' finds every paragraph");
  CHECK(describe(understood("", {{"grade", {"good"}}}).expression) == "*");
}

TEST_CASE("a question is bounded, and says by what") {
  CHECK(error_of(std::string(513, 'x')) == "a question may have at most 512 bytes; this one has 513");
  std::string words, wildcards = "negl* drif* dela* plan* visi*";
  for (int i = 0; i < 33; ++i) words += "w" + std::to_string(i) + ' ';
  CHECK(error_of(words).starts_with("a question may have at most 32 words (at character "));
  CHECK(error_of(wildcards).starts_with("a question may have at most 4 wildcards (at character 25)"));
  CHECK(error_of(std::string(9, '(') + "x" + std::string(9, ')'))
            .starts_with("brackets and NOTs may stand at most 8 deep (at character 9)"));
  CHECK(error_of(std::string(8, '(') + "x" + std::string(8, ')')) == "no error");
  CHECK(error_of(std::string(512, 'x')) == "no error");
  CHECK(error_of(words.substr(0, words.rfind("w32"))) == "no error");
  CHECK(error_of(wildcards.substr(0, wildcards.rfind(' '))) == "no error");
  CHECK(error_of("neg*") == "no error");
  std::string phrase = "\"w", hyphens = "w";
  for (int i = 0; i < 31; ++i) phrase += " w", hyphens += "-w";
  CHECK(error_of(phrase + '"') == "no error");
  CHECK(error_of(phrase + " w\"").starts_with("a question may have at most 32 words (at character 1)"));
  CHECK(error_of(hyphens) == "no error");
  CHECK(error_of(hyphens + "-w").starts_with("a question may have at most 32 words (at character 1)"));
  std::string pairs = "a0 NEAR b0";
  for (int i = 1; i < 5; ++i) pairs += " OR a" + std::to_string(i) + " ADJ/3 b" + std::to_string(i);
  CHECK(error_of(pairs) == "no error");
  CHECK(error_of(pairs + " NEAR c").starts_with("NEAR and ADJ cannot stand in one chain"));
  CHECK(error_of(pairs + " ADJ c5")
            .starts_with("a question may have at most 10 words beside NEAR and ADJ (at character "));
  CHECK(error_of("plan NEAR visit NEAR plans") == "no error");
  CHECK(error_of("plan NEAR planned NEAR \"Plans\" NEAR visit")
            .starts_with("NEAR and ADJ may have the same word at most twice (at character 24)"));
  CHECK(error_of("plan ADJ plan OR plan NEAR plan") == "no error");
  CHECK(error_of(std::string(500, '-') + "x").starts_with("brackets and NOTs may stand at most 8 deep"));
  CHECK(error_of(std::string(500, '+') + "x") == "no error");
}

TEST_CASE("a value is found by any spelling of it, and an unknown one offers the nearest") {
  const auto [typed, meant] = GENERATE(table<std::string, std::string>({
      {"grade:Adequate", "grade:adequate"},
      {"Grade:\"Requires improvement to be good\"", "grade:\"requires improvement\""},
      {"grade:3", "grade:\"requires improvement\" OR grade:adequate"},
      {"grade:inadequate", "grade:inadequate"},
      {"grade:none", "grade:none"},
      {"band:3", "band:3"},
      {"area:\"Looked after children\"", "area:looked-after-children"},
      {"area:Looked-After-Children", "area:looked-after-children"},
      {"authority:ashby", "authority:Ashby"},
      {"authority:\"Upper Netherby Council\"", "authority:\"Upper Netherby\""},
      {"authority:\"London Borough of Barking & Dagenham\"", "authority:\"Barking and Dagenham\""},
      {"section:\"staying SAFE\"", "section:\"Staying safe\""},
      {"section:\"Staying safe (children in care)\"", "section:\"Staying safe (children in care)\""},
      {"kind:Improvement", "kind:improvement"},
      {"year:2011..2012", "year:2011..2012"},
      {"inspected:2012-05", "inspected:2012-05"},
      {"published:..2012-05-04", "published:..2012-05-04"},
      {"report:SLAC/Ashby/2012-05-04", "report:slac/ashby/2012-05-04"},
      {"grade:good grade:adequate grade:Good", "grade:good OR grade:adequate"},
      {"kind:finding grade:good", "grade:good; kind:finding"},
  }));
  CAPTURE(typed);
  CHECK(filters_of(understood(typed)) == meant);
}

TEST_CASE("a value nobody knows is an error that offers the nearest") {
  const auto [typed, error] = GENERATE(table<std::string, std::string>({
      {"grade:inadequat", "no grade is called \"inadequat\"; did you mean \"inadequate\"?"},
      {"grade:blue",
       "no grade is called \"blue\"\nknown: outstanding, good, requires improvement, adequate, inadequate"},
      {"band:5", "no band is called \"5\"\nknown: 1, 2, 3, 4"},
      {"band:3,4", "no band is called \"3,4\"\nseveral are given one by one: --band 3 --band 4, or band:3 OR band:4"},
      {"authority:ashbi", "no authority is called \"ashbi\"; did you mean \"Ashby\"?"},
      {"authority:Atlantis", "no authority is called \"Atlantis\"\nfindings search '*' --facets authority lists them"},
      {"section:staying saef", "no section is called \"staying saef\"; did you mean \"Staying safe\"?"},
      {"report:slac", "no report is called \"slac\"; did you mean \"slac/ashby/2012-05-04\"?"},
      {"report:zz", "no report is called \"zz\"\nfindings reports lists them"},
      {"kind:footnot", "no kind is called \"footnot\"; did you mean \"footnote\"?"},
      {"year:12",
       "\"12\" is no year and no range of them\nas in year:2012, year:2011..2012, year:2011.. or year:..2012"},
      {"year:2012-05",
       "\"2012-05\" is no year and no range of them\nas in year:2012, year:2011..2012, year:2011.. or year:..2012"},
      {"year:2013..2011", "the range 2013..2011 ends before it begins"},
      {"overall:good3", "no overall is called \"good3\"; did you mean \"good\"?"},
      {"overall:blue",
       "no overall is called \"blue\"\nknown: outstanding, good, requires improvement, adequate, inadequate"},
      {"region:North East West",
       "no region is called \"North East West\"\nknown: East Midlands, East of England, London, North East, North "
       "West, "
       "South East, South West, West Midlands, Yorkshire and The Humber"},
      {"region:londn", "no region is called \"londn\"; did you mean \"London\"?"},
      {"area:Loked after childrn",
       "no area is called \"Loked after childrn\"; did you mean \"looked-after-children\"?"},
      {"framework:Looked after children service (2013)",
       "no framework is called \"Looked after children service (2013)\"; did you mean \"Looked after children services "
       "(2013)\"?"},
      {"outcome:x", "no outcome is called \"x\"\nknown: Widespread failings"},
      {"inspected:2012-13",
       "\"2012-13\" is no date and no range of them\nas in inspected:2012, :2012-05, :2012-05-04 or :2011..2012-05"},
      {"inspected:2012-02-30",
       "\"2012-02-30\" is no date and no range of them\nas in inspected:2012, :2012-05, :2012-05-04 or :2011..2012-05"},
      {"inspected:..",
       "\"..\" is no date and no range of them\nas in inspected:2012, :2012-05, :2012-05-04 or :2011..2012-05"},
  }));
  CAPTURE(typed);
  const std::size_t colon = typed.find(':');
  CHECK(error_of("", {{typed.substr(0, colon), {typed.substr(colon + 1)}}}) == error);
}

TEST_CASE("a wrong value in a question is shown where it stands") {
  CHECK(error_of("supervision grade:inadequat") ==
        "no grade is called \"inadequat\"; did you mean \"inadequate\"? (at character 13)\n"
        "supervision grade:inadequat\n"
        "            ^^^^^^^^^^^^^^^");
  CHECK(error_of("caf\u00E9 OR (x1 report:zz)") ==
        "no report is called \"zz\" (at character 13)\n"
        "caf\u00E9 OR (x1 report:zz)\n"
        "            ^^^^^^^^^\n"
        "findings reports lists them");
  CHECK(error_of("x1 -inspected:2013..2011") ==
        "the range 2013..2011 ends before it begins (at character 5)\n"
        "x1 -inspected:2013..2011\n"
        "    ^^^^^^^^^^^^^^^^^^^^");
}

TEST_CASE("words of a heading, and words of a kind of paragraph") {
  const auto [typed, meant] = GENERATE(table<std::string, std::string>({
      {"heading:safeguarding drift", "heading:safeguarding AND drift"},
      {"Heading:\"staying safe\"", "heading:\"staying safe\""},
      {"-heading:staying OR x1", "NOT heading:staying OR x1"},
      {"improvement:supervision", "improvement:supervision"},
      {"improvement:\"care plan\" x1", "improvement:\"care plan\" AND x1"},
      {"Improvement:(drift OR delay)", "improvement:(drift OR delay)"},
      {"improvement:(a1 the b1)", "improvement:(a1 AND b1)"},
      {"improvement:(a1)", "improvement:a1"},
      {"finding:drif* improvement:delay", "finding:drif* AND improvement:delay"},
      {"improvement:(heading:x1 OR grade:good)", "improvement:(heading:x1 OR grade:good)"},
      {"improvement:(-x1)", "improvement:(NOT x1)"},
      {"improvement:(heading:x1)", "improvement:(heading:x1)"},
  }));
  CAPTURE(typed);
  CHECK(describe(understood(typed).expression) == meant);
  CHECK(describe(understood(meant).expression) == meant);
}

TEST_CASE("what stands in a heading or a kind is a word, a phrase or brackets") {
  const auto [typed, error] = GENERATE(table<std::string, std::string>({
      {"heading: x1",
       "heading: wants a word or a phrase after it, as in heading:safeguarding (at character 1)\n"
       "heading: x1\n^^^^^^^^"},
      {"x1 improvement:",
       "improvement: wants a word or a phrase after it, as in improvement:safeguarding (at character 4)\n"
       "x1 improvement:\n   ^^^^^^^^^^^^"},
      {"heading:(a1 b1)", "heading: stands before a word or a phrase (at character 1)\nheading:(a1 b1)\n^^^^^^^^"},
      {"heading:saf*", "heading: stands before a word or a phrase (at character 1)\nheading:saf*\n^^^^^^^^"},
      {"improvement:grade:good",
       "improvement: stands before a word, a phrase or brackets (at character "
       "1)\nimprovement:grade:good\n^^^^^^^^^^^^"},
      {"improvement:a1 NEAR b1",
       "NEAR and ADJ stand between two words (at character 1)\nimprovement:a1 NEAR b1\n^^^^^^^^^^^^^^"},
      {"heading:&", "there is no word in & (at character 9)\nheading:&\n        ^"},
      {"improvment:x1",
       "no field is called \"improvment\"; did you mean \"improvement\"? (at character 1)\n"
       "improvment:x1\n^^^^^^^^^^^"},
      {"headings:x1",
       "no field is called \"headings\"; did you mean \"heading\"? (at character 1)\n"
       "headings:x1\n^^^^^^^^^"},
  }));
  CAPTURE(typed);
  CHECK(error_of(typed) == error);
}

TEST_CASE("an authority stands for those it became, and those it was, where that is asked for") {
  const auto authorities = [](const std::string& name, bool successors) {
    return filters_of(understand("authority:\"" + name + "\"", {}, vocabulary(), {.successors = successors}));
  };
  CHECK(authorities("Northamptonshire", false) == "authority:Northamptonshire");
  CHECK(authorities("Northamptonshire County Council", true) ==
        "authority:Northamptonshire OR authority:\"North Northamptonshire\" OR authority:\"West Northamptonshire\"");
  CHECK(authorities("West Northamptonshire", true) ==
        "authority:\"West Northamptonshire\" OR authority:Northamptonshire");
  CHECK(authorities("Derby", true) == "authority:Derby");
}

/// The same but for places in the text.
bool is_same(const Expression& a, const Expression& b) {
  return a.form == b.form && a.text == b.text && a.filter == b.filter && a.distance == b.distance &&
         a.required == b.required &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), is_same);
}

TEST_CASE("what describes a question parses to that question") {
  std::mt19937 random(11);
  const auto any = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  const auto ask = [&](auto&& self, int depth) -> std::string {
    switch (random() % (depth > 0 ? 12 : 6)) {
      case 0:
        return any({"neglect", "the", "well-being", "+the", "caf\u00E9"});
      case 1:
        return any({"\"staying safe\"", "\"the\"", "\u201Ccare plan\u201D"});
      case 2:
        return any({"grade:good", "section:\"staying safe\"", "inspected:2011..2012-05", "*"});
      case 3:
        return any({"heading:safe", "heading:\"staying safe\"", "improvement:drift", "summary:\"care plan\""});
      case 4:
        return any({"drift NEAR/3 delay", "\"drift\" ADJ delay ADJ/4 plan", "a1 NEAR b1 NEAR/2 c1"});
      case 5:
        return any({"neglect", "drift"});
      case 6:
        return '(' + self(self, depth - 1) + " OR " + self(self, depth - 1) + ')';
      case 7:
        return "-(" + self(self, depth - 1) + ')';
      case 8:
        return "NOT " + self(self, depth - 1);
      case 9:
        return "improvement:(" + self(self, depth - 1) + ')';
      default:
        return self(self, depth - 1) + any({" ", " AND ", " OR "}) + self(self, depth - 1);
    }
  };
  int read = 0;
  for (int n = 0; n < 3000; ++n) {
    const std::string text = tidy(ask(ask, 3));
    CAPTURE(text);
    Expression once;
    try {
      once = parse(text);
    } catch (const QuestionError&) {
      continue;  // too deep
    }
    const std::string described = describe(once);
    CAPTURE(described);
    REQUIRE(is_same(once, parse(described)));
    ++read;
  }
  CHECK(read > 2000);
}

TEST_CASE("filters beside the text join those in it") {
  const Question question =
      understood("neglect grade:good", {{"grade", {"Adequate", "good"}}, {"authority", {"ashby"}}});
  CHECK(filters_of(question) == "authority:Ashby; grade:good OR grade:adequate");
  CHECK(describe(question.expression) == "neglect");
  CHECK(error_of("x", {{"colour", {"red"}}}) == "no field is called \"colour\"");
  CHECK(error_of("x", {{"grade", {""}}}) == "--grade wants a value, as in grade:adequate");
}

TEST_CASE("stopwords are left out only where other words remain, and are named") {
  const auto [typed, meant, ignored] = GENERATE(table<std::string, std::string, std::string>({
      {"the neglect of children", "neglect AND children", "the of"},
      {"The neglect", "neglect", "The"},
      {"the of", "the AND of", ""},
      {"the", "the", ""},
      {"the -neglect", "the AND NOT neglect", ""},
      {"the grade:good", "the", ""},
      {"\"the\" neglect", "\"the\" AND neglect", ""},
      {"+the neglect", "+the AND neglect", ""},
      {"the OR neglect", "the OR neglect", ""},
      {"neglect (drift the)", "neglect AND drift", "the"},
      {"neglect (drift OR the plan)", "neglect AND (drift OR plan)", "the"},
      {"the NEAR/2 plan of", "the NEAR/2 plan", "of"},
      {"not without neglect", "not AND without AND neglect", ""},
      {"children & families", "children AND families", "&"},
  }));
  CAPTURE(typed);
  const Question question = understood(typed);
  CHECK(describe(question.expression) == meant);
  std::string named;
  for (const std::string& word : question.ignored) named += (named.empty() ? "" : " ") + word;
  CHECK(named == ignored);
}

TEST_CASE("every stopword has its reason beside it") {
  CHECK(is_stopword("the"));
  CHECK(is_stopword("THE"));
  CHECK_FALSE(is_stopword("not"));
  CHECK_FALSE(is_stopword("children"));
}

TEST_CASE("a position counts letters, not bytes") {
  try {
    understood("caf\u00E9 (neglect");
    FAIL("no error");
  } catch (const QuestionError& error) {
    CHECK(error.start() == 5);
    CHECK(error.length() == 1);
  }
}

TEST_CASE("whatever is typed is a question or an error, and a question describes itself") {
  const std::vector<std::string> pieces{"neglect",    "the",
                                        " ",          " ",
                                        "(",          ")",
                                        "\"",         "AND",
                                        "OR",         "NOT",
                                        "-",          "+",
                                        "NEAR/2",     "ADJ",
                                        "*",          "negl*",
                                        ":",          "grade:",
                                        "grade:good", "year:2011..",
                                        "&",          "caf\u00E9",
                                        "\u201C",     "\xC3",
                                        "\xFF",       std::string(1, '\0'),
                                        "'",          "..",
                                        "#"};
  std::mt19937 random(7);
  int questions = 0;
  for (int n = 0; n < 20000; ++n) {
    std::string typed;
    for (unsigned length = random() % 12; length > 0; --length)
      typed += pieces[random() % pieces.size()] + (random() % 2 ? " " : "");
    CAPTURE(typed);
    try {
      const std::string meant = describe(understood(typed, {{"grade", {"good"}}}).expression);
      REQUIRE_FALSE(meant.empty());
      ++questions;
    } catch (const Error& error) {
      REQUIRE_FALSE(std::string(error.what()).empty());
    }
  }
  CHECK(questions > 1000);
}
