#include "server/asked_question.h"

#include <algorithm>

#include "schema/fields.h"

namespace findings {
namespace {

using Type = Parameter::Type;

constexpr std::uint64_t longest_page = 100;

constexpr std::string_view sorts = "relevance newest oldest authority grade index random";

}  // namespace

Parameters filter_parameters() {
  Parameters parameters;
  for (const Field& field : fields) parameters.push_back({field.name, Type::texts, field.describes});
  return parameters;
}

std::vector<Filter> filters_of(const Asked& asked) {
  std::vector<Filter> filters;
  for (const Field& field : fields)
    if (asked.has(field.name)) filters.push_back({std::string(field.name), asked.list(field.name)});
  return filters;
}

Parameters question_parameters() {
  return joined({{{"q", Type::text, "words, phrases and fields in the language of questions; * is everything"}},
                 filter_parameters(),
                 {{"as_written", Type::flag, "search only what is typed: no synonyms, no abbreviations"},
                  {"successors", Type::flag,
                   "an authority stands for those that took over from it too, and those it took over from"}}});
}

Question question_of(const Asked& asked, const Searcher& searcher, const std::string& otherwise) {
  const std::vector<Filter> filters = filters_of(asked);
  std::string text = asked.text("q");
  if (text.empty() && filters.empty()) {
    if (otherwise.empty())
      throw http::HttpError(400, "no_question", "there is nothing to search for", "q=* finds every paragraph", "q");
    text = otherwise;
  }
  Reading how;
  how.as_written = asked.flag("as_written");
  how.successors = asked.flag("successors");
  return searcher.understand(text, filters, how);
}

Parameters order_parameters() {
  return {
      {"sort", Type::choice, "the order of hits; of rows and feeds too", sorts, "relevance"},
      {"seed", Type::number, "another random order, or sample, for each", {}, "0"},
      {"offset", Type::number, "hits, or groups, to leave out first", {}, "0", 0, farthest_hit},
      {"duplicates", Type::choice, "fold paragraphs that say the same into one hit, or show them all", "fold show",
       "fold"},
  };
}

Parameters answer_parameters() {
  return joined(
      {order_parameters(),
       {
           {"limit",
            Type::number,
            "hits, or groups, wanted; rows are all where it is not given",
            {},
            "10",
            0,
            longest_page},
           {"facets", Type::names, "fields to count by: authority,area ..."},
           {"facet_values", Type::number, "values wanted of facets without an order of their own", {}, "100", 1, 1'000},
           {"table", Type::texts, "two fields to count against each other, rows by columns: area,grade"},
           {"group", Type::choice, "put hits together by this", "report authority section"},
           {"group_size", Type::number, "hits wanted of each group", {}, "3", 1, 20},
           {"context", Type::number, "paragraphs wanted before and after each hit", {}, "0", 0, 5},
       }});
}

void set_order(Question& question, const Asked& asked) {
  const auto* const sort = std::find(std::begin(sort_names), std::end(sort_names), asked.text("sort"));
  question.sort = static_cast<Sort>(sort - std::begin(sort_names));
  question.seed = asked.number("seed");
  question.offset = asked.number("offset");
  question.fold_copies = asked.text("duplicates") == "fold";
}

void set_answer(Question& question, const Asked& asked) {
  set_order(question, asked);
  question.limit = asked.number("limit");
  question.facets = asked.list("facets");
  question.facet_values = asked.number("facet_values");
  for (const std::string& table : asked.list("table")) {
    const std::size_t comma = table.find(',');
    if (comma == table.npos || table.find(',', comma + 1) != table.npos)
      throw http::HttpError(400, "bad_parameter", "table wants two fields, as in area,grade", "", "table");
    question.tables.emplace_back(table.substr(0, comma), table.substr(comma + 1));
  }
  question.group = asked.text("group");
  question.group_size = asked.number("group_size");
  question.context = asked.number("context");
}

Parameters joined(std::vector<Parameters> lists) {
  Parameters all;
  for (const Parameters& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace findings
