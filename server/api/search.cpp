// search, facets, suggest: what is found, and by what.
#include <nlohmann/json.hpp>

#include "searcher/export.h"
#include "searcher/json_results.h"
#include "server/api/api.h"
#include "server/api/atom.h"
#include "server/asked_question.h"

namespace findings {
namespace {

using http::HttpError;
using http::Response;
using Json = nlohmann::ordered_json;
using Type = Parameter::Type;

constexpr std::uint64_t largest_sample = 1'000, feed_entries = 50;

/// Rows of paragraphs as they are found: nothing stands in memory whole. `each` calls with one after the other.
Response rows_of(const Asked& asked, const Question& question, const Counts& found, std::string_view format,
                 std::function<void(const std::function<void(FoundHit&&)>&)> each) {
  const RowFormat kind = *row_format_of("." + std::string(format));
  const bool is_safe = asked.flag("csv_safe");
  Response response;
  response.set("Content-Disposition", "attachment; filename=\"findings." + std::string(format) + '"');
  response.stream = [question, found, kind, is_safe, each = std::move(each)](const http::Write& write) {
    Results results;
    results.found = found;
    RowWriter rows(kind, is_safe, write);
    rows.begin(question, results);
    each([&](FoundHit&& hit) { rows.add(hit); });
    rows.end();
  };
  return response;
}

Response all_rows(const Call& call, const Asked& asked, Question question, std::string_view format) {
  const Searcher& searcher = call.index->searcher;
  const Counts found = searcher.count(question);
  if (!asked.has("sort") && !asked.has("limit")) question.sort = Sort::index;
  if (!asked.has("limit")) question.limit = found.paragraphs;
  return rows_of(asked, question, found, format,
                 [&searcher, question](const auto& use) { searcher.each_hit(question, true, use); });
}

Response sample_of(const Call& call, const Asked& asked, const Question& question, std::string_view format) {
  for (const char* name : {"sort", "offset", "limit", "facets", "table", "group", "context"})
    if (asked.has(name))
      throw HttpError(400, "bad_parameter", std::string(name) + " has no place beside sample", "", name);
  Sample sample = call.index->searcher.sample(question, asked.number("sample"), asked.list("stratify"));
  if (format == "json") return json_reply(to_json(question, sample));
  return rows_of(asked, question, sample.found, format, [sample](const auto& use) {
    for (FoundHit hit : sample.hits) use(std::move(hit));
  });
}

Response search(const Call& call, const Asked& asked, std::string_view format) {
  const Searcher& searcher = call.index->searcher;
  Question question = question_of(asked, searcher);
  set_answer(question, asked);
  if (!asked.has("sample") && asked.has("stratify"))
    throw HttpError(400, "bad_parameter", "stratify is of sample, which is not given", "", "stratify");
  if (asked.has("sample") && format != "atom") return sample_of(call, asked, question, format);
  if (format == "json") return json_reply(to_json(question, searcher.search(question)));

  for (const char* name : {"sample", "facets", "table", "group", "context"})
    if (asked.has(name))
      throw HttpError(400, "bad_parameter", std::string(name) + " has no place in a list of paragraphs",
                      "format=json has it", name);
  if (format != "atom") return all_rows(call, asked, question, format);
  if (!asked.has("sort")) question.sort = Sort::newest;
  if (!asked.has("limit")) question.limit = feed_entries;
  return {.body = atom_feed(call, question, searcher.search(question))};
}

Response facet(const Call& call, const Asked& asked, std::string_view) {
  const Searcher& searcher = call.index->searcher;
  const Question question = question_of(asked, searcher, "*");
  Json json =
      to_json(searcher.facet(question, call.request.segment("field"), asked.text("containing"), asked.number("limit")));
  json["query"] = to_json(question);
  return json_reply(json);
}

Response suggest(const Call& call, const Asked& asked, std::string_view format) {
  const std::vector<Completion> completions = call.index->searcher.suggest(asked.text("q"), asked.number("limit"));
  if (format == "opensearch") {
    Json texts = Json::array(), counts = Json::array();
    for (const Completion& one : completions) {
      texts.push_back(one.field == "phrase" ? "phrase:\"" + one.text + '"' : one.text);
      counts.push_back(std::to_string(one.counts.paragraphs) + " paragraphs");
    }
    return json_reply(Json::array({asked.text("q"), texts, counts}));
  }
  Json list = Json::array();
  for (const Completion& one : completions) {
    Json row{{"text", one.text}, {"field", one.field.empty() ? Json() : Json(one.field)}, {"start", one.start}};
    row.update(to_json(one.counts));
    list.push_back(row);
  }
  return json_reply({{"text", asked.text("q")}, {"suggestions", list}});
}

}  // namespace

std::vector<Endpoint> search_endpoints() {
  const Parameters of_rows{
      {"sample",
       Type::number,
       "so many paragraphs drawn at random by seed, in the place of hits",
       {},
       {},
       1,
       largest_sample},
      {"stratify", Type::names, "draw from each combination of values of these fields its share"},
      {"csv_safe", Type::flag, "in csv and tsv, put ' before what a spreadsheet would run as a formula", {}, "1"}};
  return {
      {"/api/v1/search",
       "paragraphs, with counts, facets and tables; as csv, tsv, ndjson and md all that are found",
       "/api/v1/search?q=neglect&area=looked-after-children&facets=authority,grade",
       Needs::search,
       joined({question_parameters(), answer_parameters(), of_rows}),
       {"json", "ndjson", "csv", "tsv", "md", "atom"},
       "Results",
       search},
      {"/api/v1/facets/{field}",
       "the values of a field among what a question finds, all or those with a word in them",
       "/api/v1/facets/authority?q=neglect&containing=wex",
       Needs::search,
       joined({question_parameters(),
               {{"containing", Type::text, "only values that have this in them"},
                {"limit", Type::number, "values wanted", {}, "100", 1, 1'000}}}),
       {"json"},
       "FacetOf",
       facet},
      {"/api/v1/suggest",
       "what the last words typed may become, with what choosing it would find",
       "/api/v1/suggest?q=negl",
       Needs::search,
       {{"q", Type::text, "what is typed so far"}, {"limit", Type::number, "suggestions wanted", {}, "8", 1, 20}},
       {"json", "opensearch"},
       "Suggestions",
       suggest},
  };
}

}  // namespace findings
