// A question as it was understood: what is wanted of the words of a paragraph, what of its facts, and how to show it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace findings {

/// What is wanted of one field: any of these values. Of dates and years also ranges: "2011..2012", "..2012-05".
struct Filter {
  std::string field;                // a row of `fields`
  std::vector<std::string> values;  // once understood, in the spelling of the index, without repeats
  friend bool operator==(const Filter&, const Filter&) = default;
};

/// The wish for a paragraph's words, as a tree. Brackets and the order of binding are resolved in it.
struct Expression {
  enum class Form {
    everything,  // *
    word,        // neglect: the word in any of its forms; well-being is one word of two parts
    exact,       // "looked after": as typed, in this order
    wildcard,    // negl*
    near,        // parts, which are words and exact words, within `distance` of each other
    adjacent,    // the same, in this order
    filter,      // grade:adequate below the top; at the top filters join Question::filters
    all,         // every part; parts that are `none` are excluded
    any,         // at least one part
    none,        // not the one part
    heading,     // heading:safeguarding, the one part, a word or exact, in a heading the paragraph stands under
    of_kind,     // improvement:drift, the one part in paragraphs of the kind `text`
    also,        // the first part, which is as typed, or one of the others, which mean the same
    meant,       // the one part, an `also`'s, in paragraphs of reports that say what an abbreviation stands for
    member,      // the one part, an `also`'s phrase, which the index knows by the term `text`
    inflected,   // a word of a phrase of `also`: its plural and tenses, no other word made of it
    phrase,      // phrase:"care plan", as typed in `text`; its parts are the ways to say it, in any plural and tense
  };

  Form form = Form::everything;
  std::string text;                   // of word and exact; of wildcard without its '*'; of also as typed; of
                                      // meant and member the term
  Filter filter;                      // of filter
  int distance = 0;                   // in words, of near and adjacent: 1 is next to each other; of member: how many
                                      // words stand for it
  bool required = false;              // +word: a stopword too
  std::vector<Expression> parts;      // of all but everything, filter and single words
  std::size_t start = 0, length = 0;  // where it stands in Question::text, in bytes; of words and filters
};

/// Ties stand in the order of the index: by report, then by place in it. `index` is that order alone; `random` is
/// another one for each Question::seed.
enum class Sort { relevance, newest, oldest, authority, grade, index, random };
inline constexpr std::string_view sort_names[] = {"relevance", "newest", "oldest", "authority",
                                                  "grade",     "index",  "random"};

/// What a word or run of words in the question is also searched as.
struct Alternative {
  enum class From { synonyms, abbreviation };
  std::string text;  // "children in care", "CAMHS"
  From from = From::synonyms;
  std::size_t reports = 0;  // abbreviations: so many reports say what it stands for, and it is sought in those alone
  friend bool operator==(const Alternative&, const Alternative&) = default;
};
struct Expansion {
  std::string typed;  // "LAC"
  std::vector<Alternative> also;
  friend bool operator==(const Expansion&, const Expansion&) = default;
};

/// How a question is to be read.
struct Reading {
  bool as_written = false;  // no synonyms, no abbreviations
  bool successors = false;  // an authority stands for those that took over from it too, and for those it took over from
  std::filesystem::path synonyms;  // a file of a user's own (schema/synonyms.h); Searcher takes $FINDINGS_SYNONYMS
};

struct Question {
  std::string text;                  // as typed, tidied
  Reading reading;                   // how it was read
  Expression expression;             // without the filters at the top and without ignored words
  std::vector<Filter> filters;       // in the order of `fields`, one a field: typed at the top, or given beside
  std::vector<std::string> ignored;  // words that were not searched for: stopwords, and signs that are no words
  std::vector<Expansion> expanded;   // what was searched for beside what was typed
  std::vector<std::string> notes;    // what was not, because of a bound

  Sort sort = Sort::relevance;
  std::uint64_t seed = 0;      // of Sort::random and of samples
  std::size_t offset = 0;      // hits before the first one wanted; groups where they are grouped
  std::size_t limit = 10;      // hits wanted; groups where they are grouped
  bool fold_copies = true;     // of paragraphs that say the same only the first in order is a hit: FoundHit::copies
  std::string group;           // "": no groups; "report", "authority" or "section", the innermost heading
  std::size_t group_size = 3;  // hits wanted of each group
  std::size_t context = 0;     // paragraphs of the report wanted before and after each hit
  std::vector<std::string> facets;                          // fields to count by; a name that is no facet is an Error
  std::vector<std::pair<std::string, std::string>> tables;  // rows by columns, both facets
  /// For the whole of an answer: beyond it Error. milliseconds::max(): none, as for exports through each_hit.
  std::chrono::milliseconds deadline = std::chrono::seconds(1);
  std::size_t facet_values = 100;  // values wanted of facets without an order of their own (authority, section ...)
};

/// The expression in the language of questions, with every AND and bracket that was understood; "*" for everything.
std::string describe(const Expression& expression);

/// "grade:good", "section:\"staying safe\"": the filter as it is typed, several values joined by OR.
std::string describe(const Filter& filter);

/// The filter on that field, or nullptr.
const Filter* filter_on(const Question& question, std::string_view field);

/// The expression's words, phrases and wildcards which a paragraph may be found by: those under a NOT are left out.
/// Words with others that mean the same are one of them, with those.
std::vector<const Expression*> wanted_words(const Expression& expression);

/// The same question without the filter on that field.
Question without_filter(Question question, std::string_view field);

}  // namespace findings
