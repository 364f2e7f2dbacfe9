#include "server/pages/slice.h"

#include <algorithm>
#include <cmath>

#include "searcher/deadline.h"
#include "searcher/question_text.h"
#include "server/pages/addresses.h"
#include "server/pages/facets_data.h"
#include "server/pages/notices.h"

namespace findings::pages {
namespace {

constexpr const char* offered[] = {"area", "grade", "framework", "year", "region", "authority"};

constexpr Choice ways[] = {{"/search", "Paragraphs"},
                           {"/themes", "Themes"},
                           {"/matrix", "Matrix"},
                           {"/concordance", "Concordance"},
                           {"/compare", "Compare"}};

/// What the question has on the facet, where a list of which one is chosen can show it.
bool can_show(const Facet& facet, const Filter* filter) {
  if (!filter) return facet.values.size() > 1;
  return filter->values.size() == 1 &&
         std::any_of(facet.values.begin(), facet.values.end(),
                     [&](const FacetValue& value) { return value.value == filter->values[0]; });
}

/// Options that have no value on the command line.
bool is_flag(const std::string& option) {
  return option == "under" || option == "test" || option == "within-sentence" || option == "collocates";
}

}  // namespace

std::string quoted_for_shell(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text)
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  return quoted + '\'';
}

DataList views_of(const AskedPage& asked, std::string_view path) {
  DataList views;
  for (const auto& [way, label] : ways) {
    http::Pairs parameters = asked.slice();
    if (way == "/compare") parameters = {{"a", question_text(asked.question)}};
    Data one;
    put(one, "view_label", std::string(label));
    put(one, "view_address", address(way, parameters));
    put(one, "is_here", way == path);
    views.push_back(std::move(one));
  }
  return views;
}

Data control(const std::string& name, const std::string& label, std::span<const Choice> choices,
             std::string_view chosen) {
  DataList options;
  const auto offer = [&](const Choice& one) {
    Data option;
    put(option, "value", std::string(one.value));
    put(option, "option_label", std::string(one.label));
    put(option, "option_reports", false);
    put(option, "selected", one.value == chosen);
    options.push_back(std::move(option));
  };
  const auto is_chosen = [&](const Choice& one) { return one.value == chosen; };
  if (std::none_of(choices.begin(), choices.end(), is_chosen)) offer({chosen, chosen});  // typed in an address
  for (const Choice& one : choices) offer(one);
  Data data;
  put(data, "field", name);
  put(data, "field_label", label);
  put(data, "offers_all", false);
  put(data, "options", std::move(options));
  return data;
}

Data text_control(const std::string& name, const std::string& label, const std::string& value,
                  const std::string& placeholder) {
  Data data;
  put(data, "name", name);
  put(data, "label", label);
  put(data, "value", value);
  put(data, "placeholder", placeholder);
  return data;
}

Results put_slice(Data& data, const Call& call, const AskedPage& asked, DataList controls, DataList texts) {
  Question question = asked.question;
  question.limit = 0;
  question.facets.assign(std::begin(offered), std::end(offered));
  question.facet_values = 1'000;
  const Results results = call.index->searcher.search(question);
  DataList selects, hidden;
  std::vector<std::string> shown;
  for (const Facet& facet : results.facets) {
    if (!can_show(facet, filter_on(question, facet.field))) continue;
    selects.push_back(select_data(facet));
    shown.push_back(facet.field);
  }
  for (const Filter& filter : question.filters) {
    if (std::find(shown.begin(), shown.end(), filter.field) != shown.end()) continue;
    for (const std::string& value : filter.values) hidden.push_back(hidden_field(filter.field, value));
  }
  if (question.reading.as_written) hidden.push_back(hidden_field("as_written", "1"));
  if (question.reading.successors) hidden.push_back(hidden_field("successors", "1"));
  for (Data& one : controls) selects.push_back(std::move(one));
  put(data, "texts", std::move(texts));
  put(data, "q", asked.text);
  put(data, "page_path", asked.path);
  put(data, "asked_in_words", asked.in_words());
  put(data, "nothing", results.found.paragraphs == 0);
  put(data, "found_in_words", results.found.paragraphs == 0 ? "Nothing found" : in_words(results.found));
  put(data, "selects", std::move(selects));
  put(data, "hidden", std::move(hidden));
  put(data, "filters", active_filters(asked));
  put(data, "without_filters", address(asked.path, asked.without_filters()));
  put(data, "views", views_of(asked, asked.path));
  put_notices(data, asked, results);
  return results;
}

http::Pairs given(const Asked& asked, std::initializer_list<std::string_view> names) {
  http::Pairs pairs;
  for (const std::string_view name : names)
    for (const std::string& value : asked.list(name)) pairs.emplace_back(name, value);
  return pairs;
}

void put_elsewhere(Data& data, const Call& call, const std::string& verb, const http::Pairs& parameters,
                   const std::string& command, std::initializer_list<Choice> formats) {
  DataList links;
  for (const Choice& format : formats) {
    http::Pairs all = parameters;
    if (format.value != "json") all.emplace_back("format", std::string(format.value));
    Data link;
    put(link, "format", std::string(format.label));
    put(link, "export_address", address("/api/v1/" + verb, all));
    if (!call.service.config().token_file) links.push_back(std::move(link));
  }
  put(data, "exports", std::move(links));
  put(data, "printed_address", root_of(call) + address('/' + verb, parameters));
  put(data, "command", command);
}

void put_elsewhere(Data& data, const Call& call, const std::string& verb, const AskedPage& asked,
                   std::initializer_list<Choice> formats) {
  http::Pairs parameters = asked.parameters();
  if (asked.slice().empty()) parameters.insert(parameters.begin(), {"q", "*"});
  std::string command = "findings " + verb + ' ' + quoted_for_shell(question_text(asked.question));
  if (asked.question.reading.as_written) command += " --as-written";
  if (asked.question.reading.successors) command += " --successors";
  for (auto [name, value] : asked.beside) {
    if (name == "theme") return put_elsewhere(data, call, verb, parameters, "", formats);  // a file on the command line
    std::replace(name.begin(), name.end(), '_', '-');
    command += " --" + name + (is_flag(name) ? "" : ' ' + quoted_for_shell(value));
  }
  put_elsewhere(data, call, verb, parameters, command, formats);
}

std::string search_address(const std::string& question, const Reading& reading, const std::vector<Filter>& filters) {
  http::Pairs parameters;
  if (!question.empty()) parameters.emplace_back("q", question);
  for (const Filter& filter : filters)
    for (const std::string& value : filter.values) parameters.emplace_back(filter.field, value);
  if (reading.as_written) parameters.emplace_back("as_written", "1");
  parameters.emplace_back("duplicates", "show");
  return address("/search", parameters);
}

int heat_of(double share) { return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 6)); }

http::Response slice_page(const Call& call, const std::string& name, const Parameters& parameters,
                          const std::string& title, const std::function<void(Data&, const Asked&, AskedPage&)>& fill) {
  Data data;
  put(data, "at_" + name, true);
  put(data, "charts", true);
  try {
    const Asked asked(call.request, parameters);
    AskedPage page(asked, call.index->searcher, '/' + name);
    put(data, "mistake", false);
    put(data, "title", title + ": " + page.in_words() + " – Findings");
    put(data, "generation", call.index->generation);
    const Deadline deadline(page.question.deadline);  // for all of its passes
    fill(data, asked, page);
    return page_reply(name, std::move(data));
  } catch (const std::exception&) {
    Data refusal;
    const std::string text = call.request.parameter("q").value_or("");
    DataList hidden;
    if (put_mistake(refusal, text))
      for (const auto& [field, value] : call.request.query)
        if (field != "q") hidden.push_back(hidden_field(field, value));
    put(refusal, "at_" + name, true);
    put(refusal, "title", title + " cannot be shown of that – Findings");
    put(refusal, "q", text);
    put(refusal, "page_path", '/' + name);
    put(refusal, "hidden", std::move(hidden));
    put(refusal, "selects", DataList{});
    put(refusal, "texts", DataList{});
    return page_reply(name, std::move(refusal), 400);
  }
}

}  // namespace findings::pages
