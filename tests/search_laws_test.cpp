// Laws of searching: whatever is asked of whatever index, a scan of the paragraphs in memory gives the same answer.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "indexer/write.h"
#include "schema/generations.h"
#include "schema/text.h"
#include "searcher/facets.h"
#include "searcher/searcher.h"
#include "searcher/terms.h"
#include "tests/temporary_folder.h"

using namespace findings;

namespace {

using Form = Expression::Form;
using Words = std::vector<std::string>;
using Values = std::map<std::string, Words, std::less<>>;  // of each field

// Words that are their own stems, so that the scan needs no stemmer.
const Words vocabulary{"neglect", "drift", "plan", "visit", "carer", "school", "health", "risk", "court", "adopt"};
const Words headings{"Staying safe", "Being healthy", "Overall effectiveness", "Staying Put"};
// Said in several reports.
const Words statements{"drift plan visit carer school health risk court adopt neglect plan school visit health",
                       "carer carer school plan court risk neglect drift visit plan health adopt carer school"};

struct Known {
  std::string citation, report, authority;
  Words words;
  Values values;
  std::string inspected, published, text_of;  // text_of: the first paragraph that says the same, or itself
  int grade_rank = 99;
};

template <typename T>
const T& any(std::mt19937& random, const std::vector<T>& from) {
  return from[random() % from.size()];
}

Report random_report(std::mt19937& random, int n) {
  Report report;
  const int year = 2009 + static_cast<int>(random() % 5), month = 1 + static_cast<int>(random() % 12);
  const std::string authority = "Place" + std::to_string(random() % 4);
  report.id = "x/" + authority + "/" + std::to_string(n);
  report.file = report.id;
  report.title = authority;
  if (random() % 5) report.authority = authority;
  if (random() % 5) report.framework = any<std::string>(random, {"slac", "sif", "ilacs"});
  const Date day = std::chrono::year(year) / month / (1 + static_cast<int>(random() % 28));
  if (random() % 5) report.inspected = Period{day, day};
  if (random() % 3) report.published = Date(std::chrono::sys_days(day) + std::chrono::days(40));
  const int sections = 1 + static_cast<int>(random() % 4);
  for (int s = 0; s < sections; ++s) {
    Section section;
    section.name = any(random, headings);
    section.area = areas[random() % std::size(areas)].name;
    if (s > 0 && random() % 2) section.parent = random() % static_cast<unsigned>(s);
    if (section.parent) section.path = report.sections[*section.parent].path;
    section.path.push_back(section.name);
    if (random() % 3) section.grade = grades[random() % grades.size()];
    report.sections.push_back(section);
  }
  if (random() % 2) report.judgements.push_back({"whole-service", "Overall", grades[random() % grades.size()], ""});
  if (random() % 2) report.outcome = any<std::string>(random, {"every 3 years", "within 18 months"});
  const int paragraphs = static_cast<int>(random() % 8);
  for (int p = 0; p < paragraphs; ++p) {
    Paragraph paragraph;
    paragraph.citation = report.id + '#' + std::to_string(p + 1);
    paragraph.section = random() % report.sections.size();
    paragraph.area = report.sections[paragraph.section].area;
    paragraph.grade = report.sections[paragraph.section].grade;
    paragraph.kind = random() % 4 ? Kind::finding : Kind::improvement;
    const int length = 1 + static_cast<int>(random() % 8);
    if (random() % 6 == 0)
      paragraph.text = any(random, statements);
    else
      for (int w = 0; w < length; ++w) paragraph.text += (w ? " " : "") + any(random, vocabulary);
    report.paragraphs.push_back(paragraph);
  }
  return report;
}

std::string compact(std::string day) {
  std::erase(day, '-');
  return day;
}

/// The paragraphs in the order of the index, with what the field table says of each.
std::vector<Known> known(std::vector<Report> reports) {
  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.id < b.id; });
  std::vector<Known> all;
  for (const Report& report : reports)
    for (const Paragraph& paragraph : report.paragraphs) {
      Known one{paragraph.citation, report.id, report.authority.value_or("")};
      for (std::size_t at = 0; at < paragraph.text.size();) {
        const std::size_t end = std::min(paragraph.text.find(' ', at), paragraph.text.size());
        one.words.push_back(paragraph.text.substr(at, end - at));
        at = end + 1;
      }
      std::set<std::string> names;
      for (std::optional<std::size_t> s = paragraph.section; s; s = report.sections[*s].parent)
        names.insert(report.sections[*s].name);
      const std::string none(no_value);
      one.values["section"] = {names.begin(), names.end()};
      one.values["authority"] = {report.authority.value_or(none)};
      one.values["framework"] = {report.framework.value_or(none)};
      one.values["area"] = {paragraph.area};
      one.values["grade"] = {paragraph.grade ? std::string(to_string(*paragraph.grade)) : none};
      one.values["band"] = {paragraph.grade ? std::to_string(band(*paragraph.grade)) : none};
      one.values["region"] = {none};  // invented places lie in none
      one.values["overall"] = {overall_grade(report) ? std::string(to_string(*overall_grade(report))) : none};
      one.values["outcome"] = {report.outcome.value_or(none)};
      one.values["kind"] = {std::string(to_string(paragraph.kind))};
      if (report.inspected) one.inspected = compact(to_string(report.inspected->to));
      if (report.published) one.published = compact(to_string(*report.published));
      one.values["year"] = {one.inspected.empty() ? none : one.inspected.substr(0, 4)};
      one.values["report"] = {report.id};
      if (paragraph.grade) one.grade_rank = static_cast<int>(*paragraph.grade);
      all.push_back(std::move(one));
    }
  return all;
}

/// Days as digits, "2012-05" as "20120500".."20120599": a range of strings.
bool in_range(const std::string& day, const std::string& range) {
  if (day.empty()) return false;
  const std::size_t dots = range.find("..");
  const std::string first = compact(range.substr(0, dots)),
                    last = dots == range.npos ? first : compact(range.substr(dots + 2));
  return day.substr(0, first.size()) >= first && (last.empty() || day.substr(0, last.size()) <= last);
}

bool passes(const Known& paragraph, const Filter& filter) {
  return std::any_of(filter.values.begin(), filter.values.end(), [&](const std::string& value) {
    if (filter.field == "inspected") return in_range(paragraph.inspected, value);
    if (filter.field == "published") return in_range(paragraph.published, value);
    const Words& here = paragraph.values.at(filter.field);
    if (const std::size_t slash = value.find('/'); filter.field == "section" && slash != value.npos)
      return paragraph.values.at("area")[0] == value.substr(0, slash) &&
             (slash + 1 == value.size() || std::find(here.begin(), here.end(), value.substr(slash + 1)) != here.end());
    if (filter.field == "year" && value != no_value) return here[0] != no_value && in_range(here[0], value);
    return std::any_of(here.begin(), here.end(), [&](const std::string& one) { return slug(one) == slug(value); });
  });
}

/// Whether the parts stand, from some place on, within `window` words; in their order or in any.
bool stand_near(const Words& words, const Expression& near) {
  const std::size_t window = static_cast<std::size_t>(near.distance) + near.parts.size() - 1;
  std::vector<std::size_t> order(near.parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    for (std::size_t start = 0; start < words.size(); ++start) {
      std::size_t at = start, found = 0;
      for (; at < words.size() && at < start + window && found < order.size(); ++at)
        if (words[at] == near.parts[order[found]].text) ++found;
      if (found == order.size()) return true;
    }
  } while (near.form == Form::near && std::next_permutation(order.begin(), order.end()));
  return false;
}

bool matches(const Known& paragraph, const Expression& expression) {
  const auto part_matches = [&](const Expression& part) { return matches(paragraph, part); };
  const Words& words = paragraph.words;
  switch (expression.form) {
    case Form::everything:
      return true;
    case Form::filter:
      return passes(paragraph, expression.filter);
    case Form::all:
      return std::all_of(expression.parts.begin(), expression.parts.end(), part_matches);
    case Form::any:
      return std::any_of(expression.parts.begin(), expression.parts.end(), part_matches);
    case Form::none:
      return !part_matches(expression.parts[0]);
    case Form::wildcard:
      return std::any_of(words.begin(), words.end(),
                         [&](const auto& word) { return word.starts_with(expression.text); });
    case Form::near:
    case Form::adjacent:
      return stand_near(words, expression);
    default: {
      std::string text = " ";
      for (const std::string& word : words) text += word + ' ';
      return text.find(' ' + expression.text + ' ') != text.npos;
    }
  }
}

bool answers(const Known& paragraph, const Question& question) {
  return matches(paragraph, question.expression) && std::all_of(question.filters.begin(), question.filters.end(),
                                                                [&](const Filter& f) { return passes(paragraph, f); });
}

std::string random_filter(std::mt19937& random) {
  const std::string year = std::to_string(2008 + random() % 7), later = std::to_string(2011 + random() % 4);
  return any<std::string>(random, {"grade:adequate",
                                   "grade:3",
                                   "grade:none",
                                   "grade:good",
                                   "band:3",
                                   "band:1",
                                   "area:adoption",
                                   "area:about",
                                   "area:looked-after-children",
                                   "section:\"staying safe\"",
                                   "section:\"being healthy\"",
                                   "section:\"adoption/staying safe\"",
                                   "section:\"about the report/Being healthy\"",
                                   "section:leadership/",
                                   "kind:improvement",
                                   "kind:finding",
                                   "overall:good",
                                   "overall:none",
                                   "outcome:none",
                                   "outcome:\"every 3 years\"",
                                   "region:none",
                                   "framework:slac",
                                   "framework:none",
                                   "authority:place1",
                                   "authority:Place2",
                                   "year:" + year,
                                   "year:2009.." + later,
                                   "year:.." + later,
                                   "year:none",
                                   "inspected:" + year,
                                   "inspected:2009-06.." + later,
                                   "inspected:" + later + "-03-10..",
                                   "published:.." + later,
                                   "published:" + year + "-04"});
}

std::string random_question(std::mt19937& random, int depth) {
  const auto word = [&] { return any(random, vocabulary); };
  const auto deeper = [&] { return random_question(random, depth - 1); };
  switch (random() % (depth > 0 ? 13 : 6)) {
    case 0:
    case 1:
    case 2:
      return word();
    case 3:
      return '"' + word() + ' ' + word() + '"';
    case 4:
      return word().substr(0, 3) + '*';
    case 5:
      return random_filter(random);
    case 6:
      return word() + " NEAR/" + std::to_string(1 + random() % 4) + ' ' + word();
    case 7:
      return word() + " ADJ/" + std::to_string(1 + random() % 4) + ' ' + word();
    case 8:
      return '(' + deeper() + " OR " + deeper() + ')';
    case 9:
      return '(' + deeper() + ") AND (" + deeper() + ')';
    case 10:
      return deeper() + " NOT (" + deeper() + ')';
    case 11:
      return "-(" + deeper() + ')';
    default:
      return deeper() + ' ' + deeper();
  }
}

template <typename Answers>
Counts counted(const std::vector<Known>& all, Answers&& answer) {
  std::set<std::string> reports, authorities;
  Counts counts;
  for (const Known& paragraph : all) {
    if (!answer(paragraph)) continue;
    ++counts.paragraphs;
    reports.insert(paragraph.report);
    if (!paragraph.authority.empty()) authorities.insert(paragraph.authority);
  }
  counts.reports = reports.size();
  counts.authorities = authorities.size();
  return counts;
}

Words citations(const std::vector<FoundHit>& hits) {
  Words list;
  for (const FoundHit& found : hits) list.push_back(found.hit.citation);
  return list;
}

bool has_value(const Known& paragraph, const std::string& field, const std::string& value) {
  const Words& here = paragraph.values.at(field);
  return std::find(here.begin(), here.end(), value) != here.end();
}

/// The values of a field that paragraphs of `among` have.
std::set<std::string> values_among(const std::vector<Known>& all, const std::string& field) {
  std::set<std::string> values;
  for (const Known& paragraph : all)
    values.insert(paragraph.values.at(field).begin(), paragraph.values.at(field).end());
  return values;
}

/// A list of values holds each that is found with its counts, and nothing else but what is selected.
void check_values(const std::vector<Known>& all, const Question& question, const std::string& field,
                  const std::vector<FacetValue>& values, const std::string& within) {
  std::size_t shown = 0;
  for (const std::string& value : values_among(all, field)) {
    const Counts counts = counted(all, [&](const Known& paragraph) {
      return answers(paragraph, question) && has_value(paragraph, field, value) &&
             (within.empty() || has_value(paragraph, "area", within));
    });
    const std::string name = within.empty() ? value : within + '/' + value;
    const auto found = std::find_if(values.begin(), values.end(), [&](const FacetValue& v) { return v.value == name; });
    CAPTURE(name);
    if (found == values.end()) {
      CHECK(counts.paragraphs == 0);
      continue;
    }
    ++shown;
    CHECK(found->counts == counts);
    CHECK((counts.paragraphs > 0 || found->selected));
  }
  CHECK(shown == values.size());
  CHECK(std::is_partitioned(values.begin(), values.end(), [](const FacetValue& value) { return value.selected; }));
}

void check_selected(const std::vector<Known>& all, const Question& question, const std::string& field,
                    const std::vector<FacetValue>& values) {
  const Filter* filter = filter_on(question, field);
  for (const FacetValue& value : values) {
    const bool selected = filter && counted(all, [&](const Known& paragraph) {
                                      return has_value(paragraph, field, value.value) && passes(paragraph, *filter);
                                    }).paragraphs > 0;
    CAPTURE(value.value);
    CHECK(value.selected == selected);
  }
}

void check_facet(const std::vector<Known>& all, const Question& question, const Facet& facet) {
  const Question without = without_filter(question, facet.field);
  CHECK(facet.total_values == facet.values.size());
  if (facet.field != "section") {
    check_values(all, without, facet.field, facet.values, "");
    check_selected(all, question, facet.field, facet.values);
    return;
  }
  check_values(all, without, "area", facet.values, "");
  const Filter* filter = filter_on(question, "section");
  const auto is_chosen = [&](const std::string& value) {
    return filter && std::find(filter->values.begin(), filter->values.end(), value) != filter->values.end();
  };
  for (const FacetValue& area : facet.values) {
    check_values(all, without, "section", area.children, area.value);
    CHECK(area.total_children == area.children.size());
    CHECK(area.selected == is_chosen(area.value + '/'));
    for (const FacetValue& heading : area.children)
      CHECK(heading.selected == (is_chosen(heading.value) || is_chosen(heading.label)));
  }
}

void check_table(const std::vector<Known>& all, const Question& question, const Table& table) {
  check_values(all, question, table.rows, table.row_values, "");
  check_values(all, question, table.columns, table.column_values, "");
  REQUIRE(table.cells.size() == table.row_values.size());
  for (std::size_t row = 0; row < table.cells.size(); ++row) {
    REQUIRE(table.cells[row].size() == table.column_values.size());
    for (std::size_t column = 0; column < table.cells[row].size(); ++column)
      CHECK(table.cells[row][column] == counted(all, [&](const Known& paragraph) {
              return answers(paragraph, question) && has_value(paragraph, table.rows, table.row_values[row].value) &&
                     has_value(paragraph, table.columns, table.column_values[column].value);
            }));
  }
}

}  // namespace

TEST_CASE("every answer equals a scan of the paragraphs") {
  const unsigned seed = GENERATE(range(1u, 9u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::vector<Report> reports;
  for (int n = 0; n < 24; ++n) reports.push_back(random_report(random, n));
  std::vector<Known> all = known(reports);

  const TemporaryFolder folder;
  Writer writer(folder.path());
  write_generation(reports, writer.build());
  writer.publish("{}");
  const Searcher searcher(folder.path());
  const auto& whole = searcher.search(searcher.understand("*", {}));
  REQUIRE(whole.found.paragraphs == all.size());
  for (Known& paragraph : all) {
    const std::string first = searcher.paragraph(paragraph.citation)->hit.copy_of;
    paragraph.text_of = first.empty() ? paragraph.citation : first;
  }
  Words facet_fields;
  for (const Field& field : fields)
    if (field.facet) facet_fields.emplace_back(field.name);

  for (int n = 0; n < 40; ++n) {
    const std::string text = random_question(random, 3);
    std::vector<Filter> filters;
    for (int f = static_cast<int>(random() % 5); f > 0; --f) {
      const std::string filter = random_filter(random);
      const std::size_t colon = filter.find(':');
      std::string value = filter.substr(colon + 1);
      std::erase(value, '"');
      filters.push_back({filter.substr(0, colon), {value}});
    }
    CAPTURE(text);
    Question question;
    try {
      question = searcher.understand(text, filters);
    } catch (const Error& error) {
      // Of what the generator writes, only an authority that happens to be in no report of this index is unknown,
      // and now and then five wildcards in one question.
      const std::string message = error.what();
      CHECK((message.starts_with("no authority") || message.starts_with("no section") ||
             message.find("wildcards") != message.npos));
      continue;
    }
    CAPTURE(describe(question.expression));
    for (const Filter& filter : question.filters) UNSCOPED_INFO(describe(filter));
    question.limit = 1000;
    question.facet_values = 1000;
    question.fold_copies = false;
    question.facets = facet_fields;
    const std::string rows = any(random, facet_fields), columns = any(random, facet_fields);
    if (rows != columns) question.tables.emplace_back(rows, columns);

    const Results results = searcher.search(question);
    Words expected;
    for (const Known& paragraph : all)
      if (answers(paragraph, question)) expected.push_back(paragraph.citation);
    Words found = citations(results.hits);
    const Words ranked = found;
    std::sort(found.begin(), found.end());
    Words sorted = expected;
    std::sort(sorted.begin(), sorted.end());
    REQUIRE(found == sorted);
    CHECK(results.found == counted(all, [&](const Known& paragraph) { return answers(paragraph, question); }));
    CHECK(searcher.count(question) == results.found);
    CHECK(results.help.has_value() == expected.empty());

    std::set<std::string> texts;
    for (const Known& paragraph : all)
      if (answers(paragraph, question)) texts.insert(paragraph.text_of);
    CHECK(results.texts == texts.size());

    REQUIRE(results.facets.size() == facet_fields.size());
    for (const Facet& facet : results.facets) {
      CAPTURE(facet.field);
      check_facet(all, question, facet);
    }
    REQUIRE(results.tables.size() == question.tables.size());
    for (const Table& table : results.tables) {
      CAPTURE(table.rows, table.columns);
      check_table(all, question, table);
    }

    // What is counted does not hang on what else is.
    Question one_facet = question;
    one_facet.facets = {any(random, facet_fields)};
    one_facet.tables.clear();
    const Results one = searcher.search(one_facet);
    CHECK(one.found == results.found);
    CHECK(one.texts == results.texts);
    check_facet(all, question, one.facets.at(0));
    for (const FoundHit& hit : results.hits) CHECK(searcher.paragraph(hit.hit.citation)->hit.text == hit.hit.text);
    CHECK(std::is_sorted(results.hits.begin(), results.hits.end(),
                         [](const FoundHit& a, const FoundHit& b) { return a.score > b.score; }));

    // Pages put together are the whole, and a paragraph's rank does not hang on the page.
    Words paged;
    question.limit = 1 + random() % 5;
    for (question.offset = 0; question.offset < expected.size(); question.offset += question.limit) {
      const Words page = citations(searcher.search(question).hits);
      paged.insert(paged.end(), page.begin(), page.end());
    }
    CHECK(paged == ranked);

    // Sorted orders are stable: ties stand in the order of the index.
    question.offset = 0;
    question.limit = 1000;
    std::map<std::string, const Known*> by_citation;
    for (const Known& paragraph : all) by_citation[paragraph.citation] = &paragraph;
    const auto check_order = [&](Sort order, auto&& before) {
      question.sort = order;
      Words wanted = expected;
      std::stable_sort(wanted.begin(), wanted.end(),
                       [&](const auto& a, const auto& b) { return before(*by_citation[a], *by_citation[b]); });
      CHECK(citations(searcher.search(question).hits) == wanted);
    };
    check_order(Sort::newest, [](const Known& a, const Known& b) { return a.inspected > b.inspected; });
    check_order(Sort::oldest, [](const Known& a, const Known& b) {
      return (a.inspected.empty() ? "9" : a.inspected) < (b.inspected.empty() ? "9" : b.inspected);
    });
    check_order(Sort::grade, [](const Known& a, const Known& b) { return a.grade_rank < b.grade_rank; });
    check_order(Sort::authority,
                [](const Known& a, const Known& b) { return a.values.at("authority") < b.values.at("authority"); });
  }
}

TEST_CASE("a facet whose values exclude each other adds up to what is found") {
  std::mt19937 random(7);
  std::vector<Report> reports;
  for (int n = 0; n < 30; ++n) reports.push_back(random_report(random, n));
  const TemporaryFolder folder;
  Writer writer(folder.path());
  write_generation(reports, writer.build());
  writer.publish("{}");
  const Searcher searcher(folder.path());
  Question question = searcher.understand("plan OR visit", {{"kind", {"finding"}}});
  for (const Field& field : fields)
    if (field.facet) question.facets.emplace_back(field.name);
  const Results results = searcher.search(question);
  for (const Facet& facet : results.facets) {
    if (facet.field == "kind") continue;  // it shows the siblings of what is chosen
    std::size_t paragraphs = 0;
    for (const FacetValue& value : facet.values) paragraphs += value.counts.paragraphs;
    CAPTURE(facet.field);
    CHECK(paragraphs == results.found.paragraphs);
  }
}

TEST_CASE("choosing a sibling finds what its count said") {
  std::mt19937 random(42);
  std::vector<Report> reports;
  for (int n = 0; n < 30; ++n) reports.push_back(random_report(random, n));
  const TemporaryFolder folder;
  Writer writer(folder.path());
  write_generation(reports, writer.build());
  writer.publish("{}");
  const Searcher searcher(folder.path());
  for (const std::string text : {"neglect", "plan OR visit", "*"}) {
    Question question = searcher.understand(
        text, {{"grade", {"good"}}, {"area", {"adoption", "about"}}, {"section", {"Staying safe", "adoption/"}}});
    question.facets = {"grade", "area", "year", "section"};
    for (const Facet& facet : searcher.search(question).facets) {
      const auto check = [&](const std::string& value, const Counts& counts) {
        const Question without = without_filter(question, facet.field);
        const Question chosen = searcher.understand(text, [&] {
          auto filters = without.filters;
          filters.push_back({facet.field, {value}});
          return filters;
        }());
        CAPTURE(text, facet.field, value);
        CHECK(searcher.count(chosen) == counts);
      };
      const bool has_children = facet.field == "section";
      for (const FacetValue& value : facet.values) {
        check(has_children ? value.value + '/' : value.value, value.counts);
        for (const FacetValue& child : value.children) check(child.value, child.counts);
      }
    }
  }
}
