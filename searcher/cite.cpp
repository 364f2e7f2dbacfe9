#include "searcher/cite.h"

#include <nlohmann/json.hpp>

#include "schema/date.h"
#include "schema/text.h"
#include "searcher/export.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

std::string join(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : by) + part;
  return text;
}

struct Day {
  int year = 0, month = 0, day = 0;  // 0 where it is not known
};

Day day_of(const std::string& iso) {
  const auto date = read_iso_date(iso);
  if (!date) return {};
  return {static_cast<int>(date->year()), static_cast<int>(static_cast<unsigned>(date->month())),
          static_cast<int>(static_cast<unsigned>(date->day()))};
}

/// "13 June 2012"
std::string in_words(const Day& day) {
  return std::to_string(day.day) + ' ' + std::string(months[day.month - 1]) + ' ' + std::to_string(day.year);
}

/// The title, with the authority where it does not name it.
std::string full_title(const Hit& hit) {
  if (hit.title.empty()) return hit.authority.empty() ? hit.report : "Inspection report: " + hit.authority;
  const bool names_it = (' ' + fold(hit.title) + ' ').find(' ' + fold(hit.authority) + ' ') != std::string::npos;
  return hit.authority.empty() || names_it ? hit.title : hit.title + ": " + hit.authority;
}

/// "published 13 June 2012", or what is known instead.
std::string dates_of(const Hit& hit) {
  const Day published = day_of(hit.published), inspected = day_of(hit.inspected);
  if (published.year) return "published " + in_words(published);
  return inspected.year ? "publication date not known, inspected to " + in_words(inspected) : "";
}

std::string paragraph_and_page(const Hit& hit) {
  return place_in_words(hit) + (hit.page > 0 ? ", page " + std::to_string(hit.page) : "");
}

/// "Paragraph 52, page 12 (slac/bury/2012-05-04#52); paragraph 60 ..."
std::string note_of(const std::vector<Hit>& cited) {
  std::vector<std::string> parts;
  for (const Hit& hit : cited) parts.push_back(paragraph_and_page(hit) + " (" + hit.citation + ')');
  std::string note = capitalised(join(parts, "; "));
  const Hit& hit = cited.front();
  if (hit.published.empty() && !hit.inspected.empty()) note += ". " + capitalised(dates_of(hit));
  return note;
}

/// The address of an entry: of one paragraph its page, of several the report.
std::string address_of(const std::vector<Hit>& cited) {
  return cited.size() == 1 ? page_link(cited.front()) : web_address(cited.front().url);
}

std::string line_of(const Hit& hit, bool markdown) {
  const auto plain = [&](const std::string& text) { return markdown ? markdown_text(text) : text; };
  const Day published = day_of(hit.published);
  const std::string title = plain(full_title(hit)), dates = dates_of(hit), link = page_link(hit);
  std::string text = plain(join(inspectorates(hit.framework), " and ")) + " (" +
                     (published.year ? std::to_string(published.year) : "n.d.") + ") ";
  text += markdown ? '*' + title + '*' : title;
  if (!dates.empty()) text += ", " + dates;
  text += ", ";
  if (markdown && !link.empty())
    text += '[' + paragraph_and_page(hit) + "](<" + link + ">)";
  else
    text += paragraph_and_page(hit);
  if (!markdown && !link.empty()) text += ", " + link;
  return text + " [" + plain(hit.citation) + "]\n";
}

/// "ofsted-slac-bury-2012-05-04": letters, digits and '-' alone, which every program takes.
std::string key_of(const Hit& hit) {
  std::string key = "ofsted-";
  for (const char c : hit.report)
    key += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : '-';
  return key;
}

/// What \url takes as it stands, braces and backslashes excepted.
std::string bibtex_url(const std::string& url) {
  std::string text;
  for (const char c : url) {
    if (c == '{')
      text += "%7B";
    else if (c == '}')
      text += "%7D";
    else if (c == '\\')
      text += "%5C";
    else
      text += c;
  }
  return text;
}

std::string bibtex_entry(const std::vector<Hit>& cited) {
  const Hit& hit = cited.front();
  const Day published = day_of(hit.published);
  std::vector<std::string> authors;
  for (const std::string& name : inspectorates(hit.framework)) authors.push_back('{' + bibtex_text(name) + '}');
  std::string text = "@techreport{" + key_of(hit) + ",\n";
  const auto add = [&](const std::string& field, const std::string& value) {
    if (!value.empty()) text += "  " + field + " = {" + value + "},\n";
  };
  add("author", join(authors, " and "));
  add("title", '{' + bibtex_text(full_title(hit)) + '}');
  add("institution", join(authors, " and "));
  add("type", "Inspection report");
  add("year", published.year ? std::to_string(published.year) : "n.d.");
  if (published.year) text += "  month = " + fold(months[published.month - 1]).substr(0, 3) + ",\n";
  add("note", bibtex_text(note_of(cited)));
  add("url", bibtex_url(address_of(cited)));
  return text + "}\n";
}

std::string ris_entry(const std::vector<Hit>& cited) {
  const Hit& hit = cited.front();
  const Day published = day_of(hit.published);
  std::string text;
  const auto add = [&](const std::string& tag, const std::string& value) {
    if (!value.empty()) text += tag + "  - " + value + "\r\n";
  };
  add("TY", "RPRT");
  for (const std::string& name : inspectorates(hit.framework)) add("AU", name);
  add("TI", full_title(hit));
  if (published.year) {
    const std::string day =
        hit.published.substr(0, 4) + '/' + hit.published.substr(5, 2) + '/' + hit.published.substr(8);
    add("PY", std::to_string(published.year));
    add("DA", day);
  }
  add("PB", join(inspectorates(hit.framework), " and "));
  add("M3", "Inspection report");
  add("N1", note_of(cited));
  add("UR", address_of(cited));
  return text + "ER  - \r\n";
}

Json csl_item(const std::vector<Hit>& cited) {
  const Hit& hit = cited.front();
  const Day published = day_of(hit.published), inspected = day_of(hit.inspected);
  Json authors = Json::array();
  for (const std::string& name : inspectorates(hit.framework)) authors.push_back({{"literal", name}});
  Json item{{"id", key_of(hit)},
            {"type", "report"},
            {"author", authors},
            {"title", full_title(hit)},
            {"genre", "Inspection report"},
            {"publisher", join(inspectorates(hit.framework), " and ")}};
  const auto date = [](const Day& day) { return Json{{"date-parts", {{day.year, day.month, day.day}}}}; };
  if (published.year) item["issued"] = date(published);
  if (inspected.year) item["event-date"] = date(inspected);
  item["note"] = note_of(cited);
  if (const std::string url = address_of(cited); !url.empty()) item["URL"] = url;
  return item;
}

}  // namespace

std::vector<std::string> inspectorates(std::string_view framework) {
  if (framework == "send") return {"Ofsted", "Care Quality Commission"};
  return {"Ofsted"};
}

std::string place_in_words(const Hit& hit) {
  const std::string tail = hit.citation.substr(hit.citation.find('#') + 1);
  std::string words;
  if (hit.number > 0)
    words = "paragraph " + std::to_string(hit.number);
  else if (tail.starts_with("u"))
    words = "unnumbered paragraph " + tail.substr(1, tail.find_first_of(".~") - 1);
  else
    words = "paragraph " + tail;
  if (hit.item > 0) words += ", improvement " + std::to_string(hit.item);
  return words;
}

std::string bibtex_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\textbackslash{}";
    else if (c == '~')
      escaped += "\\textasciitilde{}";
    else if (c == '^')
      escaped += "\\textasciicircum{}";
    else if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
      escaped += std::string("\\") + c;
    else
      escaped += c;
  }
  return escaped;
}

void CitationWriter::add(const Hit& hit) {
  if (format_ == CitationFormat::text || format_ == CitationFormat::markdown)
    return write_((format_ == CitationFormat::markdown ? "- " : "") +
                  line_of(hit, format_ == CitationFormat::markdown));
  if (!cited_.empty() && cited_.front().report != hit.report) write_entry();
  cited_.push_back(hit);
}

void CitationWriter::write_entry() {
  const bool first = std::exchange(first_, false);
  if (format_ == CitationFormat::bibtex) write_((first ? "" : "\n") + bibtex_entry(cited_));
  if (format_ == CitationFormat::ris) write_(ris_entry(cited_));
  if (format_ == CitationFormat::csl_json) write_((first ? "[\n" : ",\n") + printed(csl_item(cited_), true));
  cited_.clear();
}

void CitationWriter::end() {
  if (!cited_.empty()) write_entry();
  if (format_ == CitationFormat::csl_json) write_(first_ ? "[]\n" : "\n]\n");
}

}  // namespace findings
