// The page that shows the box, lets its owner choose what it does, and writes the lines for their page.
#include <algorithm>

#include "schema/text.h"
#include "server/api/api.h"
#include "server/asked_question.h"
#include "server/errors.h"
#include "server/pages/asked_page.h"
#include "server/pages/box.h"
#include "server/pages/page.h"

namespace findings::pages {
namespace {

using Type = Parameter::Type;

constexpr std::string_view filters_offered[] = {"authority", "area", "grade", "framework"};

struct Choice {
  std::string_view value, label;
};
constexpr Choice targets[] = {
    {"", "in the page, under the box"},
    {"_self", "on this server, in the same window"},
    {"_blank", "on this server, in a new window"},
};

Parameters embed_page_parameters() {
  Parameters all;
  for (const Parameter& filter : filter_parameters())
    if (std::find(std::begin(filters_offered), std::end(filters_offered), filter.name) != std::end(filters_offered))
      all.push_back(filter);
  return joined({all,
                 {{"limit", Type::number, "paragraphs shown", {}, "5", 1, 100},
                  {"target", Type::choice, "where what is found is shown", "_self _blank"},
                  {"heading-level", Type::number, "of the headings of what is found", {}, "3", 1, 6},
                  {"site", Type::text, "the site of the page that is to have the box"}}});
}

/// What the element must be given, in the order of docs/box.md: nothing that is so without.
http::Pairs attributes_of(const Asked& asked, const Question& question) {
  http::Pairs attributes;
  for (const std::string_view field : filters_offered)
    for (const Filter& filter : question.filters) {
      if (filter.field != field) continue;
      std::string values;
      for (const std::string& value : filter.values) values += (values.empty() ? "" : "|") + value;
      attributes.emplace_back(field, values);
    }
  if (asked.number("limit") != 5) attributes.emplace_back("limit", asked.text("limit"));
  if (asked.has("target")) attributes.emplace_back("target", asked.text("target"));
  if (asked.number("heading-level") != 3) attributes.emplace_back("heading-level", asked.text("heading-level"));
  return attributes;
}

/// The lines for the owner's page, as they are to stand there.
std::string snippet(const std::string& root, const http::Pairs& attributes, const Question& question) {
  std::string text = "<script type=\"module\" src=\"" + escaped(root) + "/embed.js\"\n  integrity=\"" +
                     box_integrity() + "\"\n  crossorigin=\"anonymous\"></script>\n\n<findings-search";
  for (const auto& [name, value] : attributes) text += ' ' + name + "=\"" + escaped(value) + '"';
  text += ">\n  <form method=\"get\" action=\"" + escaped(root) + "/search\">\n";
  for (const Filter& filter : question.filters)
    for (const std::string& value : filter.values)
      text += "    <input type=\"hidden\" name=\"" + filter.field + "\" value=\"" + escaped(value) + "\">\n";
  return text +
         "    <label>Search inspection reports <input name=\"q\"></label>\n"
         "    <button>Search</button>\n  </form>\n</findings-search>\n";
}

Data option(const std::string& value, const std::string& label, bool is_chosen) {
  Data data;
  put(data, "value", value);
  put(data, "option_label", label);
  put(data, "is_chosen", is_chosen);
  return data;
}

Data select_of(const Searcher& searcher, const Question& chosen, std::string_view field) {
  const Question all = searcher.understand("*", {});
  std::vector<FacetValue> values = searcher.facet(all, field, "", 1'000).values;
  if (field == "authority")
    std::sort(values.begin(), values.end(), [](auto& a, auto& b) { return fold(a.label) < fold(b.label); });
  const auto is_chosen = [&](const FacetValue& value) {
    for (const Filter& filter : chosen.filters)
      if (filter.field == field) return std::count(filter.values.begin(), filter.values.end(), value.value) > 0;
    return false;
  };
  DataList options{option("", "All", false)};
  for (const FacetValue& value : values)
    options.push_back(option(value.value, capitalised(value.label), is_chosen(value)));
  Data data;
  put(data, "field", std::string(field));
  put(data, "field_label", field_label(field));
  put(data, "options", std::move(options));
  return data;
}

DataList pairs_data(const http::Pairs& pairs) {
  DataList list;
  for (const auto& [name, value] : pairs) {
    Data one;
    put(one, "name", name);
    put(one, "value", value);
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

http::Response embed_page(const Call& call) {
  const Asked asked(call.request, embed_page_parameters());
  const ServeConfig& config = call.service.config();
  const Searcher& searcher = call.index->searcher;
  const std::vector<Filter> filters = filters_of(asked);
  const Question question = searcher.understand(filters.empty() ? "*" : "", filters);
  const std::string site = asked.has("site") ? checked_origin(asked.text("site"), "site") : "";
  const auto& allowed = config.allow_origins;
  const http::Pairs attributes = attributes_of(asked, question);

  DataList selects, target_options;
  for (const std::string_view field : filters_offered) selects.push_back(select_of(searcher, question, field));
  for (const Choice& target : targets)
    target_options.push_back(
        option(std::string(target.value), std::string(target.label), target.value == asked.text("target")));
  http::Pairs hidden;
  for (const Filter& filter : question.filters)
    for (const std::string& value : filter.values) hidden.emplace_back(filter.field, value);

  Data data;
  put(data, "title", "A search box for your page – Findings");
  put(data, "selects", std::move(selects));
  put(data, "targets", std::move(target_options));
  put(data, "limit", asked.text("limit"));
  put(data, "heading_level", asked.text("heading-level"));
  put(data, "site", site);
  put(data, "attributes", pairs_data(attributes));
  put(data, "hidden", pairs_data(hidden));
  put(data, "snippet", snippet(root_of(call), attributes, question));
  put(data, "root", root_of(call));
  put(data, "allow_origin", site.empty() ? "https://intranet.example" : site);
  put(data, "is_allowed", std::find(allowed.begin(), allowed.end(), site) != allowed.end());
  put(data, "wants_token", config.token_file.has_value());
  return page_reply("embed", std::move(data));
}

}  // namespace findings::pages
