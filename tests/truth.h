// Truth made by hand against what was read: sections with area, grade and range of numbers.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/reading.h"

namespace findings {

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline nlohmann::json json_of(const std::filesystem::path& path) { return nlohmann::json::parse(file_bytes(path)); }

/// $FINDINGS_REPORTS, else ../shared/reports: text/, pdf/, truth/.
inline std::filesystem::path reports_folder() {
  const char* named = std::getenv("FINDINGS_REPORTS");
  return named && *named ? std::filesystem::path(named) : std::filesystem::path("../shared/reports");
}

/// Whether real reports are there; where not, the case is listed as skipped.
inline bool are_there(const std::filesystem::path& wanted) {
  if (std::filesystem::exists(reports_folder() / wanted)) return true;
  WARN("SKIPPED: no " << wanted.string() << " in " << reports_folder().string()
                      << "; name another folder in FINDINGS_REPORTS");
  return false;
}

/// "" for null and for what is not there.
inline std::string text_at(const nlohmann::json& row, const char* key) {
  const auto at = row.find(key);
  return at == row.end() || at->is_null() ? "" : at->get<std::string>();
}

inline int number_at(const nlohmann::json& row, const char* key) {
  const auto at = row.find(key);
  return at == row.end() || at->is_null() ? 0 : at->get<int>();
}

/// First and last printed number of a section; 0 where none is printed.
using Range = std::pair<int, int>;

inline Range own_range(const Section& section) {
  return {section.first_paragraph.value_or(0), section.last_paragraph.value_or(0)};
}

/// With the sections inside it that are about the same area: adoption stands inside the looked-after chapter of a
/// single-framework report and is an area of its own.
inline Range whole_range(const Report& report, std::size_t section) {
  Range range = own_range(report.sections[section]);
  for (std::size_t i = section + 1; i < report.sections.size(); ++i) {
    std::optional<std::size_t> up = report.sections[i].parent;
    while (up && *up != section) up = report.sections[*up].parent;
    const Range inner = own_range(report.sections[i]);
    if (!up || inner.first == 0 || report.sections[i].area != report.sections[section].area) continue;
    if (range.first == 0) range.first = inner.first;
    range.second = std::max(range.second, inner.second);
  }
  return range;
}

inline bool is_printed(const std::string& heading) { return !heading.empty() && heading.front() != '['; }

/// The heading as the section prints it, or, of a sentence that serves as one, by the profile's name.
inline bool is_headed(const Report& report, const Section& section, const std::string& heading) {
  const auto plain = [](const std::string& text) { return words_of(split_grade(text).text); };
  if (plain(section.path.back()) == plain(heading)) return true;
  Texts names;
  for (const Section& one : report.sections) names.push_back(one.name);
  const auto found = find_heading(framework(report.framework.value_or("")), heading, names);
  return found && found->rule->name == section.name;
}

/// Checks that the sections of the truth were read, in their order, and that no other grade was.
inline void check_sections(const Report& report, const nlohmann::json& truth, const char* heading_key,
                           const char* first_key, const char* last_key) {
  std::size_t at = 0, graded = 0;
  for (const auto& want : truth) {
    const auto& key = want.at(heading_key);
    const std::string heading = key.is_array() ? key.back().get<std::string>() : key.get<std::string>();
    if (!is_printed(heading)) continue;
    const std::string area = text_at(want, "area"), grade = text_at(want, "grade");
    INFO(area << " / " << heading << " / " << grade);
    std::size_t found = at;
    while (found < report.sections.size() &&
           !(report.sections[found].area == area && is_headed(report, report.sections[found], heading)))
      ++found;
    CHECK(found < report.sections.size());
    if (found >= report.sections.size()) continue;
    at = found + 1;
    const Section& section = report.sections[found];
    CHECK((section.grade ? std::string(to_string(*section.grade)) : "") == grade);
    if (section.grade) ++graded;
    const Range range{number_at(want, first_key), number_at(want, last_key)};
    if (own_range(section) != range) CHECK(whole_range(report, found) == range);
  }
  CHECK(static_cast<std::size_t>(std::count_if(report.sections.begin(), report.sections.end(),
                                               [](const Section& one) { return one.grade.has_value(); })) == graded);
}

inline int last_number(const Report& report) {
  int last = 0;
  for (const Paragraph& paragraph : report.paragraphs) last = std::max(last, paragraph.number.value_or(0));
  return last;
}

/// Every number from 1 to the last stands once; items of a list have their paragraph's.
inline void check_numbers(const Report& report, int last) {
  std::vector<int> numbers;
  for (const Paragraph& paragraph : report.paragraphs)
    if (paragraph.number && !paragraph.item) numbers.push_back(*paragraph.number);
  REQUIRE(static_cast<int>(numbers.size()) == last);
  for (int i = 0; i < last; ++i) CHECK(numbers[static_cast<std::size_t>(i)] == i + 1);
}

}  // namespace findings
