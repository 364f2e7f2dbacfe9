#include "searcher/values.h"

#include <algorithm>
#include <charconv>
#include <climits>

#include "schema/authorities.h"
#include "schema/error.h"
#include "schema/index_document.h"
#include "schema/report.h"
#include "schema/resources.h"
#include "schema/text.h"

namespace findings {
namespace {

using Values = std::vector<std::string>;

constexpr std::string_view profiles = "indexer/frameworks/";

Values frameworks() {
  Values names;
  for (const Resource& file : resources(profiles))
    if (file.name.ends_with(".toml"))
      names.emplace_back(file.name.substr(profiles.size(), file.name.size() - profiles.size() - 5));
  return names;
}

/// Values a field can have whatever an index holds; of authorities the names, their aliases being another matter.
Values known_values(std::string_view field) {
  Values known;
  if (field == "grade" || field == "overall")
    for (const Grade grade : grades) known.emplace_back(to_string(grade));
  else if (field == "band")
    known = {"1", "2", "3", "4"};
  else if (field == "area")
    for (const Area& area : areas) known.emplace_back(area.name);
  else if (field == "kind")
    for (const Kind kind : all_kinds) known.emplace_back(to_string(kind));
  else if (field == "framework")
    known = frameworks();
  else if (field == "authority")
    for (const Authority& authority : authorities()) known.push_back(authority.name);
  else if (field == "region")
    for (const Authority& authority : authorities())
      if (std::find(known.begin(), known.end(), authority.region) == known.end()) known.push_back(authority.region);
  if (field != "report") known.emplace_back(no_value);
  return known;
}

bool may_be_equal(std::string_view a, std::string_view b) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return a.empty() || b.empty() || !plain(a[0]) || !plain(b[0]) || (a[0] | 32) == (b[0] | 32);
}

const std::string* find_by_slug(const Values& values, const std::string& typed, const std::string& wanted) {
  for (const std::string& value : values)  // an index has thousands of headings, and a slug costs a microsecond or two
    if (may_be_equal(value, typed) && slug(value) == wanted) return &value;
  return nullptr;
}

[[noreturn]] void fail_unknown(const Field& field, const std::string& typed, const Values& known,
                               const Values& present) {
  Values choices = known;
  choices.insert(choices.end(), present.begin(), present.end());
  if (field.name == "authority")
    for (const Authority& authority : authorities())
      choices.insert(choices.end(), authority.aliases.begin(), authority.aliases.end());
  for (const std::string& value : known)
    if (field.name == "area" || field.name == "framework") choices.push_back(label_of(field.name, value));
  const std::string near = nearest(typed, choices);
  std::string message = "no " + std::string(field.name) + " is called \"" + typed + "\"";
  if (!near.empty()) throw Error(message + "; did you mean \"" + near + "\"?");

  std::string hint;
  // Names of authorities and headings may have a comma; what parts other values by one means several.
  if (const std::size_t comma = typed.find(',');
      comma != typed.npos && field.name != "authority" && field.name != "section") {
    const std::string name(field.name), one = typed.substr(0, comma), other = tidy(typed.substr(comma + 1));
    throw Error(message, "several are given one by one: --" + name + ' ' + one + " --" + name + ' ' + other + ", or " +
                             name + ':' + one + " OR " + name + ':' + other);
  }
  const bool many = field.name == "authority" || field.name == "section" || field.name == "report";
  for (const std::string& value : field.name == "outcome" ? present : known)
    if (!many && value != no_value) hint += (hint.empty() ? "known: " : ", ") + value;
  if (field.name == "report") hint = "findings reports lists them";
  if (hint.empty()) hint = "findings search '*' --facets " + std::string(field.name) + " lists them";
  throw Error(message, hint);
}

/// An area by its name or its label.
std::optional<std::string> read_area(const std::string& typed) {
  const std::string wanted = slug(typed);
  for (const Area& area : areas)
    if (slug(area.name) == wanted || slug(area.label) == wanted) return std::string(area.name);
  return wanted == no_value ? std::optional<std::string>(no_value) : std::nullopt;
}

/// The label of a profile; "" where there is none of that name. Its keys stand before its tables, one a line.
std::string profile_label(const std::string& framework) {
  for (const Resource& file : resources(std::string(profiles) + framework + ".toml")) {
    constexpr std::string_view key = "\nlabel = \"";
    const std::size_t begin = file.text.find(key), first_table = file.text.find("\n[");
    if (begin >= first_table) continue;
    const std::string_view rest = file.text.substr(begin + key.size());
    return std::string(rest.substr(0, rest.find('"')));
  }
  return "";
}

/// "2012" or "..2012-05" without spaces, as typed.
std::vector<std::string> read_range(const Field& field, const std::string& typed) {
  const auto range = read_day_range(typed);
  const bool is_year = field.name == "year";
  const bool has_parts = typed.find('-') != typed.npos;
  if (!range || (is_year && has_parts))
    throw Error("\"" + typed + "\" is no " + (is_year ? "year" : "date") + " and no range of them",
                is_year ? "as in year:2012, year:2011..2012, year:2011.. or year:..2012"
                        : "as in " + std::string(field.name) + ":2012, :2012-05, :2012-05-04 or :2011..2012-05");
  if (range->from && range->to && *range->from > *range->to)
    throw Error("the range " + typed + " ends before it begins");
  return {typed};
}

}  // namespace

std::optional<DayRange> read_day_range(std::string_view text) {
  const auto read_period = [](std::string_view part) -> std::optional<Period> {
    const auto number = [&](std::size_t from, std::size_t digits) {
      int value = 0;
      const char *begin = part.data() + from, *end = begin + digits;
      const auto [stop, error] = std::from_chars(begin, end, value);
      return error == std::errc() && stop == end && *begin != '-' ? value : -1;
    };
    using namespace std::chrono;
    if (part.size() == 4 && number(0, 4) > 0) return Period{year(number(0, 4)) / 1 / 1, year(number(0, 4)) / 12 / 31};
    if (part.size() == 7 && part[4] == '-' && number(0, 4) > 0 && number(5, 2) >= 1 && number(5, 2) <= 12) {
      const year_month m = year(number(0, 4)) / number(5, 2);
      return Period{m / 1, year_month_day(m / last)};
    }
    if (const auto day = read_iso_date(part)) return Period{*day, *day};
    return std::nullopt;
  };

  const std::size_t dots = text.find("..");
  if (dots == text.npos) {
    const auto period = read_period(text);
    return period ? std::optional(DayRange{period->from, period->to}) : std::nullopt;
  }
  const std::string_view before = text.substr(0, dots), after = text.substr(dots + 2);
  const auto first = read_period(before), last = read_period(after);
  if ((!before.empty() && !first) || (!after.empty() && !last) || (before.empty() && after.empty()))
    return std::nullopt;
  DayRange range;
  if (first) range.from = first->from;
  if (last) range.to = last->to;
  return range;
}

std::string slot_value(Date date) {
  std::string digits = to_string(date);
  std::erase(digits, '-');
  return digits;
}

std::vector<std::string> years_in(std::string_view text, const std::vector<std::string>& years) {
  if (text == no_value) return {std::string(no_value)};
  const auto range = read_day_range(text);
  std::vector<std::string> inside;
  for (const std::string& year : years) {
    const auto whole = read_day_range(year);
    if (!range || !whole || (range->from && *whole->from < *range->from) || (range->to && *whole->to > *range->to))
      continue;
    inside.push_back(year);
  }
  return inside;
}

std::pair<std::string_view, std::string_view> split_section(std::string_view value) {
  const std::size_t slash = value.find('/');
  if (slash == value.npos) return {"", value};
  const std::string_view start = value.substr(0, slash);
  const bool is_area = start == no_value || std::any_of(std::begin(areas), std::end(areas),
                                                        [&](const Area& area) { return area.name == start; });
  return is_area ? std::pair(start, value.substr(slash + 1)) : std::pair(std::string_view(), value);
}

std::vector<std::string> read_value(const Field& field, const std::string& typed_raw, const Vocabulary& vocabulary) {
  const std::string typed = tidy(typed_raw);
  if (typed.empty())
    throw Error("--" + std::string(field.name) + " wants a value, as in " + std::string(field.example));
  if (field.kind == FieldKind::date || (field.name == "year" && typed != no_value)) return read_range(field, typed);

  if (field.name == "grade" || field.name == "overall") {
    if (typed.size() == 1 && typed[0] >= '1' && typed[0] <= '4') {
      Values of_band;
      for (const Grade grade : grades)
        if (band(grade) == typed[0] - '0') of_band.emplace_back(to_string(grade));
      return of_band;
    }
    if (const auto grade = read_grade(typed)) return {std::string(to_string(*grade))};
  }
  const std::string wanted = slug(typed);
  const Values& here = vocabulary.values(field.name);
  // Before headings are looked through: one may be called as its area is.
  if (field.name == "section" && typed.ends_with('/'))
    if (const auto area = read_area(typed)) return {*area + '/'};
  if (const std::string* value = find_by_slug(here, typed, wanted)) return {*value};
  const Values known = known_values(field.name);
  if (const std::string* value = find_by_slug(known, typed, wanted)) return {*value};
  if (field.name == "section") {
    if (vocabulary.has_term(filter_term(field.prefix, typed))) return {typed};
    const std::size_t slash = typed.find('/');
    if (const auto area = slash == typed.npos ? std::nullopt : read_area(typed.substr(0, slash))) {
      const std::string heading = typed.substr(slash + 1);
      return {*area + '/' + (heading.empty() ? heading : read_value(field, heading, vocabulary).at(0))};
    }
  }
  if (field.name == "area")
    if (const auto area = read_area(typed)) return {*area};
  if (field.name == "framework")
    for (const std::string& framework : known)
      if (slug(profile_label(framework)) == wanted) return {framework};
  if (field.name == "authority") {
    if (const Authority* authority = find_authority(typed)) return {authority->name};
    const std::string bare = bare_authority_name(typed);
    if (const std::string* value = find_by_slug(here, bare, slug(bare))) return {*value};
  }
  fail_unknown(field, typed, known, here);
}

std::string label_of(std::string_view field, const std::string& value) {
  if (value == no_value) {
    if (field == "grade" || field == "band") return "Not graded";
    return "No " + std::string(field);
  }
  if (field == "grade" || field == "overall" || field == "kind") return capitalised(value);
  if (field == "framework")
    if (const std::string label = profile_label(value); !label.empty()) return label;
  if (field == "area")
    for (const Area& area : areas)
      if (area.name == value) return std::string(area.label);
  if (field == "band") {
    std::string label;
    for (const Grade grade : grades)
      if (std::to_string(band(grade)) == value) label += (label.empty() ? "" : " or ") + std::string(to_string(grade));
    if (!label.empty()) return capitalised(label);
  }
  return value;
}

std::optional<int> rank_of(std::string_view field, const std::string& value) {
  const bool ordered = field == "grade" || field == "overall" || field == "area" || field == "band" ||
                       field == "year" || field == "kind";
  if (!ordered) return std::nullopt;
  if (value == no_value) return INT_MAX;
  if (field == "grade" || field == "overall") {
    const auto grade = read_grade(value);
    return grade ? static_cast<int>(*grade) : INT_MAX - 1;
  }
  if (field == "area") {
    const auto found =
        std::find_if(std::begin(areas), std::end(areas), [&](const Area& area) { return area.name == value; });
    return static_cast<int>(found - std::begin(areas));
  }
  if (field == "kind") {
    const auto kind = read_kind(value);
    return kind ? static_cast<int>(*kind) : INT_MAX - 1;
  }
  int number = INT_MAX - 1;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

}  // namespace findings
