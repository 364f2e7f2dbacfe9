#include "schema/authorities.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "schema/resources.h"
#include "schema/text.h"

namespace findings {
namespace {

using Words = std::vector<std::string>;

// What stands around a name without being part of it, folded. Longer ones first where one begins another.
constexpr std::string_view before_a_name[] = {
    "the",
    "council of",
    "royal borough of",
    "royal borough",
    "london borough of",
    "london borough",
    "metropolitan borough of",
    "metropolitan borough",
    "metropolitan district of",
    "county borough of",
    "borough of",
    "city and county of",
    "city and borough of",
    "city of",
    "county of",
    "lb of",
    "lb",
    "rb of",
    "rb",
};
constexpr std::string_view after_a_name[] = {
    "city of",  // "Bristol, City of"
    "county of",
    "local safeguarding children board",
    "safeguarding children board",
    "childrens services",
    "local area partnership",
    "local area",
    "local authority",
    "unitary authority",
    "city council",
    "county council",
    "london borough",
    "royal borough",
    "council",
    "borough",
    "metropolitan",
    "district",
    "city",
    "county",
    "mbc",
    "mdc",
    "cc",
    "bc",
};

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// The fields of a line; one that holds a comma stands in double quotes.
Words split_csv(std::string_view line) {
  Words fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else
      fields.back() += c;
  }
  return fields;
}

std::vector<Authority> read_table(std::string_view csv) {
  std::vector<Authority> table;
  bool in_heading = true;
  for (const std::string& line : split(csv, '\n')) {
    if (line.starts_with('#')) continue;
    if (std::exchange(in_heading, false)) continue;
    const Words fields = split_csv(line);
    if (fields.size() != 5) throw std::logic_error("authorities.csv: not five fields: " + line);
    table.push_back({fields[0], fields[1], split(fields[2], '|'), split(fields[3], '|'), fields[4]});
  }
  return table;
}

using Names = std::unordered_map<std::string, const Authority*>;

const Names& names() {
  static const Names all = [] {
    Names made;
    for (const Authority& authority : authorities()) {
      made.emplace(fold(authority.name), &authority);
      for (const std::string& alias : authority.aliases) made.emplace(fold(alias), &authority);
    }
    return made;
  }();
  return all;
}

std::string join(const Words& words) {
  std::string text;
  for (const std::string& word : words) (text += text.empty() ? "" : " ") += word;
  while (text.ends_with(',')) text.pop_back();
  return text;
}

bool equal_folded(const Words& words, std::size_t from, const Words& phrase) {
  return std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(from),
                    [](const std::string& wanted, const std::string& word) { return wanted == fold(word); });
}

/// Takes one decoration off, never the last word; from the end first, so that "City of London Council" is the City of
/// London. Returns it, or "" where there is none.
std::string_view undecorate(Words& words) {
  for (const std::string_view phrase : after_a_name) {
    const Words parts = split(phrase, ' ');
    if (parts.size() >= words.size() || !equal_folded(words, words.size() - parts.size(), parts)) continue;
    words.resize(words.size() - parts.size());
    return phrase;
  }
  for (const std::string_view phrase : before_a_name) {
    const Words parts = split(phrase, ' ');
    if (parts.size() >= words.size() || !equal_folded(words, 0, parts)) continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(parts.size()));
    return phrase;
  }
  return "";
}

}  // namespace

const std::vector<Authority>& authorities() {
  static const std::vector<Authority> table = read_table(resource("searcher/vocabulary/authorities.csv"));
  return table;
}

const Authority* find_authority(std::string_view printed) {
  Words words = split(tidy(printed), ' ');
  bool is_a_county = false;
  for (;;) {
    const std::string name = fold(join(words));
    if (const auto found = names().find(name); found != names().end()) {
      // "Derby County Council" is a slip for Derby or for Derbyshire; nobody can say which.
      const bool could_be_the_shire = is_a_county && names().contains(name + "shire");
      return could_be_the_shire ? nullptr : found->second;
    }
    const std::string_view decoration = undecorate(words);
    if (decoration.empty()) return nullptr;
    is_a_county = is_a_county || decoration.starts_with("county");
  }
}

std::string bare_authority_name(std::string_view printed) {
  Words words = split(tidy(printed), ' ');
  while (!undecorate(words).empty()) {
  }
  return join(words);
}

std::vector<std::string> related_authorities(std::string_view name) {
  std::set<std::string, std::less<>> after{std::string(name)}, before{std::string(name)};
  const auto one_of = [](const auto& names) {
    return [&names](const std::string& one) { return names.contains(one); };
  };
  for (bool grows = true; grows;) {
    const std::size_t size = after.size() + before.size();
    for (const Authority& authority : authorities()) {
      if (after.contains(authority.name)) after.insert(authority.successors.begin(), authority.successors.end());
      if (std::any_of(authority.successors.begin(), authority.successors.end(), one_of(before)))
        before.insert(authority.name);
    }
    grows = after.size() + before.size() > size;
  }
  std::vector<std::string> related;
  for (const Authority& authority : authorities())
    if (authority.name != name && (after.contains(authority.name) || before.contains(authority.name)))
      related.push_back(authority.name);
  return related;
}

}  // namespace findings
