// Groups of words and phrases that mean the same: searcher/vocabulary/synonyms.txt, and a user's own file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

// What a file may hold.
inline constexpr std::size_t most_members = 12;           // of a group
inline constexpr std::size_t longest_member = 12;         // words
inline constexpr std::size_t largest_synonyms = 1 << 20;  // bytes

/// A word of a member. `as_written`: it stands in quotes, or is a stopword; else it stands for all words that have its
/// form_key (schema/words.h).
struct MemberWord {
  std::string word;  // folded
  bool as_written = false;
};
std::vector<MemberWord> words_of_member(std::string_view member);

/// The term of paragraphs that have this member, with a position wherever it begins: "XM:child-"in"-care". It says by
/// itself which words are meant, so that questions by another file of synonyms use it for the same words or not at all.
std::string member_term(std::string_view member);

/// An index keeps under this key of its metadata which of these terms it has.
inline constexpr char members_key[] = "members";

/// The record of an index with the terms of the built-in groups: of their members of several words, because single
/// words need none.
std::string built_in_members();

/// The terms of a record; none where other rules than today's, of which words are forms of one another, made it.
std::set<std::string> member_terms(std::string_view record);

class Synonyms {
 public:
  Synonyms() = default;

  /// Reads groups, one a line, their members parted by " / ", comments after '#'. In "kid -> child" only what stands
  /// before the arrow finds the rest. Throws Error naming `name` and the line: for a member without words, one in two
  /// groups, and for bounds passed.
  Synonyms(std::string_view text, const std::string& name);

  /// The built-in groups.
  static const Synonyms& built_in();

  /// The built-in groups and those of a user's file. Where a group of the file has a member of built-in ones it takes
  /// their place; a line with one member alone so switches its group off. Throws Error, and applies nothing of the
  /// file; also for a line that would do nothing, such as one whose members are parted by commas.
  static Synonyms with_file(const std::filesystem::path& file);

  /// The other members of the group that this run of words is a member of; empty where it is in none. Words in quotes
  /// stand as written, the others in any form: "looking after children" is no form of `"looked after" children`.
  std::vector<std::string> others(std::string_view run) const;

  /// All members of several words.
  std::vector<std::string> phrases() const;

 private:
  struct Group {
    std::vector<std::string> members, keys;  // keys: alike for runs of forms of the same words
    std::size_t asking;                      // so many of the first members find the others
    std::size_t line;
  };
  void add(Group group);

  std::vector<Group> groups_;
  std::map<std::string, std::size_t, std::less<>> by_key_;
};

}  // namespace findings
