#include <algorithm>
#include <set>
#include <tuple>

#include "schema/text.h"
#include "searcher/searcher.h"

namespace findings {
namespace {

/// The places in `values` that the filter on that field chooses.
std::set<std::size_t> selected_values(const Filter* filter, const std::vector<std::string>& values) {
  std::set<std::size_t> selected;
  if (!filter) return selected;
  std::set<std::string> slugs;
  for (const std::string& chosen : filter->values) {
    const auto meant = filter->field == "year" ? years_in(chosen, values) : std::vector<std::string>{chosen};
    for (const std::string& value : meant) slugs.insert(slug(value));
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    if (slugs.contains(slug(values[i]))) selected.insert(i);
  return selected;
}

}  // namespace

Facet Searcher::facet_of(const Question& question, const std::string& field, const std::vector<Counts>& counts) const {
  const std::vector<std::string>& values = columns_->at(field).values;
  const std::set<std::size_t> selected = selected_values(filter_on(question, field), values);
  Facet facet{field};
  bool ordered = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (counts[i].paragraphs == 0 && !selected.contains(i)) continue;
    facet.values.push_back({values[i], label_of(field, values[i]), counts[i], selected.contains(i)});
    ordered = rank_of(field, values[i]).has_value();
  }
  const auto place = [&](const FacetValue& value) {
    return std::tuple(!value.selected, rank_of(field, value.value).value_or(0),
                      ordered ? 0 : -static_cast<long>(value.counts.paragraphs));
  };
  std::stable_sort(facet.values.begin(), facet.values.end(), [&](const FacetValue& a, const FacetValue& b) {
    const auto before = place(a), after = place(b);
    return before != after ? before < after : a.label < b.label;
  });
  facet.total_values = facet.values.size();
  facet.truncated = !ordered && facet.total_values > question.facet_values;
  if (facet.truncated) facet.values.resize(question.facet_values);
  return facet;
}

std::vector<Facet> Searcher::facets(const Question& question, const Xapian::Database& database, const Tally& whole,
                                    const std::vector<std::string>& counted) const {
  std::vector<Facet> facets;
  for (const std::string& field : question.facets) {
    const auto together = std::find(counted.begin(), counted.end(), field);
    if (together != counted.end()) {
      facets.push_back(facet_of(question, field, whole.by_value(static_cast<std::size_t>(together - counted.begin()))));
    } else {
      // Values of one facet are alternatives: its siblings keep the counts they would have if they were chosen instead.
      const Tally without = tally(without_filter(question, field), database, {field});
      facets.push_back(facet_of(question, field, without.by_value(0)));
    }
  }
  return facets;
}

}  // namespace findings
