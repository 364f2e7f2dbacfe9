// themes, matrix, concordance, compare: what is looked at is all that a question finds.
#include <nlohmann/json.hpp>

#include "searcher/concordance_rows.h"
#include "searcher/export.h"
#include "searcher/heat_map.h"
#include "searcher/json_concordance.h"
#include "searcher/json_matrix.h"
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

std::vector<std::vector<std::string>> rows_of(const Collocates& collocates) {
  std::vector<std::vector<std::string>> rows{collocate_heading()};
  for (const Collocate& one : collocates.collocates) rows.push_back(collocate_cells(one));
  return rows;
}

std::vector<std::vector<std::string>> rows_of(const Concordance& concordance) {
  const std::vector<std::string> columns = standard_line_columns();
  std::vector<std::vector<std::string>> rows{line_heading(columns)};
  concordance.each_line([&](ConcordanceLine&& line) { rows.push_back(line_cells(line, columns)); });
  return rows;
}

Response matrix(const Call& call, const Asked& asked, std::string_view format) {
  Reading how;
  how.as_written = asked.flag("as_written");
  how.successors = asked.flag("successors");
  const Matrix matrix = matrix_of(asked, call.index->searcher, asked.text("q"), filters_of(asked), how);
  if (format == "json") return json_reply(to_json(matrix));
  if (format != "svg") return table(asked, format, matrix_rows(matrix));
  Response response{.body = heat_map(matrix, read_measure(asked.text("measure")))};
  response.set("Content-Disposition", "attachment; filename=\"findings.svg\"");
  return response;
}

Response concordance(const Call& call, const Asked& asked, std::string_view format) {
  const Searcher& searcher = call.index->searcher;
  Question question = question_of(asked, searcher);
  set_lines(question, asked);
  if (asked.flag("collocates")) {
    check_collocates(asked);
    const Context context = context_wanted(asked, collocate_context);
    const Collocates found = collocates(searcher, question, context);
    return format == "json" ? json_reply(to_json(question, context, found)) : table(asked, format, rows_of(found));
  }
  const LinesWanted wanted = lines_wanted(asked);
  const Concordance found(searcher, question, wanted);
  return format == "json" ? json_reply(to_json(question, wanted, found)) : table(asked, format, rows_of(found));
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
      {"/api/v1/matrix",
       "themes, or the values of a field, by the values of another; every figure of its slice",
       "/api/v1/matrix?q=neglect&rows=authority&columns=grade",
       Needs::search,
       joined({question_parameters(), matrix_parameters(), of_tables}),
       {"json", "csv", "tsv", "svg"},
       "Matrix",
       matrix},
      {"/api/v1/concordance",
       "every occurrence of a question's words between the words around it, or what stands beside them",
       "/api/v1/concordance?q=neglect&window=5",
       Needs::search,
       joined({question_parameters(), concordance_parameters(), of_tables}),
       {"json", "csv", "tsv"},
       "Lines",
       concordance},
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
