// The words of paragraphs, as numbers in a file.
#include <catch2/catch.hpp>

#include <random>

#include "schema/error.h"
#include "schema/files.h"
#include "schema/texts.h"
#include "schema/texts_writer.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

using Words = std::vector<std::string>;

Words words_of(const Texts& texts, std::uint32_t docid) {
  Text text;
  texts.read(docid, text);
  Words words;
  for (const WordId id : text.words) words.push_back(texts.word(id));
  return words;
}

/// Two paragraphs; the phrase "care plan" stands once in the first and twice in the second.
TextsWriter two_paragraphs() {
  TextsWriter writer;
  writer.add({"the", "care", "plans", "drift"}, {Gap::sentence, Gap::none, Gap::none, Gap::pause}, {{0, 1, 2}});
  writer.add({"care", "plan", "drift", "care", "plan", "12"},
             {Gap::sentence, Gap::none, Gap::sentence, Gap::none, Gap::none, Gap::none}, {{0, 0, 2}, {0, 3, 2}});
  return writer;
}
const std::vector<Unit> phrases{{"care plan", "care plan", 2}};

}  // namespace

TEST_CASE("words come back in their order, with what stands before them and the phrases in them") {
  const Texts texts(two_paragraphs().bytes(phrases));
  REQUIRE(texts.documents() == 2);
  CHECK(words_of(texts, 1) == Words{"the", "care", "plans", "drift"});
  CHECK(words_of(texts, 2) == Words{"care", "plan", "drift", "care", "plan", "12"});
  CHECK(texts.words_in(1) == 4);
  Text text;
  texts.read(2, text);
  CHECK(text.gaps == std::vector{Gap::sentence, Gap::none, Gap::sentence, Gap::none, Gap::none, Gap::none});
  REQUIRE(text.phrases.size() == 2);
  CHECK(texts.unit(text.phrases[1].unit).key == "care plan");
  CHECK(text.phrases[1].first == 3);
  CHECK_THROWS_AS(texts.read(3, text), std::out_of_range);
  CHECK_THROWS_AS(texts.read(0, text), std::out_of_range);
}

TEST_CASE(
    "the plurals and tenses of a word are one unit, called by the commonest, and stopwords and numbers are none") {
  const Texts texts(two_paragraphs().bytes(phrases));
  const UnitId plan = texts.find_unit("plan");
  REQUIRE(plan != no_unit);
  CHECK(texts.unit(plan).label == "plan");  // twice; "plans" once
  CHECK(texts.unit_of(*texts.find_word("plans")) == plan);
  CHECK(texts.unit_of(*texts.find_word("the")) == no_unit);
  CHECK(texts.unit_of(*texts.find_word("12")) == no_unit);
  CHECK(texts.find_unit("the") == no_unit);
  CHECK(texts.find_unit("nothing") == no_unit);
}

TEST_CASE("a form of a stopword is no unit, because asked for it is that stopword") {
  TextsWriter writer;
  writer.add({"having", "plans"}, {Gap::sentence, Gap::none}, {});
  const Texts texts(writer.bytes({}));
  CHECK(texts.unit_of(*texts.find_word("having")) == no_unit);
  CHECK(texts.unit_count() == 1);
}

TEST_CASE("a word that stands for a phrase everywhere is no unit of its own") {
  TextsWriter writer;
  writer.add({"wellbeing", "well", "being"}, {Gap::sentence, Gap::none, Gap::none}, {{0, 0, 1}, {0, 1, 2}});
  const Texts texts(writer.bytes({{"well being", "well be", 2}}, {{"wellb", 0}}));
  CHECK(texts.unit_of(*texts.find_word("wellbeing")) == no_unit);
  CHECK(texts.find_unit("wellb") == texts.find_unit("well be"));
  CHECK(texts.unit(texts.find_unit("wellb")).label == "well being");
}

TEST_CASE("words are found by themselves, by their stem and by how they begin") {
  const Texts texts(two_paragraphs().bytes(phrases));
  const auto written = [&](const std::vector<WordId>& ids) {
    Words words;
    for (const WordId id : ids) words.push_back(texts.word(id));
    std::sort(words.begin(), words.end());
    return words;
  };
  CHECK(written(texts.words_with_stem("plan")) == Words{"plan", "plans"});
  CHECK(written(texts.words_beginning("p")) == Words{"plan", "plans"});
  CHECK(written(texts.words_beginning("")).size() == texts.word_count());
  CHECK(texts.words_with_stem("plans").empty());
  CHECK_FALSE(texts.find_word("pla"));
}

TEST_CASE("spellings with s and z are forms of one word") {
  CHECK(unit_key({"organization"}) == unit_key({"organisations"}));
  CHECK(unit_key({"recognized"}) == unit_key({"recognise"}));
  CHECK(unit_key({"size"}) != unit_key({"sise"}));
  CHECK(unit_key({"care", "plans"}) == unit_key({"care", "plan"}));
  CHECK(unit_key({"careful"}) != unit_key({"care"}));
}

TEST_CASE("what several writers collected reads as if one had") {
  std::mt19937 random(7);
  const Words vocabulary{"care", "plan", "plans", "drift", "delay", "the", "child", "12"};
  TextsWriter whole, joined;
  for (int part = 0; part < 3; ++part) {
    TextsWriter writer;
    for (int paragraph = 0; paragraph < 20; ++paragraph) {
      Words words(random() % 12);
      std::vector<Gap> gaps;
      std::vector<PhraseAt> found;
      for (std::string& word : words) {
        word = vocabulary[random() % vocabulary.size()];
        gaps.push_back(gaps.empty() ? Gap::sentence : static_cast<Gap>(random() % 3));
        if (words.size() > gaps.size() && random() % 3 == 0)
          found.push_back({0, static_cast<std::uint32_t>(gaps.size() - 1), 2});
      }
      whole.add(words, gaps, found);
      writer.add(words, gaps, found);
    }
    joined.append(std::move(writer));
  }
  CHECK(joined.bytes(phrases) == whole.bytes(phrases));
}

TEST_CASE("no paragraphs are a file too") {
  const Texts texts(TextsWriter().bytes({}));
  CHECK(texts.documents() == 0);
  CHECK(texts.unit_count() == 0);
}

TEST_CASE("a damaged file is an error and never a wrong read, wherever a byte has changed") {
  const TemporaryFolder folder;
  const std::string sound = two_paragraphs().bytes(phrases);
  std::size_t refused = 0;
  const auto try_to_read = [&](const std::string& bytes) {
    write_file(folder / "texts", bytes);
    try {
      const Texts texts(folder / "texts");
      Text text;
      for (std::uint32_t id = 1; id <= texts.documents(); ++id) {
        texts.read(id, text);
        for (const WordId word : text.words) REQUIRE(word < texts.word_count());
        for (const PhraseAt& phrase : text.phrases) {
          REQUIRE(phrase.unit < texts.unit_count());
          REQUIRE(phrase.first + phrase.words <= text.words.size());
        }
      }
    } catch (const Error& error) {
      CHECK(error.status() == Exit::no_index);
      ++refused;
    }
  };
  for (std::size_t at = 0; at < sound.size(); ++at)
    for (const char byte : {'\0', '\x7f', '\xff'}) {
      std::string bytes = sound;
      bytes[at] = byte;
      try_to_read(bytes);
    }
  CHECK(refused > 100);
  for (std::size_t size = 0; size < sound.size(); size += 3) try_to_read(sound.substr(0, size));
  CHECK(refused > 100 + sound.size() / 3);
}
