// findings reports: what is indexed.
#include <algorithm>
#include <iostream>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "searcher/report_list.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json ndjson csv tsv markdown";

/// "12 reports, 919 paragraphs"
std::string summary(const std::vector<ListedReport>& reports, bool is_filtered) {
  if (reports.empty()) return is_filtered ? "No report has such a paragraph." : "No report is indexed.";
  std::size_t paragraphs = 0;
  for (const ListedReport& listed : reports) paragraphs += listed.found;
  return number_of(reports.size(), "report", "reports") + ", " + number_of(paragraphs, "paragraph", "paragraphs") +
         (is_filtered ? " found" : "");
}

void print_list(std::ostream& out, const std::vector<ListedReport>& reports, bool is_filtered, const Page& page) {
  std::vector<std::vector<std::string>> rows{{"report", "authority", is_filtered ? "found" : "paragraphs", "warnings"}};
  for (const ListedReport& listed : reports) {
    const Report& report = listed.record.report;
    rows.push_back({report.id, report.authority.value_or("not known"), std::to_string(listed.found),
                    std::to_string(report.warnings.size())});
  }
  // An id is there to be copied: whole.
  if (!reports.empty()) print_table(out, rows, 2, {std::max(page.width, 110), page.colour});
  out << (reports.empty() ? "" : "\n") << summary(reports, is_filtered) << '\n';
}

Exit reports(const Given& given) {
  if (!given.words().empty())
    throw Error("reports takes filters and no words; \"" + given.words().front() + "\" is a word",
                "findings search --facets authority WORDS counts by authority");
  const std::string format = format_given(given, formats);
  const Searcher searcher = open_searcher(given);
  const std::vector<Filter> filters = filters_given(given);
  const std::vector<ListedReport> listed = list_reports(searcher, filters);
  const bool is_filtered = !filters.empty();
  Output output(given.text("output"));
  if (const auto rows = row_format(format))
    output.write(printed(listed, *rows, is_safe(given)));
  else
    output.print([&](std::ostream& out) { print_list(out, listed, is_filtered, page_given(given)); });
  output.finish();
  if (output.is_file())
    std::cout << summary(listed, is_filtered) << (listed.empty() ? "" : "; in " + output.file().string()) << '\n';
  return listed.empty() ? Exit::nothing : Exit::found;
}

}  // namespace

Verb reports_verb() {
  OptionGroup others{"Output", output_options(formats)};
  others.options.push_back(index_option);
  return {"reports",
          "Asking",
          "list the reports of an index",
          "",
          {{"findings reports --framework ilacs --year 2019..", "inspections by the ILACS framework since 2019"},
           {"findings reports --area adoption --grade outstanding", "where adoption was graded outstanding"},
           {"findings reports -o reports.csv", "every report in a spreadsheet"}},
          "Lists the reports that have a paragraph under these filters; without filters, all.",
          {filter_options(), others},
          reports};
}

}  // namespace findings
