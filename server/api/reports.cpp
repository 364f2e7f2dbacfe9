// The reports: all of them, and one.
#include <nlohmann/json.hpp>

#include "searcher/json_results.h"
#include "searcher/report_list.h"
#include "server/api/api.h"
#include "server/asked_question.h"

namespace findings {
namespace {

using http::Response;
using Json = nlohmann::ordered_json;
using Type = Parameter::Type;

/// Where a file lay on the machine that indexed it is nobody's business here.
Json public_json(const ListedReport& listed) {
  Json json = to_json(listed);
  json.erase("file_path");
  return json;
}

Response reports(const Call& call, const Asked& asked, std::string_view format) {
  std::vector<ListedReport> listed = list_reports(call.index->searcher, filters_of(asked));
  const std::size_t found = listed.size(), offset = std::min<std::size_t>(asked.number("offset"), found);
  const std::size_t limit = asked.has("limit") || format == "json" ? asked.number("limit") : found;
  listed.erase(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(offset));
  if (listed.size() > limit) listed.resize(limit);
  if (format == "json") {
    Json list = Json::array();
    for (const ListedReport& one : listed) list.push_back(public_json(one));
    return json_reply({{"found", found}, {"offset", offset}, {"limit", limit}, {"reports", list}});
  }
  Response response;
  if (format == "ndjson")
    for (const ListedReport& one : listed) response.body += printed(public_json(one), false) + '\n';
  else
    response.body = printed(listed, *row_format_of("." + std::string(format)), asked.flag("csv_safe"));
  response.set("Content-Disposition", "attachment; filename=\"reports." + std::string(format) + '"');
  return response;
}

Response report(const Call& call, const Asked&, std::string_view) {
  const std::string& id = call.request.segment("id");
  auto record = call.index->searcher.report(id);
  if (!record) throw http::HttpError(404, "no_report", "no report has the id " + id, "/api/v1/reports lists them");
  const std::size_t paragraphs = record->paragraph_count;
  return json_reply(public_json({std::move(*record), paragraphs}));
}

}  // namespace

std::vector<Endpoint> report_endpoints() {
  return {
      {"/api/v1/reports",
       "the reports that have a paragraph under these filters; without filters all",
       "/api/v1/reports?framework=ilacs",
       Needs::search,
       joined({filter_parameters(),
               {{"offset", Type::number, "reports to leave out first", {}, "0"},
                {"limit",
                 Type::number,
                 "reports wanted; in other formats than json all where it is not given",
                 {},
                 "100",
                 0,
                 1'000},
                {"csv_safe",
                 Type::flag,
                 "in csv and tsv, put ' before what a spreadsheet would run as a formula",
                 {},
                 "1"}}}),
       {"json", "csv", "tsv", "ndjson", "md"},
       "Reports",
       reports},
      {"/api/v1/reports/{id...}",
       "what is known of a report: dates, judgements, sections, warnings",
       "/api/v1/reports/lac-2013/wexborough/2013-09-13",
       Needs::index,
       {},
       {"json"},
       "Report",
       report},
  };
}

}  // namespace findings
