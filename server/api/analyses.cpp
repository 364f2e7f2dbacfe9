// themes, matrix, concordance, compare: what is looked at is all that a question finds.
#include <nlohmann/json.hpp>

#include "searcher/export.h"
#include "searcher/json_themes.h"
#include "searcher/theme_rows.h"
#include "server/api/api.h"
#include "server/asked_analyses.h"

namespace findings {
namespace {

using http::HttpError;
using http::Response;

/// Rows of a table, the first its heading.
Response table(const Asked& asked, std::string_view format, const std::vector<std::vector<std::string>>& rows) {
  Response response;
  response.set("Content-Disposition", "attachment; filename=\"findings." + std::string(format) + '"');
  const bool is_safe = asked.flag("csv_safe");
  for (const auto& row : rows) response.body += format == "csv" ? csv_line(row, is_safe) : tsv_line(row, is_safe);
  return response;
}

Response themes(const Call& call, const Asked& asked, std::string_view format) {
  const Searcher& searcher = call.index->searcher;
  const Themes themes = themes_of(asked, searcher, question_of(asked, searcher, "*"));
  return format == "json" ? json_reply(to_json(themes)) : table(asked, format, theme_rows(themes));
}

Response compare(const Call& call, const Asked& asked, std::string_view) {
  const auto comparison = comparison_of(asked, call.index->searcher);
  if (!comparison)
    throw HttpError(400, "no_question", "there is nothing to compare",
                    "a and b are two questions, or two reports of one authority", "a");
  return json_reply(std::visit([](const auto& one) { return to_json(one); }, *comparison));
}

}  // namespace

std::vector<Endpoint> analysis_endpoints() {
  const Parameters of_tables{{"csv_safe",
                              Parameter::Type::flag,
                              "in csv and tsv, put ' before what a spreadsheet would run as a formula",
                              {},
                              "1"}};
  return {
      {"/api/v1/themes",
       "the words and phrases that mark what a question finds out from the rest, or from what another finds",
       "/api/v1/themes?area=help-and-protection&unit=word",
       Needs::search,
       joined({question_parameters(), themes_parameters(), of_tables}),
       {"json", "csv", "tsv"},
       "Themes",
       themes},
      {"/api/v1/compare",
       "two questions side by side, or two inspections of one authority: what moved, and what became of what was asked "
       "for",
       "/api/v1/compare?a=grade:good&b=grade:inadequate",
       Needs::search,
       comparison_parameters(),
       {"json"},
       "Comparison",
       compare},
  };
}

}  // namespace findings
