#include "schema/synonyms.h"

#include <algorithm>

#include "schema/digest.h"
#include "schema/error.h"
#include "schema/files.h"
#include "schema/resources.h"
#include "schema/text.h"
#include "schema/words.h"

namespace findings {

extern const char* const member_rules_digest;  // of the sources of the rules, taken by the build

namespace {

constexpr char built_in_file[] = "searcher/vocabulary/synonyms.txt";
constexpr char example_line[] = "a line is a group, as in: looked after children / children in care / LAC";
constexpr std::size_t longest_term = 64;

/// "child-in-care" for "Children in care".
std::string key_of(std::string_view run) {
  std::string key;
  for (const std::string& word : folded_words(run)) key += (key.empty() ? "" : "-") + form_key(word);
  return key;
}

void add_members(std::string_view list, std::vector<std::string>& members) {
  for (;;) {
    const std::size_t stroke = list.find(" / ");
    members.push_back(tidy(list.substr(0, stroke)));
    if (stroke == list.npos) return;
    list.remove_prefix(stroke + 3);
  }
}

}  // namespace

std::vector<MemberWord> words_of_member(std::string_view member) {
  std::vector<MemberWord> words;
  bool as_written = false;
  for (;;) {
    const std::size_t quote = member.find('"');
    for (std::string& word : folded_words(member.substr(0, quote))) {
      const bool is_itself = as_written || is_stopword(word);
      words.push_back({std::move(word), is_itself});
    }
    if (quote == member.npos) return words;
    member.remove_prefix(quote + 1);
    as_written = !as_written;
  }
}

std::string member_term(std::string_view member) {
  std::string term = "XM:";
  for (const MemberWord& word : words_of_member(member))
    term += (term.back() == ':' ? "" : "-") + (word.as_written ? '"' + word.word + '"' : form_key(word.word));
  return term.size() <= longest_term ? term : "XM:~" + sha256(term).substr(0, 32);
}

// A line a term, below the digest of the rules.
std::string built_in_members() {
  std::string record = std::string(member_rules_digest) + '\n';
  for (const std::string& member : Synonyms::built_in().phrases()) record += member_term(member) + '\n';
  return record;
}

std::set<std::string> member_terms(std::string_view record) {
  std::set<std::string> terms;
  const auto take_line = [&] {
    const std::string_view line = record.substr(0, record.find('\n'));
    record.remove_prefix(std::min(line.size() + 1, record.size()));
    return line;
  };
  if (take_line() != member_rules_digest) return terms;
  while (!record.empty()) terms.emplace(take_line());
  return terms;
}

Synonyms::Synonyms(std::string_view text, const std::string& name) {
  std::size_t line_number = 0;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line = line.substr(0, line.find('#'));
    ++line_number;
    const auto fail = [&](const std::string& what) {
      throw Error(name + ", line " + std::to_string(line_number) + ": " + what, example_line);
    };
    if (tidy(line).empty()) continue;
    Group group{{}, {}, 0, line_number};
    const std::size_t arrow = line.find(" -> ");
    add_members(line.substr(0, arrow), group.members);
    group.asking = group.members.size();
    if (arrow != line.npos) add_members(line.substr(arrow + 4), group.members);
    if (group.members.size() > most_members)
      fail("a group may have at most " + std::to_string(most_members) + " members");
    for (const std::string& member : group.members) {
      const std::size_t words = folded_words(member).size();
      if (words == 0) fail(member.empty() ? "a member is empty" : "there is no word in " + member);
      if (std::count(member.begin(), member.end(), '"') % 2) fail("nothing closes a quote: " + member);
      if (words > longest_member)
        fail("a member may have at most " + std::to_string(longest_member) + " words: " + member);
      group.keys.push_back(key_of(member));
      const auto other = by_key_.find(group.keys.back());
      if (other != by_key_.end() && group.keys.size() <= group.asking)
        fail("\"" + member + "\" stands in line " + std::to_string(groups_[other->second].line) + " too");
      if (std::count(group.keys.begin(), group.keys.end(), group.keys.back()) > 1)
        fail("\"" + member + "\" stands in it twice");
    }
    add(std::move(group));
  }
}

void Synonyms::add(Group group) {
  for (std::size_t i = 0; i < group.asking; ++i) by_key_[group.keys[i]] = groups_.size();
  groups_.push_back(std::move(group));
}

const Synonyms& Synonyms::built_in() {
  static const Synonyms synonyms(resource(built_in_file), built_in_file);
  return synonyms;
}

Synonyms Synonyms::with_file(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    throw Error("no synonyms can be read: " + file.string() + " is no file");
  if (std::filesystem::file_size(file, error) > largest_synonyms)
    throw Error("a file of synonyms may have at most " + std::to_string(largest_synonyms) + " bytes: " + file.string());
  const Synonyms own(read_file(file), file.string());
  for (const Group& group : own.groups_)
    if (group.members.size() == 1 && !built_in().by_key_.contains(group.keys[0]))
      throw Error(file.string() + ", line " + std::to_string(group.line) + ": \"" + group.members[0] +
                      "\" stands alone, and no built-in group has it",
                  example_line);
  Synonyms all;
  for (const Group& group : built_in().groups_)
    if (std::none_of(group.keys.begin(), group.keys.begin() + static_cast<std::ptrdiff_t>(group.asking),
                     [&](const auto& key) { return own.by_key_.contains(key); }))
      all.add(group);
  for (const Group& group : own.groups_) all.add(group);
  return all;
}

std::vector<std::string> Synonyms::others(std::string_view run) const {
  std::vector<std::string> others;
  const std::string key = key_of(run);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return others;
  const Group& group = groups_[found->second];
  const std::vector<std::string> typed = folded_words(run);
  for (std::size_t i = 0; i < group.members.size(); ++i) {
    if (group.keys[i] != key) {
      others.push_back(group.members[i]);
      continue;
    }
    const std::vector<MemberWord> words = words_of_member(group.members[i]);
    for (std::size_t w = 0; w < words.size(); ++w)
      if (words[w].as_written && words[w].word != typed[w]) return {};
  }
  return others;
}

std::vector<std::string> Synonyms::phrases() const {
  std::vector<std::string> phrases;
  for (const Group& group : groups_)
    for (const std::string& member : group.members)
      if (words_of_member(member).size() > 1) phrases.push_back(member);
  return phrases;
}

}  // namespace findings
