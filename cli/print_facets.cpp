#include "cli/print_facets.h"

#include <ostream>

#include "cli/print_grid.h"

namespace findings {
namespace {

void add_rows(const std::vector<FacetValue>& values, const std::string& indent,
              std::vector<std::vector<std::string>>& rows) {
  for (const FacetValue& value : values) {
    rows.push_back({(value.selected ? "* " : "  ") + indent + value.label, std::to_string(value.counts.paragraphs),
                    std::to_string(value.counts.reports), std::to_string(value.counts.authorities)});
    add_rows(value.children, indent + "  ", rows);
  }
}

}  // namespace

std::size_t count_in(const Counts& counts, const std::string& unit) {
  return unit == "reports" ? counts.reports : unit == "authorities" ? counts.authorities : counts.paragraphs;
}

void print_facets(std::ostream& out, const std::vector<Facet>& facets, const Page& page, const std::string& more) {
  for (const Facet& facet : facets) {
    if (facet.values.empty()) continue;
    std::vector<std::vector<std::string>> rows{{facet.field, "paragraphs", "reports", "authorities"}};
    add_rows(facet.values, "", rows);
    out << '\n';
    print_table(out, rows, 1, page);
    if (!facet.truncated) continue;
    if (facet.total_values > facet.values.size())
      out << "  and " << facet.total_values - facet.values.size() << " more: " << more << ' ' << facet.total_values
          << '\n';
    else
      out << "  and more headings of an area: a larger " << more << '\n';
  }
}

void print_matrix(std::ostream& out, const Table& table, const std::string& unit, const Page& page) {
  std::vector<std::string> names{table.rows}, totals;
  std::vector<GridColumn> columns;
  for (const FacetValue& row : table.row_values) {
    names.push_back(row.label);
    totals.push_back(std::to_string(count_in(row.counts, unit)));
  }
  for (std::size_t c = 0; c < table.column_values.size(); ++c) {
    columns.push_back({table.column_values[c].label, {}});
    for (const auto& row : table.cells) columns.back().cells.push_back(std::to_string(count_in(row.at(c), unit)));
  }
  columns.push_back({"all", std::move(totals)});
  out << '\n' << styled(unit + " by " + table.rows + " and " + table.columns, Style::bold, page) << '\n';
  print_grid(out, names, columns, page);
}

}  // namespace findings
