#include "server/pages/pages.h"

#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/values.h"
#include "server/errors.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/page.h"
#include "server/pages/record_data.h"
#include "server/pages/static_files.h"

namespace findings::pages {
namespace {

constexpr const char* front_examples[] = {
    "neglect",
    "\"voice of the child\"",
    "caseload NEAR/5 supervision",
    "improvement:supervision",
    "(drift OR delay) area:looked-after-children",
    "grade:inadequate year:2018..",
};

http::Response front_or_search(const Call& call) {
  return call.request.query.empty() ? front_page(call) : search_page(call);
}

Data example_data(const std::string& example) {
  Data data;
  put(data, "example", example);
  put(data, "example_address", address("/search", {{"q", example}}));
  return data;
}

/// Whether the example is one in this index: it may have no such report or heading.
bool is_known(const Searcher& searcher, const std::string& example) {
  try {
    searcher.understand(example, {});
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// What every page of a partial index says at its top, where one of a whole index says nothing.
void tell_missing_in(http::Response& response, const std::vector<MissingShard>& missing) {
  constexpr std::string_view place = "<!--missing-->\n";
  const std::size_t at = response.body.find(place);
  if (at == std::string::npos) return;
  std::string notices;
  for (const MissingShard& shard : missing)
    notices += "<p class=\"notice\" role=\"status\"><strong>Not all reports are at hand:</strong> " +
               escaped(describe(shard, false)) + ".</p>\n";
  response.body.replace(at, place.size(), notices);
}

Route with_missing_told(Route route) {
  route.answer = [answer = std::move(route.answer)](const Call& call) {
    http::Response response = answer(call);
    static const std::vector<MissingShard> none;
    tell_missing_in(response, call.index ? call.index->searcher.missing() : none);
    return response;
  };
  return route;
}

}  // namespace

std::vector<Route> page_routes() {
  std::vector<Route> pages{{"/", Needs::search, front_or_search},
                           {"/search", Needs::search, search_page},
                           {"/themes", Needs::search, themes_page},
                           {"/matrix", Needs::search, matrix_page},
                           {"/concordance", Needs::search, concordance_page},
                           {"/compare", Needs::search, compare_page},
                           {"/reports", Needs::search, reports_page},
                           {"/reports/{id...}", Needs::search, report_page},
                           {"/authorities", Needs::index, authorities_page},
                           {"/authorities/{slug}", Needs::search, authority_page},
                           {"/help", Needs::search, help_page}};
  std::vector<Route> all = static_routes();
  for (Route& route : pages) all.push_back(with_missing_told(std::move(route)));
  return all;
}

http::Response front_page(const Call& call) {
  const Searcher& searcher = call.index->searcher;
  Question question = searcher.understand("*", {});
  question.limit = 0;
  question.facets = {"framework", "year"};
  const Results results = searcher.search(question);
  Data data;
  put(data, "title", "Findings: search inspection reports");
  put(data, "paragraphs", number(results.found.paragraphs));
  put(data, "reports", number(results.found.reports));
  put(data, "authorities", number(results.found.authorities));
  DataList frameworks, examples;
  for (const FacetValue& value : results.facets[0].values) {
    Data one;
    put(one, "framework", value.label);
    put(one, "framework_address", address("/search", {{"framework", value.value}}));
    put(one, "framework_reports", number(value.counts.reports));
    put(one, "framework_paragraphs", number(value.counts.paragraphs));
    frameworks.push_back(std::move(one));
  }
  std::vector<std::string> years;
  for (const FacetValue& value : results.facets[1].values)
    if (value.value != no_value) years.push_back(value.value);
  put(data, "years",
      years.empty()                   ? ""
      : years.front() == years.back() ? years.front()
                                      : years.front() + " to " + years.back());
  for (const char* example : front_examples) examples.push_back(example_data(example));
  put(data, "frameworks", std::move(frameworks));
  put(data, "examples", std::move(examples));
  return page_reply("front", std::move(data));
}

http::Response help_page(const Call& call) {
  DataList list;
  for (const Field& field : fields) {
    Data one = example_data(std::string(field.example));
    put(one, "field", std::string(field.name));
    put(one, "describes", capitalised(field.describes));
    put(one, "is_known", is_known(call.index->searcher, std::string(field.example)));
    list.push_back(std::move(one));
  }
  Data data;
  put(data, "title", "How to ask – Findings");
  put(data, "small_box", true);
  put(data, "at_help", true);
  put(data, "fields", std::move(list));
  return page_reply("help", std::move(data));
}

}  // namespace findings::pages
