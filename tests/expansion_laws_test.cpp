// The law of the words people use: a scan that knows the groups and what each report defines gives the same answer, and
// what is marked is what made it so, word for word.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <random>
#include <set>

#include "tests/search_index.h"

using namespace findings;

namespace {

using Words = std::vector<std::string>;

// Words that are their own stems, so that the scan needs no stemmer.
const Words vocabulary{"neglect", "drift", "plan", "visit", "carer", "school", "court", "risk", "harm", "camp", "jump"};
const std::vector<std::vector<Words>> groups{{{"neglect", "drift"}, {"harm"}, {"court", "risk", "plan"}},
                                             {{"plan"}, {"visit", "school"}},
                                             {{"neglect", "plan"}, {"carer"}}};
constexpr char groups_file[] = "neglect drift / harm / court risk plan\nplan / visit school\nneglect plan / carer\n";
// The abbreviation, in small letters as it is found, and the two things it may stand for.
const std::string abbreviation = "fjc";
const Words firm{"firm", "jump", "cloth"}, fast{"fast", "jolt", "camp"};

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

struct Known {
  std::string citation, text;
  Words words;
  std::vector<std::size_t> begins;
  std::set<Words> defined;  // what the abbreviation stands for in its report
};

template <typename T>
const T& any(std::mt19937& random, const std::vector<T>& from) {
  return from[random() % from.size()];
}

std::string random_text(std::mt19937& random) {
  std::string text;
  for (unsigned length = 1 + random() % 9; length > 0; --length) {
    Words piece{any(random, vocabulary)};
    if (random() % 6 == 0) piece = any(random, any(random, groups));
    if (random() % 8 == 0) piece = random() % 2 ? firm : fast;
    if (random() % 8 == 0) piece = {"FJC"};
    text += (text.empty() ? "" : " ") + joined(piece);
  }
  return text;
}

Known known_of(const std::string& citation, const std::string& text, const std::set<Words>& defined) {
  Known known{citation, text, {}, {}, defined};
  std::string word;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]))) {
      word += static_cast<char>(std::tolower(text[at]));
    } else if (!word.empty()) {
      known.begins.push_back(at - word.size());
      known.words.push_back(std::move(word));
      word.clear();
    }
  }
  return known;
}

using Marked = std::set<std::size_t>;  // places of words

/// Marks the words, each wherever it stands; nothing where one of them does not.
bool find_all(const Known& paragraph, const Words& words, Marked& marked) {
  Marked here;
  for (const std::string& word : words) {
    bool is_there = false;
    for (std::size_t i = 0; i < paragraph.words.size(); ++i)
      if (paragraph.words[i] == word) here.insert(i), is_there = true;
    if (!is_there) return false;
  }
  marked.insert(here.begin(), here.end());
  return true;
}

bool find_phrase(const Known& paragraph, const Words& words, Marked& marked) {
  bool found = false;
  for (std::size_t i = 0; i + words.size() <= paragraph.words.size(); ++i)
    if (std::equal(words.begin(), words.end(), paragraph.words.begin() + static_cast<std::ptrdiff_t>(i))) {
      for (std::size_t j = 0; j < words.size(); ++j) marked.insert(i + j);
      found = true;
    }
  return found;
}

/// What the index's reports define: the scan widens only by what some report says.
struct Scan {
  std::set<Words> defined;

  bool is_known(const Words& run) const {
    for (const auto& group : groups)
      if (std::find(group.begin(), group.end(), run) != group.end()) return true;
    return run == Words{abbreviation} ? !defined.empty() : defined.contains(run);
  }

  bool run_matches(const Known& paragraph, const Words& run, Marked& marked) const {
    bool found = find_all(paragraph, run, marked);
    for (const auto& group : groups)
      if (std::find(group.begin(), group.end(), run) != group.end())
        for (const Words& member : group)
          if (member != run && find_phrase(paragraph, member, marked)) found = true;
    if (run == Words{abbreviation}) {
      for (const Words& meaning : paragraph.defined)
        if (find_phrase(paragraph, meaning, marked)) found = true;
    } else if (paragraph.defined.contains(run)) {
      if (find_phrase(paragraph, {abbreviation}, marked)) found = true;
    }
    return found;
  }

  /// Words that stand side by side, the longest known run of them first.
  bool words_match(const Known& paragraph, const Words& words, Marked& marked) const {
    Marked here;
    for (std::size_t at = 0; at < words.size();) {
      std::size_t length = words.size() - at;
      const auto run = [&] {
        const auto begin = words.begin() + static_cast<std::ptrdiff_t>(at);
        return Words(begin, begin + static_cast<std::ptrdiff_t>(length));
      };
      while (length > 1 && !is_known(run())) --length;
      if (!run_matches(paragraph, run(), here)) return false;
      at += length;
    }
    marked.insert(here.begin(), here.end());
    return true;
  }
};

/// `plain` words side by side, some of them after a '-', all of it one branch of an OR.
struct Branch {
  Words plain, unwanted;
};

std::string text_of(const std::vector<Branch>& branches) {
  std::string text;
  for (const Branch& branch : branches) {
    text += (text.empty() ? "" : " OR ") + joined(branch.plain);
    for (const std::string& word : branch.unwanted) text += " -" + word;
  }
  return text;
}

}  // namespace

TEST_CASE("what means the same is found as a scan finds it, and marked word for word") {
  const unsigned seed = GENERATE(range(1u, 7u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::vector<Report> reports;
  std::vector<Known> all;
  Scan scan;
  for (int n = 0; n < 12; ++n) {
    std::vector<Row> rows;
    std::set<Words> defined;
    for (const Words& meaning : {firm, fast})
      if (random() % 3 == 0) {
        rows.push_back({joined(meaning) + " (FJC)"});
        defined.insert(meaning);
      }
    if (defined.size() > 1) defined.clear();  // two meanings in one report are none
    for (unsigned length = 1 + random() % 6; length > 0; --length) rows.push_back({random_text(random)});
    reports.push_back(report_of("Place" + std::to_string(n), "2012-05-04", rows));
    for (const Paragraph& paragraph : reports.back().paragraphs)
      all.push_back(known_of(paragraph.citation, paragraph.text, defined));
    scan.defined.insert(defined.begin(), defined.end());
  }
  const TemporaryFolder folder;
  const auto file = folder.path() / "synonyms.txt";
  std::ofstream(file) << groups_file;
  const Index index(reports);

  std::size_t widened = 0;
  for (int n = 0; n < 60; ++n) {
    std::vector<Branch> branches(1 + random() % 2);
    for (Branch& branch : branches) {
      for (unsigned pieces = 1 + random() % 3; pieces > 0; --pieces) {
        Words piece{any(random, vocabulary)};
        if (random() % 2) piece = any(random, any(random, groups));
        if (random() % 5 == 0) piece = random() % 2 ? firm : Words{abbreviation};
        branch.plain.insert(branch.plain.end(), piece.begin(), piece.end());
      }
      if (random() % 4 == 0) branch.unwanted = {random() % 2 ? abbreviation : any(random, vocabulary)};
    }
    const std::string text = text_of(branches);
    CAPTURE(text);
    Question question = index->understand(text, {}, {.synonyms = file});
    CAPTURE(describe(question.expression));
    REQUIRE(question.notes.empty());
    question.limit = 1000;
    question.fold_copies = false;
    widened += question.expanded.size();

    std::map<std::string, Marked> expected;
    for (const Known& paragraph : all) {
      Marked marked;
      bool found = false;
      for (const Branch& branch : branches) {
        Marked nowhere, here;
        const bool excluded = std::any_of(branch.unwanted.begin(), branch.unwanted.end(), [&](const std::string& word) {
          return scan.words_match(paragraph, {word}, nowhere);
        });
        if (excluded || !scan.words_match(paragraph, branch.plain, here)) continue;
        found = true;
        marked.insert(here.begin(), here.end());
      }
      if (found) expected[paragraph.citation] = marked;
    }
    std::map<std::string, Marked> found;
    for (const FoundHit& hit : index->search(question).hits) {
      const Known& paragraph =
          *std::find_if(all.begin(), all.end(), [&](const Known& one) { return one.citation == hit.hit.citation; });
      Marked& marked = found[paragraph.citation];
      for (const Match& match : hit.matches)
        for (std::size_t i = 0; i < paragraph.words.size(); ++i)
          if (paragraph.begins[i] >= match.start && paragraph.begins[i] < match.start + match.length) marked.insert(i);
    }
    REQUIRE(found == expected);
    CHECK(index->count(question).paragraphs == expected.size());
  }
  CHECK(widened > 60);
}

namespace {

// What a right reading of words of the built-in groups takes for forms of one word. A word alone on its line looks like
// a form of another, and is none.
const std::vector<Words> words_in_forms{{"care", "cares", "caring", "cared"},
                                        {"careful"},
                                        {"carefully"},
                                        {"careless"},
                                        {"leaver", "leavers", "leaver's"},
                                        {"leaves", "leave", "leaving"},
                                        {"young"},
                                        {"younger"},
                                        {"people", "person", "persons", "people's"},
                                        {"personal"},
                                        {"experienced", "experiencing"},
                                        {"experience", "experiences"},
                                        {"experiential"},
                                        {"looked"},
                                        {"looking"},
                                        {"looks"},
                                        {"after"},
                                        {"in"},
                                        {"public"},
                                        {"publicly"},
                                        {"child", "children", "child's", "children's"},
                                        {"childish"},
                                        {"strategy", "strategies"},
                                        {"strategic"},
                                        {"discussion", "discussions"},
                                        {"discuss"},
                                        {"meeting", "meetings", "meets", "meet"},
                                        {"lac"}};

const std::vector<std::vector<Words>> built_in_groups{
    {{"looked", "after", "children"},
     {"children", "looked", "after"},
     {"children", "in", "care"},
     {"children", "in", "public", "care"},
     {"lac"}},
    {{"care", "leavers"}, {"young", "people", "leaving", "care"}, {"care", "experienced", "young", "people"}},
    {{"strategy", "discussion"}, {"strategy", "meeting"}}};

std::size_t place_in_forms(const std::string& word) {
  for (std::size_t i = 0; i < words_in_forms.size(); ++i)
    if (std::find(words_in_forms[i].begin(), words_in_forms[i].end(), word) != words_in_forms[i].end()) return i;
  FAIL("no form of anything: " << word);
  return 0;
}

bool stands_in(const Words& text, const Words& member) {
  const auto is_form = [](const std::string& a, const std::string& b) {
    return place_in_forms(a) == place_in_forms(b);
  };
  return std::search(text.begin(), text.end(), member.begin(), member.end(), is_form) != text.end();
}

/// Members in any of their forms, with other words between, and words that look like theirs.
Words random_words(std::mt19937& random) {
  Words text;
  for (unsigned length = 1 + random() % 4; length > 0; --length) {
    Words piece = any(random, any(random, built_in_groups));
    for (std::string& word : piece)
      if (random() % 3 == 0) word = any(random, words_in_forms[place_in_forms(word)]);
    if (random() % 3 == 0) piece[random() % piece.size()] = any(random, any(random, words_in_forms));
    if (random() % 3 == 0) piece = {any(random, any(random, words_in_forms))};
    text.insert(text.end(), piece.begin(), piece.end());
  }
  return text;
}

}  // namespace

TEST_CASE("the built-in groups find the same by terms, by phrases and by a scan, and mark the same words") {
  std::mt19937 random(GENERATE(range(1u, 4u)));
  std::vector<Row> rows;
  std::vector<Words> texts;
  for (int i = 0; i < 400; ++i) {
    texts.push_back(random_words(random));
    rows.push_back({joined(texts.back())});
  }
  const Index index({report_of("Ashby", "2012-05-04", rows)});
  const std::vector<std::string> no_values;
  const Vocabulary without_terms{[&](std::string_view) -> const std::vector<std::string>& { return no_values; },
                                 [](const std::string&) { return false; },
                                 {},
                                 {}};
  std::size_t found_by_others = 0;
  for (const auto& group : built_in_groups)
    for (const Words& asked : group) {
      CAPTURE(joined(asked));
      Question by_terms = index->understand(joined(asked), {});
      Question by_phrases = understand(joined(asked), {}, without_terms);
      REQUIRE(describe(by_terms.expression) == describe(by_phrases.expression));
      REQUIRE(index->xapian_query(by_terms).find("PHRASE") == std::string::npos);
      by_terms.limit = by_phrases.limit = rows.size();
      by_terms.fold_copies = by_phrases.fold_copies = false;
      by_terms.sort = by_phrases.sort = Sort::index;
      const Results results = index->search(by_terms), same = index->search(by_phrases);
      REQUIRE(results.hits.size() == same.hits.size());
      for (std::size_t i = 0; i < same.hits.size(); ++i) {
        CHECK(results.hits[i].hit.citation == same.hits[i].hit.citation);
        CHECK(results.hits[i].matches == same.hits[i].matches);
      }

      Question typed = index->understand(joined(asked), {}, {.as_written = true});
      typed.limit = rows.size();
      typed.fold_copies = false;
      std::set<std::string> expected, found;
      for (const FoundHit& hit : index->search(typed).hits) expected.insert(hit.hit.citation);
      const std::size_t as_written = expected.size();
      for (std::size_t i = 0; i < texts.size(); ++i)
        for (const Words& member : group)
          if (member != asked && stands_in(texts[i], member))
            expected.insert("slac/Ashby/2012-05-04#" + std::to_string(i + 1));
      for (const FoundHit& hit : results.hits) found.insert(hit.hit.citation);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string citation = "slac/Ashby/2012-05-04#" + std::to_string(i + 1);
        CAPTURE(rows[i].text);
        REQUIRE(found.contains(citation) == expected.contains(citation));
      }
      found_by_others += expected.size() - as_written;
    }
  CHECK(found_by_others > 100);
}
