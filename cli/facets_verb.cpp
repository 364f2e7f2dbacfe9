// findings facets QUESTION --field authority: counts, and a search inside the values of a facet.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/output.h"
#include "cli/print_facets.h"
#include "cli/print_results.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json csv tsv";

using Rows = std::vector<std::vector<std::string>>;

void add_rows(const std::string& field, const std::vector<FacetValue>& values, const std::string& within, Rows& rows) {
  for (const FacetValue& value : values) {
    rows.push_back({field, within, value.value, value.label, std::to_string(value.counts.paragraphs),
                    std::to_string(value.counts.reports), std::to_string(value.counts.authorities)});
    add_rows(field, value.children, value.value, rows);
  }
}

/// A row a value; of a table, a row a cell. One heading serves both, so that a file has one shape.
Rows facet_rows(const std::vector<Facet>& facets) {
  Rows rows{{"field", "within", "value", "label", "paragraphs", "reports", "authorities"}};
  for (const Facet& facet : facets) add_rows(facet.field, facet.values, "", rows);
  return rows;
}

Rows table_rows(const std::vector<Table>& tables) {
  Rows rows{{"row_field", "row", "column_field", "column", "paragraphs", "reports", "authorities"}};
  for (const Table& table : tables)
    for (std::size_t r = 0; r < table.row_values.size(); ++r)
      for (std::size_t c = 0; c < table.column_values.size(); ++c) {
        const Counts& counts = table.cells.at(r).at(c);
        rows.push_back({table.rows, table.row_values[r].value, table.columns, table.column_values[c].value,
                        std::to_string(counts.paragraphs), std::to_string(counts.reports),
                        std::to_string(counts.authorities)});
      }
  return rows;
}

void print_text(std::ostream& out, const Given& given, const Question& question, const Results& results) {
  const Page page = page_given(given);
  if (results.found.paragraphs == 0) return print_help(out, question, results, page);
  out << styled(found_in_words(results), Style::bold, page) << '\n';
  print_notices(out, question, results, page);
  for (const Facet& facet : results.facets)
    if (facet.values.empty() && given.has("containing"))
      print_sentence(out, "No " + facet.field + " has \"" + given.text("containing") + "\" in its name.", page);
  print_facets(out, results.facets, page, "--limit");
  for (const Table& table : results.tables) print_matrix(out, table, given.text("count"), page);
}

Exit facets(const Given& given) {
  const std::string format = format_given(given, formats);
  const bool is_rows = format == "csv" || format == "tsv";
  if (!given.has("field") && !given.has("table"))
    throw Error("facets wants a field to count by", "as in --field authority, or --table area,grade");
  if (is_rows && given.has("field") && given.has("table"))
    throw Error("--field and --table are rows of two kinds", "ask for one, then for the other");
  const Searcher searcher = open_searcher(given);
  Question question = question_given(given, searcher, "*");
  question.limit = 0;
  question.tables = tables_given(given);
  Results results = searcher.search(question);
  const std::size_t limit = given.number("limit").value_or(format == "text" ? 20 : 1000);
  for (const std::string& field : given.list("field"))
    results.facets.push_back(searcher.facet(question, field, given.text("containing"), limit));

  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "text") print_text(out, given, question, results);
    if (format == "json") out << printed_answer(to_json(question, results));
    if (is_rows)
      for (const auto& row : given.has("table") ? table_rows(results.tables) : facet_rows(results.facets))
        out << (format == "csv" ? csv_line(row, is_safe(given)) : tsv_line(row, is_safe(given)));
  });
  output.finish();
  const bool any = !results.tables.empty() || std::any_of(results.facets.begin(), results.facets.end(),
                                                          [](const Facet& facet) { return !facet.values.empty(); });
  return any && results.found.paragraphs > 0 ? Exit::found : Exit::nothing;
}

}  // namespace

Verb facets_verb() {
  OptionGroup counts{"Counts",
                     {{"field", "A,B", "count by these fields", Takes::list, {}, {}, Offers::facets},
                      {"containing", "NAME", "only values with this in their name", Takes::text},
                      {"limit", "N", "show so many values of each (20; in JSON, CSV and TSV 1000)", Takes::number},
                      table_option,
                      count_option}};
  OptionGroup others{"Output", output_options(formats)};
  others.options.push_back(index_option);
  return {"facets",
          "Asking",
          "count what a question finds, by authority, grade, area ...",
          "[QUESTION]",
          {{"findings facets neglect --field authority --containing shire", ""},
           {"findings facets 'drift OR delay' --table area,grade --count reports", ""},
           {"findings facets --field section --area leadership --format csv", ""}},
          "Counts are exact, in paragraphs, reports and authorities: what choosing a value, beside the other filters, "
          "would find. Without a question everything is counted.",
          {counts, filter_options(), reading_options(), others},
          facets};
}

}  // namespace findings
