// Frameworks as data: indexer/frameworks/*.toml say how each kind of inspection report is recognised and read.
// docs/frameworks.md explains the format by writing a profile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/grade.h"
#include "schema/report.h"

namespace findings {

using Words = std::vector<std::string>;

/// The words of folded text.
Words words_of(std::string_view text);

/// A heading or sentence in words, as profiles write it: "overall effectiveness [of] services in * are {grade}".
/// '*' stands for any words, [word] for one that may be missing, a|b for either, {grade} for a grade.
class Pattern {
 public:
  /// Throws Error where the brackets of a pattern do not close.
  explicit Pattern(std::string_view text);

  struct Match {
    std::optional<Grade> grade;      // what {grade} stood for
    std::size_t begin = 0, end = 0;  // the words '*' stood for (the last one, where there are several)
  };
  std::optional<Match> match(const Words& words, std::size_t begin, std::size_t end) const;
  std::optional<Match> match(const Words& words) const { return match(words, 0, words.size()); }

 private:
  struct Token {
    enum { word, any, grade } what;
    std::vector<std::string> alternatives;
    bool optional;
  };
  bool match_from(std::size_t token, const Words& words, std::size_t at, std::size_t end, Match& match) const;
  std::vector<Token> tokens_;
};

struct HeadingRule {
  std::string name;  // the heading's one name: what variants share
  std::vector<Pattern> match;
  int level = 1;             // 1 is the top; a heading closes every open one of its level and below
  std::string area;          // "": that of the section it stands in
  std::optional<Kind> kind;  // of its paragraphs; nothing: that of the section it stands in
  bool graded = false;       // a grade may stand in the heading or right under it
  std::string timescale;     // of improvements under it, where the heading itself says when
  std::string within;        // only inside the section of this name
  bool contents = false;     // a list of contents: nothing in it is kept
  bool record = false;       // a table of judgements
  bool lists = false;        // its paragraphs are the items of a list, one improvement each
};

struct JudgementRule {
  std::vector<Pattern> match;  // with {grade}, a sentence; without, a table's row label
  std::string area;
  std::string label;     // kept for sentences, which print none
  bool section = false;  // the sentence also gives the open section of that area its grade
};

struct OutcomeRule {
  std::string outcome;
  std::vector<Pattern> match;
};

/// A review with a title of its own, published alone or bound behind the report.
struct PartRule {
  std::vector<Pattern> title;
  std::string heading;  // the name of the heading rule that its pages stand under
};

struct Framework {
  std::string name, label;
  std::vector<Pattern> title;  // of a line near the top, by which a report is recognised
  bool authority_before_title = false;
  std::vector<Grade> scale;
  bool letter = false;            // printed as a letter: signed by the lead inspector, dated at the top
  std::string introduction;       // area of what stands before the first heading, "" where nothing is kept of it
  std::string second_half_after;  // record of findings: rows after this label belong to `second_half_area`
  std::string first_half_area, second_half_area;
  std::vector<HeadingRule> headings;
  std::vector<JudgementRule> judgements;
  std::vector<OutcomeRule> outcomes;
  std::vector<PartRule> parts;
  std::vector<Pattern> skip;            // heads of tables and boxes: nothing is kept of them
  std::vector<Pattern> no_improvement;  // sentences that say there is none
  std::vector<Pattern> ends;            // where reading stops: what follows is boilerplate
};

/// All built-in profiles, in order of their names.
const std::vector<Framework>& frameworks();

/// Reads one profile. Throws Error with the place and what is wrong: profiles are written by people.
Framework read_profile(std::string_view toml, std::string_view name);

/// A heading recognised in a line of text.
struct Heading {
  const HeadingRule* rule;
  std::string printed;  // without its grade
  std::optional<Grade> grade;
};

/// The rule that `text` is a heading by, given the names of the sections open around it; nothing where it is prose.
std::optional<Heading> find_heading(const Framework& framework, const std::string& text,
                                    const std::vector<std::string>& open);

/// Whether one of the patterns matches the whole text.
bool matches_any(const std::vector<Pattern>& patterns, const std::string& text);

/// Takes a trailing grade off a heading: ": good", " is good", " are: good", "Grade 2 (Good)".
struct GradedText {
  std::string text;
  std::optional<Grade> grade;
};
GradedText split_grade(const std::string& text);

}  // namespace findings
