// Ten thousand questions nobody should ask, of a small index: each has an answer, or an error that says why not.
#include <catch2/catch.hpp>

#include <random>

#include "tests/fuzz/question_laws.h"
#include "tests/long.h"

using namespace findings;

namespace {

/// A hundred times as many at length.
int times(int count) { return so_many(count, 100 * count); }

/// `part` so often, with `joint` between.
std::string repeated(int count, const std::string& part, const std::string& joint = " ") {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i > 0 ? joint : "") + part;
  return text;
}

const AskedIndex& asked_index() {
  static const AskedIndex index;
  return index;
}

class Asker {
 public:
  explicit Asker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  /// By the grammar, with a slip of the hand now and then.
  std::string question(int depth = 0) {
    std::string text = part(depth);
    for (std::size_t more = below(depth > 3 ? 2 : 5); more > 0; --more) {
      static const std::string joints[] = {" ",  " ",        " AND ", " OR ",     " NOT ", " -",
                                           " +", " NEAR/4 ", " ADJ ", " NEAR/0 ", "",      "*"};
      text += joints[below(std::size(joints))] + part(depth);
    }
    return text;
  }

  std::string bytes(std::size_t length) {
    std::string text;
    while (text.size() < length) text += below(3) ? std::string(1, static_cast<char>(below(256))) : odd();
    return text;
  }

 private:
  std::string part(int depth) {
    static const std::string words[] = {
        "neglect", "children",   "child",      "visit", "plan", "recorded", "CAMHS",      "CSE",     "drift", "the",
        "of",      "well-being", "children's", "15%",   "&",    "a",        "nosuchword", "Ünïcode", "ﬁnd",   "26"};
    static const std::string fields[] = {"grade:adequate",
                                         "grade:none",
                                         "grade:3",
                                         "area:\"looked after children\"",
                                         "year:2011..2012",
                                         "year:..2012",
                                         "inspected:2012-05",
                                         "inspected:2012-13",
                                         "authority:ashby",
                                         "section:\"staying safe\"",
                                         "kind:improvement",
                                         "published:..",
                                         "colour:red",
                                         "grade:",
                                         "report:slac/ashby/2012-05-04"};
    switch (below(depth > 9 ? 6 : 9)) {
      case 0:
        return fields[below(std::size(fields))];
      case 1:
        return words[below(std::size(words))] + "*";
      case 2:
        return odd();
      case 3:
        return '"' + words[below(std::size(words))] + ' ' + words[below(std::size(words))] + (below(9) ? "\"" : "");
      case 6:
        return '(' + question(depth + 1) + (below(9) ? ")" : "");
      default:
        return words[below(std::size(words))];
    }
  }

  std::string odd() {
    static const std::string all[] = {std::string(1, '\0'),
                                      "\xFF",
                                      "\xC3",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\u202E",
                                      "\u2066",
                                      "\u200B",
                                      "\U0001F476\u200D\U0001F9D2",
                                      "\u0301\u0301\u0301",
                                      "\u201C",
                                      "\u201D",
                                      "\uFF02",
                                      "\"",
                                      "(",
                                      ")",
                                      "*",
                                      ":",
                                      "NEAR/99999999999",
                                      "\n",
                                      "\x1B[31m",
                                      "<b>",
                                      "\uFEFF",
                                      "\u2028"};
    return all[below(std::size(all))];
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("six thousand questions made by the grammar keep the laws") {
  Asker asker(20261121);
  int answered = 0;
  for (int i = 0; i < times(6000); ++i)
    answered += require_laws_of_question(asked_index().searcher(), asker.question());
  CHECK(answered > times(1000));  // a fuzz of nothing but errors shows little
  CHECK(answered < times(5500));
}

TEST_CASE("four thousand questions of any bytes keep the laws") {
  Asker asker(20261122);
  int answered = 0;
  for (int i = 0; i < times(4000); ++i)
    answered += require_laws_of_question(asked_index().searcher(), asker.bytes(asker.below(80)));
  CHECK(answered > times(100));
}

TEST_CASE("questions of a megabyte are refused by their length") {
  Asker asker(20261123);
  std::string words;
  while (words.size() < (1u << 20)) words += "neglect ";
  for (const std::string& text : {asker.bytes(1u << 20), words, std::string(1u << 20, '('), std::string(1u << 20, '"'),
                                  std::string(1u << 20, 'a'), std::string(1u << 20, '*')})
    CHECK_FALSE(require_laws_of_question(asked_index().searcher(), text));
  CHECK_THROWS_WITH(asked_index().searcher().understand(std::string(1u << 20, 'a'), {}),
                    "a question may have at most 512 bytes; this one has 1048576");
}

TEST_CASE("each bound of a question holds at its edge and one beyond") {
  struct Bound {
    std::string at_edge, beyond, says;
  };
  const auto near = [](const std::string& word, int count) { return repeated(count, word + " NEAR/5 visit", " OR "); };
  const Bound bounds[] = {
      {std::string(512, 'a'), std::string(513, 'a'), "a question may have at most 512 bytes; this one has 513"},
      {repeated(256, "\u00E9", ""), repeated(256, "\u00E9", "") + "a",
       "a question may have at most 512 bytes; this one has 513"},
      {repeated(32, "plan"), repeated(33, "plan"), "a question may have at most 32 words"},
      {'"' + repeated(32, "plan") + '"', '"' + repeated(33, "plan") + '"', "a question may have at most 32 words"},
      {"chil* visi* reco* plan*", "chil* visi* reco* plan* negl*", "a question may have at most 4 wildcards"},
      {"chi*", "ch*", "a * wants at least 3 letters before it"},
      {std::string(8, '(') + "plan" + std::string(8, ')'), std::string(9, '(') + "plan" + std::string(9, ')'),
       "brackets and NOTs may stand at most 8 deep"},
      {"plan NEAR/100 visit", "plan NEAR/101 visit", "NEAR/ wants a number of words from 1 to 100"},
      {near("plan", 5), near("plan", 6), "a question may have at most 10 words beside NEAR and ADJ"},
      {"plan NEAR plan NEAR visit", "plan NEAR plan NEAR plan", "NEAR and ADJ may have the same word at most twice"},
  };
  const Searcher& searcher = asked_index().searcher();
  for (const Bound& bound : bounds) {
    INFO(bound.at_edge);
    CHECK(require_laws_of_question(searcher, bound.at_edge));
    CHECK_FALSE(require_laws_of_question(searcher, bound.beyond));
    CHECK_THROWS_WITH(searcher.understand(bound.beyond, {}), Catch::StartsWith(bound.says));
  }
}

TEST_CASE("what was understood, typed again, finds the same") {
  Asker asker(20261124);
  const Reading as_written{.as_written = true};
  const Searcher& searcher = asked_index().searcher();
  int compared = 0;
  for (int i = 0; i < 3000; ++i) {
    Question question;
    try {
      question = searcher.understand(asker.question(), {}, as_written);
    } catch (const Error&) {
      continue;
    }
    const std::string described = describe(question.expression);
    if (described.size() > longest_question) continue;
    INFO(question.text);
    INFO(described);
    const Question again = searcher.understand(described, question.filters, as_written);
    CHECK(searcher.count(again) == searcher.count(question));
    CHECK(again.ignored.empty());
    ++compared;
  }
  CHECK(compared > 500);
}
