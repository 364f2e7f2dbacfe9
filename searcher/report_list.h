// The reports of an index as a list: under filters, and as rows for spreadsheets, scripts and texts.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "schema/report_records.h"
#include "searcher/export.h"

namespace findings {

struct ListedReport {
  ReportRecord record;    // without its paragraphs
  std::size_t found = 0;  // paragraphs under the filters; without filters all
};

/// The reports that have a paragraph under these filters, in order of report ids; without filters all. Throws Error for
/// a filter that no field or value answers to.
std::vector<ListedReport> list_reports(const Searcher& searcher, const std::vector<Filter>& filters);

/// The outline's JSON without paragraphs, and "paragraph_count", "paragraphs_found", "file_path", "digest".
nlohmann::ordered_json to_json(const ListedReport& listed);

/// The columns of a list, and a report's cells in it.
extern const std::vector<std::string> report_columns;
std::vector<std::string> report_cells(const ListedReport& listed);

/// The list as a file of its format. CSV and TSV begin with a line of column names; NDJSON is a report's JSON a line,
/// JSON {"reports": [...]}; Markdown is a table of what a reader asks for first. `safe` as for RowWriter.
std::string printed(const std::vector<ListedReport>& reports, RowFormat format, bool safe);

}  // namespace findings
