// Frameworks as data: patterns, headings with grades, broken profiles, and a profile for a new kind of inspection.
#include "indexer/finish.h"
#include "indexer/recognise.h"
#include "indexer/structure.h"
#include "schema/error.h"
#include "tests/reading.h"

using namespace findings;

namespace {

bool matches(const char* pattern, const char* text) { return Pattern(pattern).match(words_of(text)).has_value(); }

std::string complaint(const char* toml) {
  try {
    read_profile(toml, "visits.toml");
  } catch (const Error& error) {
    CHECK(error.hint() == "docs/frameworks.md explains profiles");
    return error.what();
  }
  return "fine";
}

}  // namespace

TEST_CASE("a pattern matches whole texts, whatever their case, apostrophes and punctuation") {
  CHECK(matches("childrens services", "Children’s services:"));
  CHECK(matches("Children's services", "CHILDRENS  SERVICES"));
  CHECK_FALSE(matches("childrens services", "our children’s services"));
  CHECK_FALSE(matches("childrens services", "children’s services in Thornbeck"));
  CHECK(matches("help & protection", "Help and protection"));
}

TEST_CASE("words in a pattern may be missing, be one of several, or stand for any words") {
  CHECK(matches("[the] outcome", "The outcome"));
  CHECK(matches("[the] outcome", "Outcome"));
  CHECK(matches("[the] [final] outcome", "final outcome"));
  CHECK_FALSE(matches("[the] outcome", "that outcome"));
  CHECK(matches("key judgement|judgment", "Key judgment"));
  CHECK_FALSE(matches("key judgement|judgment", "key judging"));
  CHECK(matches("services in * are graded", "Services in North East Lincolnshire are graded"));
  CHECK(matches("services in * are graded", "Services in are graded"));
  CHECK(matches("* visit", "visit"));
  CHECK(matches("visit *", "visit to Thornbeck in * May"));
  CHECK(matches("*", ""));
  CHECK(matches("[one] [two]", ""));
  CHECK_FALSE(matches("one", ""));
  CHECK(matches("[a|b] c", "b c"));
}

TEST_CASE("the words that a star stood for are told") {
  const auto match =
      Pattern("services in * are {grade}").match(words_of("Services in North East Lincolnshire are good"));
  REQUIRE(match);
  CHECK(match->begin == 2);
  CHECK(match->end == 5);
  CHECK(match->grade == Grade::good);
}

TEST_CASE("a grade in a pattern is any grade in any spelling, and nothing else") {
  const std::pair<const char*, std::optional<Grade>> sentences[] = {
      {"The board is good", Grade::good},
      {"The board is OUTSTANDING.", Grade::outstanding},
      {"The board is requires improvement", Grade::requires_improvement},
      {"The board is requires improvement to be good", Grade::requires_improvement},
      {"The board is adequate", Grade::adequate},
      {"The board is inadequate", Grade::inadequate},
      {"The board is good enough", std::nullopt},
      {"The board is improving", std::nullopt},
      {"The board is", std::nullopt},
  };
  for (const auto& [sentence, grade] : sentences) {
    INFO(sentence);
    const auto match = Pattern("the board is {grade}").match(words_of(sentence));
    CHECK((match ? match->grade : std::nullopt) == grade);
  }
}

TEST_CASE("a grade behind a heading is taken off, however it is joined on") {
  const std::tuple<const char*, const char*, std::optional<Grade>> headings[] = {
      {"Staying safe Grade 2 (Good)", "Staying safe", Grade::good},
      {"Staying safe grade 3 (adequate)", "Staying safe", Grade::adequate},
      {"Children who need help: good", "Children who need help", Grade::good},
      {"Children who need help is good", "Children who need help", Grade::good},
      {"Children who need help are: good", "Children who need help", Grade::good},
      {"Children who need help are good.", "Children who need help", Grade::good},
      {"Children who need help Good", "Children who need help", Grade::good},
      {"Children who need help – Good", "Children who need help", Grade::good},
      {"Children who need help : Requires improvement to be good", "Children who need help",
       Grade::requires_improvement},
      {"Children who need help require improvement", "Children who need help", Grade::requires_improvement},
      {"Children who need help is requires improvement", "Children who need help", Grade::requires_improvement},
      {"The judgement for adoption is that it is inadequate", "The judgement for adoption", Grade::inadequate},
      {"Leadership is judged to be outstanding", "Leadership", Grade::outstanding},
      {"Good", "", Grade::good},
      {"Staying safe", "Staying safe", std::nullopt},
      {"The common good of all", "The common good of all", std::nullopt},
      {"", "", std::nullopt},
  };
  for (const auto& [printed, rest, grade] : headings) {
    INFO(printed);
    const GradedText split = split_grade(printed);
    CHECK(split.text == rest);
    CHECK(split.grade == grade);
  }
}

TEST_CASE("every built-in profile can be read, and each is whole") {
  Texts names;
  for (const Framework& one : frameworks()) {
    INFO(one.name);
    names.push_back(one.name);
    CHECK_FALSE(one.label.empty());
    CHECK_FALSE(one.title.empty());
    CHECK_FALSE(one.headings.empty());
    const bool graded =
        std::any_of(one.headings.begin(), one.headings.end(), [](const HeadingRule& rule) { return rule.graded; });
    CHECK(graded == !one.scale.empty());
    for (const HeadingRule& rule : one.headings) {
      INFO(rule.name);
      // A heading inside another one names one that there is.
      const bool known =
          rule.within.empty() || std::any_of(one.headings.begin(), one.headings.end(), [&](const HeadingRule& other) {
            return other.name == rule.within && other.level < rule.level;
          });
      CHECK(known);
    }
  }
  for (const char* name : {"focused-visit", "ilacs", "lac-2013", "send", "sif", "slac"})
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("a heading is found by its variants, its grade, and the sections around it") {
  const Framework profile = read_profile(R"(
name = "visits"
title = "visit"
[[heading]]
name = "Summary"
within = "The board"
[[heading]]
name = "The board"
graded = true
[[heading]]
name = "Being well"
match = ["being well", "health [and] [wellbeing]"]
)",
                                         "visits.toml");
  CHECK_FALSE(find_heading(profile, "Summary", {}));
  REQUIRE(find_heading(profile, "Summary:", {"The board"}));
  CHECK(find_heading(profile, "Summary:", {"The board"})->printed == "Summary");
  const auto board = find_heading(profile, "The board is good", {});
  REQUIRE(board);
  CHECK(board->rule->name == "The board");
  CHECK(board->printed == "The board");
  CHECK(board->grade == Grade::good);
  const auto health = find_heading(profile, "Health and well-being", {});
  CHECK_FALSE(health);  // "well-being" is two words, which a profile must say
  CHECK(find_heading(profile, "Health and wellbeing", {})->rule->name == "Being well");
  CHECK_FALSE(find_heading(profile, "Being well good", {}));  // not a graded heading: prose that begins alike
  CHECK_FALSE(find_heading(profile, "The board meets every month.", {}));
  CHECK_FALSE(find_heading(profile, "", {}));
}

TEST_CASE("a broken profile is told where and why") {
  const std::pair<const char*, const char*> broken[] = {
      {"name = \"visits\"\ntitle = \"visit\"\nscales = [\"good\"]\n",
       "visits.toml:3: no setting is called \"scales\"; did you mean \"scale\"?"},
      {"name = \"visits\"\ntitle = \"visit\"\nzebra = 1\n", "visits.toml:3: no setting is called \"zebra\""},
      {"title = \"visit\"\n", "visits.toml:1: a profile needs a name"},
      {"name = \"visits\"\n", "visits.toml:1: a profile needs a title to be recognised by"},
      {"name = 7\n", "visits.toml:1: name must be text"},
      {"name = \"visits\"\ntitle = 7\n", "visits.toml:2: title must be text or a list of texts"},
      {"name = \"visits\"\ntitle = [\n  \"visit\",\n  7]\n", "visits.toml:4: title must hold texts only"},
      {"name = \"visits\"\ntitle = \"[the visit\"\n", "visits.toml:2: a pattern's brackets do not close: [the visit"},
      {"name = \"visits\"\ntitle = \"visit\"\n\n[[heading]]\nname = \"Safety\"\narea = \"safety\"\n",
       "visits.toml:6: no area is called \"safety\""},
      {"name = \"visits\"\ntitle = \"visit\"\n[[heading]]\nname = \"Safety\"\ngradd = true\n",
       "visits.toml:5: no setting is called \"gradd\"; did you mean \"graded\"?"},
      {"name = \"visits\"\ntitle = \"visit\"\n[[heading]]\narea = \"send\"\n", "visits.toml:3: a heading needs a name"},
      {"name = \"visits\"\ntitle = \"visit\"\n[[heading]]\nname = \"Safety\"\nlevel = 0\n",
       "visits.toml:3: a heading's level begins at 1"},
      {"name = \"visits\"\ntitle = \"visit\"\n[[heading]]\nname = \"Safety\"\nkind = \"fact\"\n",
       "visits.toml:3: no kind is called \"fact\""},
      {"name = \"visits\"\ntitle = \"visit\"\n[[judgement]]\narea = \"send\"\n",
       "visits.toml:3: a judgement needs something to match"},
      {"name = \"visits\"\ntitle = \"visit\"\nletter = \"yes\"\n", "visits.toml:3: letter must be true or false"},
      {"name = \"visits\"\ntitle = \"visit\"\n[[heading]]\nname = \"Safety\"\ngraded = 1\n",
       "visits.toml:5: graded must be true or false"},
      {"name = \"visits\"\ntitle = \"visit\"\n[[heading]]\nname = \"Safety\"\nlevel = \"2\"\n",
       "visits.toml:5: level must be a number"},
      {"name = \"visits\"\ntitle = \"visit\"\n[[judgement]]\narea = \"send\"\nmatch = \"visits are {grad}\"\n",
       "visits.toml:5: in a pattern, *, {grade} and [word] stand alone: visits are {grad}"},
      {"name = \"visits\"\ntitle = \"visit to home[s]\"\n",
       "visits.toml:2: in a pattern, *, {grade} and [word] stand alone: visit to home[s]"},
      {"name = \"visits\"\ntitle = \"\"\n", "visits.toml:2: an empty pattern matches nothing"},
      {"name = \"visits\"\ntitle = \"visit\"\n\n[[part]]\ntitle = \"visit by night\"\nheading = \"Nights\"\n",
       "visits.toml:4: no heading of this profile is called \"Nights\""},
      {"name = \"visits\"\ntitle = \"visit\"\nscale = [\n  \"good\",\n  \"splendid\"]\n",
       "visits.toml:3: no grade is called \"splendid\""},
      {"name = \"visits\"\ntitle = \"visit\"\nheading = \"Safety\"\n",
       "visits.toml:3: [[heading]] must be a list of tables"},
      {"name = \"visits\"\ntitle = \"visit\"\n[heading]\nname = \"Safety\"\n",
       "visits.toml:3: [[heading]] must be a list of tables"},
  };
  for (const auto& [toml, said] : broken) {
    INFO(toml);
    CHECK(complaint(toml) == said);
  }
}

TEST_CASE("a heading inside one that there is not is told by that one's name") {
  CHECK_THAT(
      complaint("name = \"visits\"\ntitle = \"visit\"\n\n[[heading]]\nname = \"Safety\"\nwithin = \"The home\"\n"),
      Catch::StartsWith("visits.toml:") && Catch::EndsWith(": no heading of this profile is called \"The home\""));
}

TEST_CASE("what is not TOML is told with its line") {
  const std::string said = complaint("name = \"visits\"\ntitle = [\"visit\"\n\n[[heading]]\n");
  CHECK_THAT(said, Catch::StartsWith("visits.toml:"));
  CHECK(complaint("name = \"visits\"\nname = \"again\"\n").starts_with("visits.toml:2: "));
  CHECK(complaint("name = tr\x1B[2Jue\n").find('\x1B') == std::string::npos);  // nothing of it steers a terminal
}

TEST_CASE("a new kind of inspection is a new profile, and its reports are read by it") {
  const std::vector<Framework> among{read_profile(R"(
name = "homes"
label = "Children's homes"
title = ["inspection of the childrens home *", "full inspection of a childrens home"]
scale = ["outstanding", "good", "requires improvement", "inadequate"]
introduction = "whole-service"
skip = ["judgement grade"]
ends = ["about this report"]

[[judgement]]
match = ["overall experiences of children"]
area = "whole-service"

[[judgement]]
match = ["how well children are protected"]
area = "help-and-protection"

[[heading]]
name = "How well children are protected"
area = "help-and-protection"
graded = true

[[heading]]
name = "Leaders and managers"
area = "leadership"
graded = true

[[heading]]
name = "What the home should do"
match = ["what [does] the home should|must do [next]"]
area = "whole-service"
kind = "improvement"
lists = true
)",
                                                  "homes.toml")};

  const Lines lines = text_lines(R"(
Full inspection of a children’s home

Thornbeck

Inspection dates: 3 and 4 May 2023
Lead inspector: Ada Marsh

Judgement	Grade
Overall experiences of children	Good
How well children are protected	Requires improvement to be good

Six children live in this home, and four of them have been here for more than two years.

What the home must do next

- Write down what children say.
- Mend the garden gate.

How well children are protected: requires improvement

1. Staff know what worries each child.
2. They do not always write it down.

Leaders and managers are outstanding

3. The manager is in the home most evenings.

About this report

This text stands at the end of every report.)");
  const Framework* framework = recognise(lines.lines, among);
  REQUIRE(framework == &among[0]);
  Report report = structure(blocks_of_text(lines), framework);
  finish(report, framework, "thornbeck");

  CHECK(report.framework == "homes");
  CHECK(report.title == "Full inspection of a children’s home");
  CHECK(report.authority == "Thornbeck");
  CHECK(report.id == "homes/thornbeck/2023-05-04");
  CHECK(report.lead_inspector == "Ada Marsh");
  REQUIRE(report.judgements.size() == 2);
  CHECK(report.judgements[1].area == "help-and-protection");
  CHECK(report.judgements[1].grade == Grade::requires_improvement);
  CHECK(outline(report) == Texts{"whole-service / [introduction] / -", "whole-service / What the home must do next / -",
                                 "help-and-protection / How well children are protected / requires improvement",
                                 "leadership / Leaders and managers / outstanding", "about / [closing] / -"});
  CHECK(paragraphs(report, Kind::finding) == Texts{"Staff know what worries each child.",
                                                   "They do not always write it down.",
                                                   "The manager is in the home most evenings."});
  CHECK(paragraphs(report, Kind::improvement) == Texts{"Write down what children say.", "Mend the garden gate."});
  CHECK(numbered(report, 2).grade == Grade::requires_improvement);
  CHECK(warnings(report) == Texts{"unknown-authority"});
}
