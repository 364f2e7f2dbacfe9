// The reports of the index, under filters.
#include <algorithm>
#include <set>

#include "schema/text.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"
#include "server/pages/facets_data.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/record_data.h"

namespace findings::pages {
namespace {

using Type = Parameter::Type;

constexpr std::size_t reports_of_a_page = 50;
constexpr const char* offered[] = {"authority", "framework", "year", "overall", "outcome", "region"};

Parameters reports_page_parameters() {
  return joined({filter_parameters(),
                 {{"sort", Type::choice, "the order of reports", "newest oldest authority", "newest"},
                  {"offset", Type::number, "reports to leave out first", {}, "0", 0, 1'000'000}}});
}

std::vector<const ReportRecord*> records_in(const Served& index, const Question& question, const std::string& order) {
  std::set<std::string> found;
  for (ReportFound& report : index.searcher.reports(question)) found.insert(std::move(report.id));
  std::vector<const ReportRecord*> records;
  for (const ReportRecord& record : index.searcher.records())
    if (found.contains(record.report.id)) records.push_back(&record);
  const auto newest = [](const ReportRecord* a, const ReportRecord* b) {
    return day_of(a->report) > day_of(b->report);
  };
  std::stable_sort(records.begin(), records.end(), newest);
  if (order == "oldest") std::reverse(records.begin(), records.end());
  if (order == "authority")
    std::stable_sort(records.begin(), records.end(), [](const ReportRecord* a, const ReportRecord* b) {
      return fold(a->report.authority.value_or("")) < fold(b->report.authority.value_or(""));
    });
  return records;
}

}  // namespace

http::Response reports_page(const Call& call) {
  const Asked asked(call.request, reports_page_parameters());
  const std::vector<Filter> filters = filters_of(asked);
  const Searcher& searcher = call.index->searcher;
  Question question = searcher.understand(filters.empty() ? "*" : "", filters);
  question.limit = 0;
  question.facets.assign(std::begin(offered), std::end(offered));
  question.facet_values = 1'000;
  const Results results = searcher.search(question);
  const std::string order = asked.text("sort");
  const std::vector<const ReportRecord*> records = records_in(*call.index, question, order);

  Data data;
  DataList selects, rows, orders;
  http::Pairs parameters;
  for (const Facet& facet : results.facets)
    if (facet.values.size() > 1 || filter_on(question, facet.field)) selects.push_back(select_data(facet));
  for (const Filter& filter : question.filters)
    for (const std::string& value : filter.values) parameters.emplace_back(filter.field, value);
  if (order != "newest") parameters.emplace_back("sort", order);
  const std::size_t offset = std::min<std::size_t>(asked.number("offset"), records.size());
  const std::size_t end = std::min(records.size(), offset + reports_of_a_page);
  for (std::size_t i = offset; i < end; ++i) rows.push_back(record_data(*records[i]));
  const auto at = [&](std::size_t place) {
    http::Pairs all = parameters;
    if (place > 0) all.emplace_back("offset", std::to_string(place));
    return address("/reports", all);
  };
  for (const auto& [value, label] :
       {std::pair("newest", "Newest inspection first"), std::pair("oldest", "Oldest inspection first"),
        std::pair("authority", "Authority, A to Z")}) {
    Data one;
    put(one, "order", std::string(value));
    put(one, "order_label", std::string(label));
    put(one, "is_chosen", order == value);
    orders.push_back(std::move(one));
  }
  DataList hidden;  // filters that are not offered here
  for (const Filter& filter : question.filters)
    for (const std::string& value : filter.values) {
      const bool is_offered = std::find(std::begin(offered), std::end(offered), filter.field) != std::end(offered);
      if (is_offered && filter.values.size() == 1) continue;
      hidden.push_back(hidden_field(filter.field, value));
    }
  put(data, "title", number_of(records.size(), "report", "reports") + " – Findings");
  put(data, "small_box", true);
  put(data, "at_reports", true);
  put(data, "list_in_words", number_of(records.size(), "report", "reports"));
  put(data, "range", records.size() <= reports_of_a_page ? "" : number(offset + 1) + " to " + number(end));
  put(data, "previous_page", offset == 0 ? "" : at(offset - std::min(offset, reports_of_a_page)));
  put(data, "next_page", end == records.size() ? "" : at(end));
  put(data, "selects", std::move(selects));
  put(data, "orders", std::move(orders));
  put(data, "rows", std::move(rows));
  put(data, "is_filtered", !question.filters.empty());
  http::Pairs as_csv = parameters;
  std::erase_if(as_csv, [](const auto& pair) { return pair.first == "sort"; });
  as_csv.emplace_back("format", "csv");
  put(data, "csv_address", call.service.config().token_file ? "" : address("/api/v1/reports", as_csv));
  return page_reply("reports", std::move(data));
}

}  // namespace findings::pages
