#include "indexer/profile.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "schema/error.h"
#include "schema/resources.h"
#include "schema/text.h"
#include "schema/toml.h"

namespace findings {

Words words_of(std::string_view text) {
  Words words;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

namespace {

/// Length of the grade that begins at `at`, and which.
std::pair<std::size_t, std::optional<Grade>> grade_at(const Words& words, std::size_t at, std::size_t end) {
  constexpr std::size_t longest = 5;  // "requires improvement to be good"
  std::string text;
  std::pair<std::size_t, std::optional<Grade>> found{0, std::nullopt};
  for (std::size_t n = 1; n <= longest && at + n <= end; ++n) {
    text += (n > 1 ? " " : "") + words[at + n - 1];
    if (const auto grade = read_grade(text)) found = {n, grade};
  }
  return found;
}

}  // namespace

Pattern::Pattern(std::string_view text) {
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) {
    Token token{Token::word, {}, false};
    if (word == "*") {
      token.what = Token::any;
    } else if (word == "{grade}") {
      token.what = Token::grade;
    } else {
      if (word.front() == '[') {
        if (word.back() != ']') throw Error("a pattern's brackets do not close: " + std::string(text));
        token.optional = true;
        word = word.substr(1, word.size() - 2);
      }
      if (word.find_first_of("[]{}*") != word.npos || fold(word).empty())
        throw Error("in a pattern, *, {grade} and [word] stand alone: " + std::string(text));
      std::istringstream either{word};
      for (std::string one; std::getline(either, one, '|');) token.alternatives.push_back(fold(one));
    }
    tokens_.push_back(token);
  }
  if (tokens_.empty()) throw Error("an empty pattern matches nothing");
}

std::optional<Pattern::Match> Pattern::match(const Words& words, std::size_t begin, std::size_t end) const {
  Match match;
  if (match_from(0, words, begin, end, match)) return match;
  return std::nullopt;
}

bool Pattern::match_from(std::size_t token, const Words& words, std::size_t at, std::size_t end, Match& match) const {
  if (token == tokens_.size()) return at == end;
  const Token& wanted = tokens_[token];
  switch (wanted.what) {
    case Token::any:
      for (std::size_t stop = at; stop <= end; ++stop)
        if (match_from(token + 1, words, stop, end, match)) {
          match.begin = at;
          match.end = stop;
          return true;
        }
      return false;
    case Token::grade: {
      const auto [length, grade] = grade_at(words, at, end);
      if (!grade || !match_from(token + 1, words, at + length, end, match)) return false;
      match.grade = grade;
      return true;
    }
    default:
      if (at < end &&
          std::find(wanted.alternatives.begin(), wanted.alternatives.end(), words[at]) != wanted.alternatives.end() &&
          match_from(token + 1, words, at + 1, end, match))
        return true;
      return wanted.optional && match_from(token + 1, words, at, end, match);
  }
}

bool matches_any(const std::vector<Pattern>& patterns, const std::string& text) {
  if (patterns.empty()) return false;
  const Words words = words_of(text.substr(0, 400));
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const Pattern& pattern) { return pattern.match(words).has_value(); });
}

GradedText split_grade(const std::string& text) {
  // Every grade ends in one of these, whatever closes it after.
  const std::string end = fold(text.substr(text.size() - std::min<std::size_t>(text.size(), 24)));
  constexpr std::array endings{"outstanding", "good", "improvement", "adequate"};
  if (std::none_of(endings.begin(), endings.end(), [&](const char* one) { return end.ends_with(one); }))
    return {text, std::nullopt};
  // The original's words, each with its fold, so that the grade can be cut off what is printed.
  std::vector<std::string> printed;
  std::istringstream in{text};
  for (std::string word; in >> word;) printed.push_back(word);
  for (std::size_t n = std::min<std::size_t>(printed.size(), 7); n > 0; --n) {
    std::string tail;
    for (std::size_t i = printed.size() - n; i < printed.size(); ++i) tail += printed[i] + " ";
    const auto grade = read_grade(tail);
    if (!grade) continue;
    printed.resize(printed.size() - n);
    constexpr std::array connectors{"is", "are", "it", "that", "be", "to", "judged"};
    const auto connects = [&](const std::string& word) {
      const std::string folded = fold(word);
      return folded.empty() || std::find(connectors.begin(), connectors.end(), folded) != connectors.end();
    };
    while (!printed.empty() && connects(printed.back())) printed.pop_back();
    std::string rest;
    for (const std::string& word : printed) rest += (rest.empty() ? "" : " ") + word;
    while (!rest.empty() && (rest.back() == ':' || rest.back() == '-' || rest.back() == ' ')) rest.pop_back();
    return {rest, grade};
  }
  return {text, std::nullopt};
}

std::optional<Heading> find_heading(const Framework& framework, const std::string& text,
                                    const std::vector<std::string>& open) {
  if (text.size() > 300) return std::nullopt;
  const Words whole = words_of(text);
  if (whole.empty()) return std::nullopt;
  const GradedText apart = split_grade(text);
  const Words rest = apart.grade ? words_of(apart.text) : Words{};
  for (const HeadingRule& rule : framework.headings) {
    if (!rule.within.empty() && std::find(open.begin(), open.end(), rule.within) == open.end()) continue;
    for (const Pattern& pattern : rule.match) {
      if (const auto match = pattern.match(whole)) {
        if (match->grade) return Heading{&rule, rule.name, match->grade};  // a sentence serves as heading
        std::string printed = text;
        while (printed.ends_with(':') || printed.ends_with(' ')) printed.pop_back();
        return Heading{&rule, printed, std::nullopt};
      }
      if (rule.graded && apart.grade && !rest.empty() && pattern.match(rest))
        return Heading{&rule, apart.text, apart.grade};
    }
  }
  return std::nullopt;
}

namespace {

class Reader {
 public:
  Reader(std::string_view text, std::string_view name) : name_(name) {
    try {
      root_ = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
      fail(std::string(error.description()), error.source().begin.line);
    }
  }

  Framework read() {
    Framework framework;
    check_keys(root_, {"name", "label", "title", "authority_before_title", "scale", "letter", "introduction", "skip",
                       "no_improvement", "record", "heading", "judgement", "outcome", "part", "ends"});
    framework.name = text(root_, "name");
    if (framework.name.empty()) fail("a profile needs a name", 1);
    framework.label = text(root_, "label");
    framework.title = patterns(root_, "title");
    if (framework.title.empty()) fail("a profile needs a title to be recognised by", 1);
    framework.authority_before_title = flag(root_, "authority_before_title");
    framework.letter = flag(root_, "letter");
    framework.introduction = area(root_, "introduction");
    framework.skip = patterns(root_, "skip");
    framework.no_improvement = patterns(root_, "no_improvement");
    framework.ends = patterns(root_, "ends");
    for (const std::string& word : texts(root_, "scale")) {
      const auto grade = read_grade(word);
      if (!grade) fail("no grade is called \"" + word + "\"", line(*root_.get("scale")));
      framework.scale.push_back(*grade);
    }
    if (const toml::table* record = root_["record"].as_table()) {
      check_keys(*record, {"second_half_after", "first_half_area", "second_half_area"});
      framework.second_half_after = fold(text(*record, "second_half_after"));
      framework.first_half_area = area(*record, "first_half_area");
      framework.second_half_area = area(*record, "second_half_area");
    }
    each("heading", [&](const toml::table& table) { framework.headings.push_back(heading(table)); });
    for (const HeadingRule& rule : framework.headings)
      if (!rule.within.empty()) check_heading(framework, rule.within, root_);
    each("judgement", [&](const toml::table& table) { framework.judgements.push_back(judgement(table)); });
    each("outcome", [&](const toml::table& table) {
      check_keys(table, {"outcome", "match"});
      framework.outcomes.push_back({text(table, "outcome"), patterns(table, "match")});
    });
    each("part", [&](const toml::table& table) {
      check_keys(table, {"title", "heading"});
      const PartRule part{patterns(table, "title"), text(table, "heading")};
      check_heading(framework, part.heading, table);
      framework.parts.push_back(part);
    });
    return framework;
  }

 private:
  void check_heading(const Framework& framework, const std::string& name, const toml::table& where) const {
    if (std::none_of(framework.headings.begin(), framework.headings.end(),
                     [&](const HeadingRule& rule) { return rule.name == name; }))
      fail("no heading of this profile is called \"" + name + "\"", line(where));
  }

  [[noreturn]] void fail(const std::string& what, std::size_t where) const {
    throw Error(name_ + ":" + std::to_string(where) + ": " + tidy(what), "docs/frameworks.md explains profiles");
  }
  static std::size_t line(const toml::node& node) { return node.source().begin.line; }

  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : table)
      if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
        const std::string near = nearest(key.str(), {known.begin(), known.end()});
        fail("no setting is called \"" + std::string(key.str()) + "\"" +
                 (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
             line(value));
      }
  }

  std::string text(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (!node) return "";
    if (!node->is_string()) fail(std::string(key) + " must be text", line(*node));
    return node->value_or(std::string());
  }

  bool flag(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (!node) return false;
    if (!node->is_boolean()) fail(std::string(key) + " must be true or false", line(*node));
    return node->value_or(false);
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) const {
    std::vector<std::string> found;
    const toml::node* node = table.get(key);
    if (!node) return found;
    if (node->is_string()) return {node->value_or(std::string())};
    if (!node->is_array()) fail(std::string(key) + " must be text or a list of texts", line(*node));
    for (const toml::node& row : *node->as_array()) {
      if (!row.is_string()) fail(std::string(key) + " must hold texts only", line(row));
      found.push_back(row.value_or(std::string()));
    }
    return found;
  }

  std::vector<Pattern> patterns(const toml::table& table, std::string_view key) const {
    std::vector<Pattern> found;
    for (const std::string& one : texts(table, key)) try {
        found.emplace_back(one);
      } catch (const Error& error) {
        fail(error.what(), line(*table.get(key)));
      }
    return found;
  }

  std::string area(const toml::table& table, std::string_view key) const {
    const std::string name = text(table, key);
    if (!name.empty() &&
        std::none_of(std::begin(areas), std::end(areas), [&](const Area& one) { return one.name == name; }))
      fail("no area is called \"" + name + "\"", line(*table.get(key)));
    return name;
  }

  template <typename Function>
  void each(std::string_view key, Function function) const {
    const toml::node* node = root_.get(key);
    if (!node) return;
    if (!node->is_array_of_tables()) fail("[[" + std::string(key) + "]] must be a list of tables", line(*node));
    for (const toml::node& row : *node->as_array()) function(*row.as_table());
  }

  HeadingRule heading(const toml::table& table) const {
    check_keys(table, {"name", "match", "level", "area", "kind", "graded", "timescale", "within", "contents", "record",
                       "lists"});
    HeadingRule rule;
    rule.name = text(table, "name");
    if (rule.name.empty()) fail("a heading needs a name", line(table));
    rule.match = patterns(table, "match");
    if (rule.match.empty()) rule.match.emplace_back(fold(rule.name));
    if (const toml::node* level = table.get("level")) {
      if (!level->is_integer()) fail("level must be a number", line(*level));
      rule.level = static_cast<int>(level->value_or(std::int64_t{0}));
    }
    rule.area = area(table, "area");
    if (const std::string kind = text(table, "kind"); !kind.empty()) {
      rule.kind = read_kind(kind);
      if (!rule.kind) fail("no kind is called \"" + kind + "\"", line(table));
    }
    rule.graded = flag(table, "graded");
    rule.timescale = text(table, "timescale");
    rule.within = text(table, "within");
    rule.contents = flag(table, "contents");
    rule.record = flag(table, "record");
    rule.lists = flag(table, "lists");
    if (rule.level < 1) fail("a heading's level begins at 1", line(table));
    return rule;
  }

  JudgementRule judgement(const toml::table& table) const {
    check_keys(table, {"match", "area", "label", "section"});
    JudgementRule rule{patterns(table, "match"), area(table, "area"), text(table, "label"), flag(table, "section")};
    if (rule.match.empty()) fail("a judgement needs something to match", line(table));
    return rule;
  }

  std::string name_;
  toml::table root_;
};

}  // namespace

Framework read_profile(std::string_view toml, std::string_view name) { return Reader(toml, name).read(); }

const std::vector<Framework>& frameworks() {
  static const std::vector<Framework> all = [] {
    std::vector<Framework> read;
    for (const Resource& profile : resources("indexer/frameworks/"))
      read.push_back(read_profile(profile.text, profile.name));
    return read;
  }();
  return all;
}

}  // namespace findings
