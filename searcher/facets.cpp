#include "searcher/facets.h"

#include <algorithm>
#include <tuple>

#include "schema/authorities.h"
#include "schema/error.h"
#include "schema/text.h"
#include "searcher/deadline.h"
#include "searcher/index_errors.h"
#include "searcher/searcher.h"
#include "searcher/terms.h"

namespace findings {
namespace {

/// A value with its place in its column, by which the rows and cells of tables are found.
struct Placed {
  std::size_t place;
  FacetValue value;
};

/// The values that were found or are selected: selected first, then in the field's own order, else the commonest first.
/// `counts`: those of the column's values, in turn.
std::vector<Placed> placed_values(const std::string& field, const Column& column, const Counts* counts,
                                  const std::vector<bool>& selected) {
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < column.values.size(); ++i)
    if (counts[i].paragraphs > 0 || selected[i])
      placed.push_back({i, {column.values[i], label_of(field, column.values[i]), counts[i], selected[i]}});
  const auto key = [&](const FacetValue& value) {
    const auto rank = rank_of(field, value.value);
    return std::tuple(!value.selected, rank.value_or(0), rank ? 0 : -static_cast<long>(value.counts.paragraphs));
  };
  std::stable_sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) {
    const auto before = key(a.value), after = key(b.value);
    return before != after ? before < after : a.value.label < b.value.label;
  });
  return placed;
}

std::vector<bool> selected_in(const Question& question, const std::string& field, const Column& column) {
  const Filter* filter = filter_on(question, field);
  return filter ? chosen_values(*filter, column) : std::vector<bool>(column.values.size());
}

bool has(const Filter* filter, const std::string& value) {
  return filter && std::find(filter->values.begin(), filter->values.end(), value) != filter->values.end();
}

std::vector<FacetValue> without_places(std::vector<Placed> placed) {
  std::vector<FacetValue> values;
  for (Placed& one : placed) values.push_back(std::move(one.value));
  return values;
}

/// Cuts the list to `most`; returns whether that took anything.
bool cut(std::vector<FacetValue>& values, std::size_t most) {
  if (values.size() <= most) return false;
  values.resize(most);
  return true;
}

/// Whether the value, its label or another name of that authority has the folded text in it.
bool is_called(const std::string& field, const FacetValue& value, const std::string& containing) {
  if (containing.empty()) return true;
  const auto has_it = [&](const std::string& name) { return fold(name).find(containing) != std::string::npos; };
  if (has_it(value.label) || has_it(value.value)) return true;
  if (field != "authority") return false;
  return std::any_of(authorities().begin(), authorities().end(), [&](const Authority& authority) {
    return authority.name == value.value && std::any_of(authority.aliases.begin(), authority.aliases.end(), has_it);
  });
}

void check_is_facet(const std::string& wanted) {
  const Field* field = field_named(wanted);
  if (field && field->facet) return;
  std::vector<std::string> names;
  std::string list;
  for (const Field& one : fields)
    if (one.facet) names.emplace_back(one.name), list += (list.empty() ? "facets: " : ", ") + names.back();
  const std::string near = nearest(wanted, names);
  throw Error("no facet is called \"" + wanted + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              near.empty() ? list : "");
}

/// At least all but one of the queries.
Xapian::Query all_but_one(const std::vector<Xapian::Query>& queries) {
  std::vector<Xapian::Query> choices;
  for (std::size_t left_out = 0; left_out < queries.size(); ++left_out) {
    std::vector<Xapian::Query> others = queries;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
    choices.emplace_back(Xapian::Query::OP_AND, others.begin(), others.end());
  }
  return Xapian::Query(Xapian::Query::OP_OR, choices.begin(), choices.end());
}

/// Whether so few paragraphs pass that asking Xapian for them costs less than looking up what does not pass: of a word
/// in three quarters of 100,000 paragraphs, two grades and two frameworks took 7.8 ms asked for and 5.7 looked up, a
/// grade and a council 1.8 and 2.6. An estimate, which costs no match.
bool is_rare(const Xapian::Query& filters, const Xapian::Database& database) {
  Xapian::Enquire enquire(database);
  enquire.set_query(filters);
  return enquire.get_mset(0, 0).get_matches_estimated() < database.get_doccount() / 5;
}

}  // namespace

void check_counted(const Question& question) {
  for (const std::string& field : question.facets) check_is_facet(field);
  for (const auto& [rows, columns] : question.tables) {
    check_is_facet(rows);
    check_is_facet(columns);
    if (rows == columns)
      throw Error("a table has two different fields, not \"" + rows + "\" twice", "as in area,grade");
  }
}

std::vector<Breakdown> breakdowns_of(const std::string& facet) {
  if (facet == "section") return {{"", "area", facet}, {"area", facet, facet}};
  return {{"", facet, facet}};
}

Tally Searcher::tally(const Question& question, const Opened& opened, const std::vector<Breakdown>& breakdowns) const {
  Question rest = question;
  std::vector<Filter> sifted;
  std::vector<Xapian::Query> sifted_queries;
  for (const Filter& filter : question.filters) {
    const bool has_alternatives = std::any_of(breakdowns.begin(), breakdowns.end(),
                                              [&](const auto& b) { return b.alternatives == filter.field; });
    if (!has_alternatives || !can_sift(filter, *columns_)) continue;
    sifted.push_back(filter);
    sifted_queries.push_back(query_of(filter, vocabulary(opened.lexicon)));
    rest = without_filter(rest, filter.field);
  }
  Xapian::Query query = query_of(rest, opened.lexicon, vocabulary(opened.lexicon));
  // What fails two of the sifted filters is counted nowhere; without this a rare value would cost as much as none.
  if (sifted.size() > 1 && is_rare(all_but_one(sifted_queries), opened.documents.all()))
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, all_but_one(sifted_queries));
  Tally tally(*columns_, breakdowns, sifted);
  tally.run(opened.documents, query);
  return tally;
}

Facet Searcher::facet_of(const Question& question, const std::string& field, const Tally& tally, std::size_t first,
                         const Choice& choice) const {
  const auto is_wanted = [&](const FacetValue& value) { return is_called(field, value, choice.containing); };
  Facet facet{field};
  if (field != "section") {
    const Column& column = columns_->at(field);
    facet.values = without_places(
        placed_values(field, column, tally.by_value(first).data(), selected_in(question, field, column)));
    std::erase_if(facet.values, [&](const FacetValue& value) { return !is_wanted(value); });
  } else {
    const Column &area_column = columns_->at("area"), &headings = columns_->at("section");
    const Filter* filter = filter_on(question, field);
    const std::vector<bool> selected = selected_in(question, field, headings);
    std::vector<bool> selected_areas, of_area;
    for (const std::string& area : area_column.values) selected_areas.push_back(has(filter, area + '/'));
    for (auto& [place, area] : placed_values("area", area_column, tally.by_value(first).data(), selected_areas)) {
      of_area = selected;
      for (std::size_t i = 0; i < of_area.size(); ++i)
        if (has(filter, area.value + '/' + headings.values[i])) of_area[i] = true;
      const Counts* counts = tally.by_value(first + 1).data() + place * headings.values.size();
      area.children = without_places(placed_values(field, headings, counts, of_area));
      std::erase_if(area.children, [&](const FacetValue& heading) { return !is_wanted(area) && !is_wanted(heading); });
      if (area.children.empty() && !is_wanted(area)) continue;
      for (FacetValue& heading : area.children) heading.value = area.value + '/' + heading.value;
      area.total_children = area.children.size();
      facet.truncated |= cut(area.children, choice.most);
      facet.values.push_back(std::move(area));
    }
  }
  facet.total_values = facet.values.size();
  const bool is_ordered = field == "section" || rank_of(field, std::string(no_value));
  if (!is_ordered || choice.ordered_too) facet.truncated |= cut(facet.values, choice.most);
  return facet;
}

void Searcher::count_by(const Question& question, const Opened& opened, Results& results) const {
  std::vector<Breakdown> breakdowns;
  std::vector<std::optional<std::size_t>> first_of_facet;
  const auto add = [&](const std::vector<Breakdown>& more) {
    breakdowns.insert(breakdowns.end(), more.begin(), more.end());
    return breakdowns.size() - more.size();
  };
  for (const std::string& field : question.facets) {
    const Filter* filter = filter_on(question, field);
    first_of_facet.push_back(filter && !can_sift(*filter, *columns_) ? std::nullopt
                                                                     : std::optional(add(breakdowns_of(field))));
  }
  const std::size_t first_of_tables = breakdowns.size();
  for (const auto& [rows, columns] : question.tables) add({{"", rows, ""}, {"", columns, ""}, {rows, columns, ""}});

  const Tally whole = tally(question, opened, breakdowns);
  results.found = whole.found();
  results.texts = whole.texts();
  const Choice choice{"", question.facet_values};
  for (std::size_t i = 0; i < question.facets.size(); ++i) {
    const std::string& field = question.facets[i];
    if (first_of_facet[i])
      results.facets.push_back(facet_of(question, field, whole, *first_of_facet[i], choice));
    else  // a heading as printed, which only the terms know
      results.facets.push_back(
          facet_of(question, field, tally(without_filter(question, field), opened, breakdowns_of(field)), 0, choice));
  }
  for (std::size_t i = 0; i < question.tables.size(); ++i) {
    const auto& [rows, columns] = question.tables[i];
    const std::size_t first = first_of_tables + 3 * i;
    const auto values_of = [&](const std::string& field, std::size_t totals) {
      const Column& column = columns_->at(field);
      return placed_values(field, column, whole.by_value(totals).data(), selected_in(question, field, column));
    };
    const std::vector<Placed> row_values = values_of(rows, first), column_values = values_of(columns, first + 1);
    Table table{rows, columns, without_places(row_values), without_places(column_values), {}};
    for (const Placed& row : row_values) {
      const Counts* cells = whole.by_value(first + 2).data() + row.place * columns_->at(columns).values.size();
      table.cells.emplace_back();
      for (const Placed& column : column_values) table.cells.back().push_back(cells[column.place]);
    }
    results.tables.push_back(std::move(table));
  }
}

Facet Searcher::facet(const Question& question, std::string_view field_name, std::string_view containing,
                      std::size_t limit) const {
  const std::string field(field_name);
  check_is_facet(field);
  const Deadline deadline(question.deadline);
  return reading(generation_, [&] {
    const Opened opened = open();
    const Filter* filter = filter_on(question, field);
    const bool is_sifted = !filter || can_sift(*filter, *columns_);
    const Tally counted = tally(is_sifted ? question : without_filter(question, field), opened, breakdowns_of(field));
    return facet_of(question, field, counted, 0, {fold(containing), limit, true});
  });
}

}  // namespace findings
