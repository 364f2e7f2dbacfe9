// Saved questions and what they have shown.
#include <catch2/catch.hpp>

#include <fstream>

#include "cli/watch_list.h"
#include "schema/error.h"
#include "schema/files.h"
#include "tests/temporary_folder.h"

using namespace findings;

TEST_CASE("a saved question has a name, and the query language may have colons too") {
  const auto questions = read_saved_questions(
      "# what we watch\r\n\r\nneglect: neglect area:adoption\r\n  drift in care :  drift  \n", "q.txt");
  REQUIRE(questions.size() == 2);
  CHECK(questions[0].name == "neglect");
  CHECK(questions[0].text == "neglect area:adoption");
  CHECK(questions[0].line == 3);
  CHECK(questions[1].text == "drift");
}

TEST_CASE("a mistake in saved questions is shown by its line") {
  CHECK_THROWS_WITH(read_saved_questions("a: b\nneglect area:adoption\n", "q.txt"),
                    "q.txt:2: there is no name before the question");
  CHECK_THROWS_WITH(read_saved_questions(": b", "q.txt"), "q.txt:1: there is no name before the question");
  CHECK_THROWS_WITH(read_saved_questions("a:", "q.txt"), "q.txt:1: there is no name before the question");
  CHECK_THROWS_WITH(read_saved_questions("a: b\n\na: c\n", "q.txt"), "q.txt:3: \"a\" is the name of line 1 too");
}

TEST_CASE("what was seen comes back as it was kept") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "q.seen";
  CHECK(read_watch_state(file).questions.empty());
  WatchState state;
  state.questions["drift \u00e9"] = {"drift OR delay", {{"slac/ashby/2012-05-04#1", "abc"}}};
  write_watch_state(file, state);
  const WatchState back = read_watch_state(file);
  REQUIRE(back.questions.size() == 1);
  CHECK(back.questions.at("drift \u00e9").question == "drift OR delay");
  CHECK(back.questions.at("drift \u00e9").paragraphs == state.questions.at("drift \u00e9").paragraphs);
}

TEST_CASE("a damaged list of what was seen is an error, never an empty list") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "q.seen";
  for (const char* damaged :
       {"", "{", "[]", "{\"version\":2,\"questions\":{}}", "{\"version\":1,\"questions\":{\"a\":1}}"}) {
    CAPTURE(damaged);
    write_file(file, damaged);
    CHECK_THROWS_WITH(read_watch_state(file), file.string() + ": this is no list of what was seen, or it is damaged");
  }
}
