// Groups of words and phrases that mean the same: searcher/vocabulary/synonyms.txt, and a user's own file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

// What a file may hold.
inline constexpr std::size_t most_members = 12;           // of a group
inline constexpr std::size_t longest_member = 12;         // words
inline constexpr std::size_t largest_synonyms = 1 << 20;  // bytes

/// A word of a member; `as_written`: it stands in quotes.
struct MemberWord {
  std::string word;  // folded
  bool as_written = false;
};
std::vector<MemberWord> words_of_member(std::string_view member);

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

  /// Words of the longest member.
  std::size_t longest() const { return longest_; }

 private:
  struct Group {
    std::vector<std::string> members, keys;  // keys of schema/words.h
    std::size_t asking;                      // so many of the first members find the others
    std::size_t line;
  };
  void add(Group group);

  std::vector<Group> groups_;
  std::map<std::string, std::size_t, std::less<>> by_key_;
  std::size_t longest_ = 0;
};

}  // namespace findings
