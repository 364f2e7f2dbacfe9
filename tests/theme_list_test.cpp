// Lists of themes, as people write them and get them wrong.
#include <catch2/catch.hpp>

#include <fstream>

#include "schema/error.h"
#include "searcher/theme_list.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

/// "drift = drift OR delay [Practice]" of each.
std::vector<std::string> in_short(const std::vector<NamedTheme>& themes) {
  std::vector<std::string> texts;
  for (const NamedTheme& theme : themes)
    texts.push_back(theme.name + " = " + theme.query + (theme.group.empty() ? "" : " [" + theme.group + "]"));
  return texts;
}

const std::vector<std::string> three{"drift = drift OR delay", "voice of the child = child NEAR/5 wishes [Practice]",
                                     "plans = \"care plan\" [Practice]"};

std::string mistake_of(const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a line is a theme, under the heading above it") {
  const auto themes = read_themes(
      "# ours\ndrift: drift OR delay\n\n[Practice]\r\n voice of  the child:  child NEAR/5 wishes  # seen alone\n"
      "plans: \"care plan\"",
      "ours.txt");
  CHECK(in_short(themes) == three);
  CHECK(themes[2].where == "ours.txt, line 6");
}

TEST_CASE("TOML says the same, in the order of the file") {
  const auto themes = read_themes_toml(
      "drift = \"drift OR delay\"\n[Practice]\n\"voice of the child\" = \"child NEAR/5 wishes\"\n"
      "plans = '\"care plan\"'\n",
      "ours.toml");
  CHECK(in_short(themes) == three);
  CHECK(themes[2].where == "ours.toml, line 4");
}

TEST_CASE("a mistake in a list is named with its line") {
  struct Mistake {
    std::string text, says;
  };
  for (const auto& [text, says] : {
           Mistake{"drift: drift\ndelay",
                   "t, line 2: there is no name with a colon and a space before this question: delay"},
           {"phrase:\"care plan\"",
            "t, line 1: there is no name with a colon and a space before this question: "
            "phrase:\"care plan\""},
           {"drift:", "t, line 1: \"drift\" has no question"},
           {": drift", "t, line 1: a theme has no name"},
           {"drift: drift\n\nDRIFT: delay", "t, line 3: \"DRIFT\" stands in line 1 too"},
           {"drift: (drift OR delay", "t, line 1: nothing closes this bracket (at character 1)"},
           {"[Practice\ndrift: drift", "t, line 1: nothing closes this heading: [Practice"},
           {"[ ]\ndrift: drift", "t, line 1: a heading is empty"},
           {"# nothing yet\n", "t: there is no theme in it"},
           {"", "t: there is no theme in it"},
           {std::string(61, 'x') + ": drift", "t, line 1: a name may have at most 60 letters: " + std::string(61, 'x')},
       }) {
    INFO(text);
    CHECK(mistake_of([&] { read_themes(text, "t"); }) == says);
  }
  for (const auto& [text, says] : {
           Mistake{"drift = 3", "t, line 1: \"drift\" is no question in quotes and no table of them"},
           {"[Practice]\ndrift = [\"drift\"]", "t, line 2: \"drift\" is no question in quotes"},
           {"[Practice.Plans]\ndrift = \"drift\"", "t, line 1: \"Plans\" is no question in quotes"},
           {"drift = \"drift\"\n[Practice]\nDrift = \"drift\"", "t, line 3: \"Drift\" stands in line 1 too"},
           {"drift = \"drift AND\"", "t, line 1: AND needs something after it (at character 7)"},
       }) {
    INFO(text);
    CHECK(mistake_of([&] { read_themes_toml(text, "t"); }) == says);
  }
  CHECK(mistake_of([] { read_themes_toml("a = \"x\"\nb = ", "t"); }).starts_with("t, line 2: "));
}

TEST_CASE("a list has its bounds") {
  std::string most;
  for (std::size_t i = 0; i < most_named_themes; ++i) most += "theme " + std::to_string(i) + ": drift\n";
  CHECK(read_themes(most, "t").size() == most_named_themes);
  CHECK(mistake_of([&] { read_themes(most + "one more: drift", "t"); }) == "t: a list may have at most 200 themes");

  const TemporaryFolder folder;
  const auto file = folder.path() / "long.txt";
  std::ofstream(file) << std::string(largest_theme_list + 1, '#');
  CHECK(mistake_of([&] { load_themes(file); }) == "a file of themes may have at most 65536 bytes: " + file.string());
  CHECK(mistake_of([&] { load_themes(folder.path()); }) ==
        "no themes can be read: " + folder.path().string() + " is no file");
}

TEST_CASE("a file is TOML by its ending") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "a.toml") << "drift = \"drift\"";
  std::ofstream(folder.path() / "a.txt") << "drift: drift";
  CHECK(in_short(load_themes(folder.path() / "a.toml")) == in_short(load_themes(folder.path() / "a.txt")));
}

TEST_CASE("the themes to start from stand under headings, some fifty of them") {
  const auto& themes = built_in_themes();
  CHECK(themes.size() >= 40);
  CHECK(themes.size() <= 60);
  for (const NamedTheme& theme : themes) CHECK_FALSE(theme.group.empty());
}
