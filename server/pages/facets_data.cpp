#include "server/pages/facets_data.h"

#include <algorithm>

#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/values.h"
#include "server/errors.h"
#include "server/pages/addresses.h"

namespace findings::pages {
namespace {

struct ShownFacet {
  std::string_view field;
  bool is_open;              // before anything is chosen in it
  std::size_t first_values;  // so many are seen at once; others are behind "more"
};

constexpr ShownFacet shown_facets[] = {
    {"grade", true, 10},    {"section", true, 20},   {"authority", true, 8},
    {"year", true, 100},    {"framework", true, 10}, {"kind", false, 10},
    {"overall", false, 10}, {"region", false, 12},   {"outcome", false, 10},
};

/// Headings of an area that are offered; the others are reached by typing section:"..." or by other filters.
constexpr std::size_t headings_of_an_area = 15;

const ShownFacet& shown(std::string_view field) {
  return *std::find_if(std::begin(shown_facets), std::end(shown_facets),
                       [&](const ShownFacet& one) { return one.field == field; });
}

/// What the form sends for it. An area in the facet "section" is "adoption/".
std::string sent_value(const std::string& field, const FacetValue& value, bool is_area) {
  return field == "section" && is_area ? value.value + '/' : value.value;
}

bool is_asked(const AskedPage& asked, const std::string& field, const std::string& value) {
  const Filter* filter = filter_on(asked.question, field);
  return filter && std::find(filter->values.begin(), filter->values.end(), value) != filter->values.end();
}

/// One value: a box to tick, its name, its counts.
///
/// Written here and not by a template, which would look a dozen names up for each of hundreds of these: that took a
/// fifth of a whole search page.
void add_box(std::string& html, const std::string& field, const FacetValue& value, const std::string& sent,
             bool is_asked_so, std::size_t most) {
  const bool has_bar = field == "year" && value.counts.paragraphs > 0;
  html += has_bar ? "<label class=\"facet-row with-bar\">" : "<label class=\"facet-row\">";
  html += "<input type=\"checkbox\" class=\"form-check-input\" name=\"" + field + "\" value=\"" + escaped(sent) + '"';
  if (is_asked_so || value.selected) html += " checked";
  if (value.selected && !is_asked_so) html += " disabled";  // chosen by a range, or by a heading in every area
  html += "><span class=\"facet-label";
  if (field == "grade" || field == "overall") html += " swatch-" + slug(value.value);
  html += "\">" + escaped(capitalised(value.label)) + "</span>";
  if (has_bar)
    html +=
        "<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"" +
        std::to_string((value.counts.paragraphs * 100 + most - 1) / most) + "\" height=\"1\"/></svg>";
  const auto [paragraphs, reports, authorities] = value.counts;
  html += "<span class=\"count\" aria-hidden=\"true\">" + number(paragraphs) +
          "</span><span class=\"count lesser\" aria-hidden=\"true\">" + number(reports) +
          "</span><span class=\"count lesser\" aria-hidden=\"true\">" + number(authorities) +
          "</span><span class=\"visually-hidden\">: " + number_of(paragraphs, "paragraph", "paragraphs") + ", " +
          number_of(reports, "report", "reports") + ", " + number_of(authorities, "authority", "authorities") +
          "</span></label>\n";
}

/// The same with its children behind a fold. `most`: the paragraphs of the commonest value.
void add_row(std::string& html, const AskedPage& asked, const std::string& field, const FacetValue& value,
             std::size_t most) {
  const std::string sent = sent_value(field, value, true);
  html += "<li>\n";
  add_box(html, field, value, sent, is_asked(asked, field, sent), most);
  if (!value.children.empty()) {
    std::string boxes;
    std::size_t listed = 0;
    bool any_selected = false;
    for (const FacetValue& child : value.children) {
      if (listed == headings_of_an_area && !child.selected) break;
      any_selected = any_selected || child.selected;
      boxes += "<li>\n";
      add_box(boxes, field, child, child.value, is_asked(asked, field, child.value), 0);
      boxes += "</li>\n";
      ++listed;
    }
    html += "<details class=\"headings\" data-key=\"" + field + '-' + slug(value.value) + '"' +
            (any_selected ? " open" : "") + "><summary>" + number_of(value.total_children, "heading", "headings") +
            "<span class=\"visually-hidden\"> in " + escaped(capitalised(value.label)) +
            "</span></summary>\n<ul class=\"facet-rows\">\n" + boxes + "</ul>\n";
    if (value.total_children > listed)
      html += "<p class=\"note\">" + number(value.total_children - listed) +
              " more: ask for them as section:\"…\"</p>\n";
    html += "</details>\n";
  }
  html += "</li>\n";
}

Data facet_data(const AskedPage& asked, const Facet& facet) {
  const ShownFacet& how = shown(facet.field);
  std::vector<FacetValue> values = facet.values;
  if (facet.field == "year")  // in order, though some are chosen: it is a picture
    std::stable_sort(values.begin(), values.end(),
                     [](const FacetValue& a, const FacetValue& b) { return a.value < b.value; });
  std::size_t most = 0;
  bool any_selected = filter_on(asked.question, facet.field) != nullptr;
  for (const FacetValue& value : values) most = std::max(most, value.counts.paragraphs);
  std::string first, others;
  std::size_t seen_at_once = 0;
  for (const FacetValue& value : values) {
    const bool is_first = seen_at_once < how.first_values || value.selected;
    seen_at_once += is_first;
    add_row(is_first ? first : others, asked, facet.field, value, most);
  }
  Data data;
  put(data, "facet", facet.field);
  put(data, "facet_label", field_label(facet.field));
  put(data, "open", how.is_open || any_selected);
  put(data, "more_in_words", others.empty() ? "" : number(facet.total_values - seen_at_once) + " more");
  put(data, "rows_html", first);
  put(data, "more_rows_html", others);
  put(data, "not_listed", facet.total_values > values.size() ? number(facet.total_values - values.size()) : "");
  put(data, "is_searched", facet.field == "authority");
  put(data, "has_text", facet.field == "authority" ? asked.authority_has : "");
  put(data, "nothing_called_so", facet.field == "authority" && values.empty() && !asked.authority_has.empty());
  put(data, "is_histogram", facet.field == "year");
  return data;
}

}  // namespace

std::vector<std::string> facets_of_page() {
  std::vector<std::string> all;
  for (const ShownFacet& one : shown_facets) all.emplace_back(one.field);
  return all;
}

DataList facets_data(const AskedPage& asked, const std::vector<Facet>& facets) {
  DataList all;
  for (const Facet& facet : facets) {
    const bool is_narrowed = facet.field == "authority" && !asked.authority_has.empty();
    const bool has_any = std::any_of(facet.values.begin(), facet.values.end(),
                                     [](const FacetValue& value) { return value.selected || value.value != no_value; });
    if (has_any || is_narrowed) all.push_back(facet_data(asked, facet));
  }
  return all;
}

Data select_data(const Facet& facet) {
  Data data;
  put(data, "field", facet.field);
  put(data, "field_label", field_label(facet.field));
  put(data, "offers_all", std::string("all"));
  DataList options;
  std::vector<FacetValue> values = facet.values;
  const bool by_name = facet.field == "authority" || facet.field == "region";
  std::stable_sort(values.begin(), values.end(),
                   [&](const FacetValue& a, const FacetValue& b) { return by_name && fold(a.label) < fold(b.label); });
  if (facet.field == "year")
    std::sort(values.begin(), values.end(), [](auto& a, auto& b) { return a.value > b.value; });
  for (const FacetValue& value : values) {
    Data option;
    put(option, "value", value.value);
    put(option, "option_label", capitalised(value.label));
    put(option, "option_reports", number(value.counts.reports));
    put(option, "selected", value.selected);
    options.push_back(std::move(option));
  }
  put(data, "options", std::move(options));
  return data;
}

Data hidden_field(const std::string& name, const std::string& value) {
  Data data;
  put(data, "name", name);
  put(data, "value", value);
  return data;
}

DataList hidden_filters(const AskedPage& asked, const std::vector<Facet>& facets) {
  std::vector<std::pair<std::string, std::string>> boxes;
  for (const Facet& facet : facets)
    for (const FacetValue& value : facet.values) {
      boxes.emplace_back(facet.field, sent_value(facet.field, value, true));
      for (const FacetValue& child : value.children) boxes.emplace_back(facet.field, child.value);
    }
  DataList hidden;
  for (const Filter& filter : asked.question.filters)
    for (const std::string& value : filter.values) {
      if (std::find(boxes.begin(), boxes.end(), std::pair(filter.field, value)) != boxes.end()) continue;
      hidden.push_back(hidden_field(filter.field, value));
    }
  return hidden;
}

DataList active_filters(const AskedPage& asked) {
  DataList all;
  for (const Filter& filter : asked.question.filters)
    for (const std::string& value : filter.values) {
      Data data;
      put(data, "or", &value != &filter.values.front());
      put(data, "filter_field", field_label(filter.field));
      put(data, "filter_label", capitalised(filter_label(filter.field, value)));
      put(data, "without", address(asked.path, asked.without(filter.field, value)));
      all.push_back(std::move(data));
    }
  return all;
}

}  // namespace findings::pages
