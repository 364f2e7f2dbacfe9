#include "searcher/sift.h"

#include <algorithm>

#include "schema/text.h"
#include "searcher/values.h"

namespace findings {
namespace {

/// The place of a value, in the spelling of the index or in another one of the same slug.
std::optional<std::size_t> place_of(const std::vector<std::string>& values, std::string_view wanted) {
  const auto same = std::find(values.begin(), values.end(), wanted);
  if (same != values.end()) return same - values.begin();
  const std::string wanted_slug = slug(wanted);
  const auto alike = std::find_if(values.begin(), values.end(), [&](const auto& v) { return slug(v) == wanted_slug; });
  return alike == values.end() ? std::nullopt : std::optional<std::size_t>(alike - values.begin());
}

bool passes(const std::vector<std::uint32_t>& set, const std::vector<bool>& chosen) {
  return std::any_of(set.begin(), set.end(), [&](std::uint32_t value) { return chosen[value]; });
}

}  // namespace

std::vector<bool> chosen_values(const Filter& filter, const Column& column) {
  std::vector<bool> chosen(column.values.size());
  const auto choose = [&](std::string_view value) {
    if (const auto place = place_of(column.values, value)) chosen[*place] = true;
  };
  for (const std::string& value : filter.values) {
    if (filter.field == "year")
      for (const std::string& year : years_in(value, column.values)) choose(year);
    else if (filter.field != "section" || split_section(value).first.empty())
      choose(value);
  }
  return chosen;
}

bool can_sift(const Filter& filter, const Columns& columns) {
  const Field& field = *field_named(filter.field);
  if (field.kind != FieldKind::value) return false;
  if (filter.field != "section") return true;
  return std::all_of(filter.values.begin(), filter.values.end(), [&](const std::string& value) {
    const auto [area, heading] = split_section(value);
    return (!area.empty() && heading.empty()) || place_of(columns.at("section").values, heading);
  });
}

Sieve::Sieve(const Filter& filter, const Columns& columns) : column_(columns.at(filter.field)) {
  const std::vector<bool> chosen = chosen_values(filter, column_);
  const auto codes_passing = [&](const std::vector<bool>& values) {
    std::vector<bool> codes;
    for (const auto& set : column_.sets) codes.push_back(passes(set, values));
    return codes;
  };
  passes_.push_back(codes_passing(chosen));
  if (filter.field != "section") return;

  areas_ = &columns.at("area");
  passes_.resize(areas_->sets.size(), passes_.front());
  for (const std::string& value : filter.values) {
    const auto [area, heading] = split_section(value);
    const auto area_place = area.empty() ? std::nullopt : place_of(areas_->values, area);
    if (!area_place) continue;
    std::vector<bool> of_heading(column_.values.size(), heading.empty());
    if (const auto place = heading.empty() ? std::nullopt : place_of(column_.values, heading))
      of_heading[*place] = true;
    const std::vector<bool> codes = codes_passing(of_heading);
    for (std::size_t area_code = 0; area_code < areas_->sets.size(); ++area_code) {
      const auto& set = areas_->sets[area_code];
      if (std::find(set.begin(), set.end(), *area_place) == set.end()) continue;
      for (std::size_t code = 0; code < codes.size(); ++code)
        if (codes[code]) passes_[area_code][code] = true;
    }
  }
}

}  // namespace findings
