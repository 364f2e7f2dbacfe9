// Words of a text, as Xapian would index them.
#include <random>

#include <xapian.h>

#include <catch2/catch.hpp>

#include "indexer/cores.h"
#include "schema/index_document.h"
#include "schema/tokens.h"
#include "searcher/word_spans.h"

using namespace findings;

namespace {

/// As a TermGenerator without a stemmer has them.
std::vector<std::string> generated(const std::string& text) {
  Xapian::TermGenerator generator;
  generator.set_max_word_length(longest_word);
  generator.index_text(text);
  const Xapian::Document document = generator.get_document();
  std::vector<std::string> words;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position) {
      if (words.size() < *position) words.resize(*position);
      words[*position - 1] = *term;
    }
  return words;
}

}  // namespace

TEST_CASE("words of texts with initials, figures and odd signs are those that Xapian would make of them") {
  const std::string text =
      GENERATE("The U.K. plan (C++, C#) works.", "At 10:30 on 1.5.2012, 1,000 children; 5'10, 3;4 and AT&T's.",
               "I.B.M..P.T.O.", "children\u2019s well-being, e.g. \u201Cseen\u201D",
               "so\u00ADft hyphens, zero\u200Bwidth, caf\u00E9 \u0391\u03B8", "A.B.c D.E a.B.C snake_case _x 1_000",
               "\u0661\u0662,\u0663 x\u00B7y \u00C9.\u00C9.", "");
  CHECK(indexed_words(text).words == generated(text));
}

TEST_CASE("words of any text are those that Xapian would make of them, where it would mark them, and each has a gap") {
  const std::vector<std::string> pieces{"a",
                                        "b",
                                        "A",
                                        "Z",
                                        "child",
                                        "Children",
                                        "1",
                                        "22",
                                        "0",
                                        ".",
                                        ",",
                                        ";",
                                        ":",
                                        "'",
                                        "\u2019",
                                        "\u2018",
                                        "&",
                                        "+",
                                        "#",
                                        "-",
                                        "\u2013",
                                        "_",
                                        " ",
                                        " ",
                                        " ",
                                        "(",
                                        ")",
                                        "/",
                                        "%",
                                        "\u00A3",
                                        "\u00E9",
                                        "\u00C9",
                                        "\u00D7",
                                        "\u00B7",
                                        "\u00AD",
                                        "\u200B",
                                        "\u2027",
                                        "\u0130",
                                        "\u0141",
                                        "\u03A9",
                                        "\u0661",
                                        "\uFE10",
                                        "\u2022",
                                        "\u00A0",
                                        "\"",
                                        "\n",
                                        std::string(40, 'w')};
  WordSpans spans;
  std::mt19937 random(7);
  for (int i = 0; i < 40'000; ++i) {
    std::string text;
    // Few kinds of pieces a text, so that many texts have only common ones.
    std::vector<std::string> kinds;
    for (int k = 0; k < 6; ++k) kinds.push_back(pieces[random() % pieces.size()]);
    for (int length = static_cast<int>(random() % 16); length > 0; --length) text += kinds[random() % kinds.size()];
    const IndexedWords indexed = indexed_words(text);
    INFO(text);
    REQUIRE(indexed.words == generated(text));
    REQUIRE(indexed.gaps.size() == indexed.words.size());
    REQUIRE(indexed.gaps == gaps_before(indexed.words, text));
    if (!indexed.spans.empty()) REQUIRE(spans.of(text, indexed) == spans.of(text, {indexed.words, {}, {}}));
  }
}

TEST_CASE("work on all cores does every task once, and what a task throws comes back") {
  std::vector<std::atomic<int>> done(1000);
  on_all_cores(done.size(), [&] { return [&](std::size_t task) { ++done[task]; }; });
  CHECK(std::all_of(done.begin(), done.end(), [](const auto& times) { return times == 1; }));
  const auto fail = [] {
    return [](std::size_t task) {
      if (task == 3) throw std::runtime_error("the disk is full");
    };
  };
  CHECK_THROWS_WITH(on_all_cores(10, fail), "the disk is full");
  CHECK_NOTHROW(on_all_cores(0, fail));
}
