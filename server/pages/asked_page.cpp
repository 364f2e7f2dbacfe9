#include "server/pages/asked_page.h"

#include <algorithm>

#include "schema/date.h"
#include "schema/fields.h"
#include "schema/text.h"
#include "searcher/parse.h"
#include "searcher/values.h"

namespace findings::pages {
namespace {

using Form = Expression::Form;

constexpr std::size_t hits_of_a_page = 20;

constexpr std::pair<std::string_view, std::string_view> field_labels[] = {
    {"authority", "Authority"},
    {"area", "Area"},
    {"section", "Area and heading"},
    {"grade", "Grade in force"},
    {"band", "Grade band"},
    {"framework", "Kind of inspection"},
    {"year", "Year of inspection"},
    {"kind", "Kind of paragraph"},
    {"region", "Region"},
    {"overall", "Overall grade of the report"},
    {"outcome", "Outcome of a SEND inspection"},
    {"inspected", "Inspected"},
    {"published", "Published"},
    {"report", "Report"},
};

/// The text without the filters it stands under.
std::string without_top_filters(const std::string& text) {
  if (text.empty()) return text;
  const Expression whole = parse(text);
  std::vector<const Expression*> filters;
  if (whole.form == Form::filter) filters.push_back(&whole);
  if (whole.form == Form::all)
    for (const Expression& part : whole.parts)
      if (part.form == Form::filter) filters.push_back(&part);
  std::string rest = text;
  for (auto filter = filters.rbegin(); filter != filters.rend(); ++filter)
    rest.erase((*filter)->start, (*filter)->length);
  return tidy(rest);
}

bool means_the_same(const Question& a, const Question& b) {
  return describe(a.expression) == describe(b.expression) && a.filters == b.filters && a.ignored == b.ignored;
}

/// Moves filters out of the text where that is the same question: "grade:good AND neglect" loses its AND too.
void move_filters(std::string& text, Question& question, const Searcher& searcher) {
  for (const std::string& other : {without_top_filters(question.text), describe(question.expression)}) {
    if (other == question.text) return;
    try {
      Question moved = searcher.understand(other, question.filters, question.reading);
      if (!means_the_same(moved, question)) continue;
      text = other;
      question = std::move(moved);
      return;
    } catch (const Error&) {  // it was not to be taken apart like that
    }
  }
}

}  // namespace

Parameters search_page_parameters() {
  return joined({question_parameters(),
                 order_parameters(),
                 {{"authority_has", Parameter::Type::text, "offer only authorities that have this in their name"}}});
}

AskedPage::AskedPage(const Asked& asked, const Searcher& searcher, std::string where)
    : path(std::move(where)), question(question_of(asked, searcher, "*")) {
  text = question.text == "*" ? "" : question.text;
  move_filters(text, question, searcher);
}

AskedPage::AskedPage(const http::Request& request, const Searcher& searcher)
    : AskedPage(Asked(request, search_page_parameters()), searcher, "/search") {
  const Asked asked(request, search_page_parameters());
  set_order(question, asked);
  question.limit = hits_of_a_page;
  authority_has = asked.text("authority_has");
}

http::Pairs AskedPage::slice() const {
  http::Pairs all;
  if (!text.empty()) all.emplace_back("q", text);
  for (const Filter& filter : question.filters)
    for (const std::string& value : filter.values) all.emplace_back(filter.field, value);
  if (question.reading.as_written) all.emplace_back("as_written", "1");
  if (question.reading.successors) all.emplace_back("successors", "1");
  return all;
}

http::Pairs AskedPage::parameters() const {
  http::Pairs all = slice();
  if (question.sort != Sort::relevance)
    all.emplace_back("sort", std::string(sort_names[static_cast<std::size_t>(question.sort)]));
  if (question.seed != 0) all.emplace_back("seed", std::to_string(question.seed));
  if (!question.fold_copies) all.emplace_back("duplicates", "show");
  all.insert(all.end(), beside.begin(), beside.end());
  return all;
}

http::Pairs AskedPage::with_text(const std::string& other) const {
  http::Pairs all = parameters();
  std::erase_if(all, [](const auto& pair) { return pair.first == "q"; });
  if (!other.empty()) all.insert(all.begin(), {"q", other});
  return all;
}

http::Pairs AskedPage::without(std::string_view field, std::string_view value) const {
  http::Pairs all = parameters();
  std::erase_if(all, [&](const auto& pair) { return pair.first == field && pair.second == value; });
  return all;
}

http::Pairs AskedPage::without(std::string_view field) const {
  http::Pairs all = parameters();
  std::erase_if(all, [&](const auto& pair) { return pair.first == field; });
  return all;
}

http::Pairs AskedPage::without_filters() const {
  http::Pairs all = parameters();
  std::erase_if(all, [](const auto& pair) { return field_named(pair.first) != nullptr; });
  return all;
}

http::Pairs AskedPage::at(std::size_t offset) const {
  http::Pairs all = parameters();
  if (offset > 0) all.emplace_back("offset", std::to_string(offset));
  return all;
}

std::string AskedPage::in_words() const {
  std::string words = text;
  for (const Filter& filter : question.filters) {
    words += (words.empty() ? "" : ", ") + field_label(filter.field) + ": ";
    for (const std::string& value : filter.values)
      words += (&value == &filter.values.front() ? "" : " or ") + capitalised(filter_label(filter.field, value));
  }
  return words.empty() ? "All paragraphs" : words;
}

std::string field_label(std::string_view field) {
  for (const auto& [name, label] : field_labels)
    if (name == field) return std::string(label);
  return std::string(field);
}

std::string filter_label(std::string_view field, const std::string& value) {
  if (field == "section") {
    const auto [area, heading] = split_section(value);
    if (area.empty()) return value;
    const std::string label = label_of("area", std::string(area));
    return heading.empty() ? label : std::string(heading) + ", in " + label;
  }
  return field == "inspected" || field == "published" ? day_in_words(value) : label_of(field, value);
}

std::string day_in_words(const std::string& date) {
  constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
  const auto day = read_iso_date(date);
  if (!day) return date;
  return std::to_string(static_cast<unsigned>(day->day())) + ' ' +
         std::string(months[static_cast<unsigned>(day->month()) - 1]) + ' ' +
         std::to_string(static_cast<int>(day->year()));
}

}  // namespace findings::pages
