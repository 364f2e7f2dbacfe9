#include "server/pages/hits.h"

#include <algorithm>

#include "schema/text.h"
#include "searcher/cite.h"
#include "searcher/json_results.h"
#include "searcher/values.h"
#include "server/errors.h"
#include "server/pages/addresses.h"
#include "server/pages/asked_page.h"

namespace findings::pages {
namespace {

constexpr std::string_view bullet = "•";

std::string citation_of(const Hit& hit) {
  std::string text;
  CitationWriter writer(CitationFormat::text, [&](std::string_view part) { text += part; });
  writer.add(hit);
  writer.end();
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Data hit_data(const FoundHit& found, const std::string& hl, const std::string& root) {
  const Hit& hit = found.hit;
  Data data;
  put(data, "citation", hit.citation);
  put(data, "whole_citation", citation_of(hit));
  put(data, "place", capitalised(place_in_words(hit)));
  put(data, "in_context", paragraph_address(hit.citation, hl));
  put(data, "printed_address", root + paragraph_address(hit.citation));
  std::string path;
  for (const std::string& heading : hit.section) path += (path.empty() ? "" : " › ") + heading;
  put(data, "path", path);
  const std::string excerpt = excerpt_html(found), whole = lit_html(hit.text, found.matches);
  put(data, "excerpt_html", excerpt);
  put(data, "whole_html", excerpt == whole ? "" : whole);
  put_grade(data, hit.grade, hit.grade_from);
  put(data, "kind", hit.kind == "finding" ? "" : capitalised(hit.kind));
  put(data, "timescale", hit.timescale);
  put(data, "page", hit.page > 0 ? std::to_string(hit.page) : "");
  put(data, "link", page_link(hit));
  DataList copies;
  for (const std::string& copy : found.copies) {
    Data one;
    put(one, "copy", copy);
    put(one, "copy_address", paragraph_address(copy, hl));
    copies.push_back(std::move(one));
  }
  put(data, "copies_in_words", copies.empty() ? "" : number_of(copies.size(), "other", "others"));
  put(data, "copies", std::move(copies));
  return data;
}

}  // namespace

std::string lit_html(const std::string& text, const std::vector<Match>& matches, std::size_t start,
                     std::size_t length) {
  std::string html;
  std::size_t written = std::string::npos, byte = 0;  // what stands between them is to be written
  const auto flush = [&] {
    if (written < byte) html += escaped(std::string_view(text).substr(written, byte - written));
    written = byte;
  };
  auto match = matches.begin();
  std::size_t point = 0;
  const std::size_t end = length == std::string::npos ? length : start + length;
  bool is_lit = false;
  const auto light = [&](bool on) {
    if (on == is_lit) return;
    flush();
    html += on ? "<mark>" : "</mark>";
    is_lit = on;
  };
  for (; byte < text.size() && point < end; ++point) {
    while (match != matches.end() && match->start + match->length <= point) ++match;
    if (point >= start) {
      written = std::min(written, byte);
      light(match != matches.end() && match->start <= point);
      if (point > start && text[byte] == bullet[0] && text.compare(byte, bullet.size(), bullet) == 0)
        flush(), html += "<br>";
    }
    do ++byte;
    while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
  }
  light(false);
  flush();
  return html;
}

std::string excerpt_html(const FoundHit& found) {
  if (found.snippet.empty()) return lit_html(found.hit.text, found.matches);
  std::string html;
  std::size_t end = 0;
  for (const Match& sentence : found.snippet) {
    if (sentence.start > end)
      html += html.empty() ? "… " : " … ";
    else if (!html.empty())
      html += ' ';
    html += lit_html(found.hit.text, found.matches, sentence.start, sentence.length);
    end = sentence.start + sentence.length + 1;  // the space between sentences
  }
  return end < code_points(found.hit.text) ? html + " …" : html;
}

void put_grade(Data& object, const std::string& grade, const std::string& from) {
  put(object, "grade", grade.empty() ? "Not graded" : capitalised(grade));
  put(object, "grade_class", grade.empty() ? "none" : slug(grade));
  put(object, "grade_from",
      grade.empty()         ? ""
      : from == "enclosing" ? "of the enclosing section"
      : from == "overall"   ? "overall"
                            : "");
}

DataList report_groups(const std::vector<FoundHit>& hits, const std::string& hl, const std::string& root) {
  std::vector<std::string> reports;
  for (const FoundHit& found : hits)
    if (std::find(reports.begin(), reports.end(), found.hit.report) == reports.end())
      reports.push_back(found.hit.report);
  DataList groups;
  for (const std::string& report : reports) {
    DataList of_report;
    const Hit* hit = nullptr;
    for (const FoundHit& found : hits) {
      if (found.hit.report != report) continue;
      hit = &found.hit;
      of_report.push_back(hit_data(found, hl, root));
    }
    Data group;
    put(group, "report_id", report);
    put(group, "report_name", hit->authority.empty() ? hit->title.empty() ? report : hit->title : hit->authority);
    put(group, "report_address", report_address(report) + (hl.empty() ? "" : address("", {{"hl", hl}})));
    put(group, "framework", hit->framework.empty() ? "" : label_of("framework", hit->framework));
    put(group, "inspected", day_in_words(hit->inspected));
    put(group, "published", day_in_words(hit->published));
    put(group, "overall", hit->overall.empty() ? "" : hit->overall);
    put(group, "overall_class", slug(hit->overall));
    put(group, "outcome", hit->outcome);
    put(group, "hits", std::move(of_report));
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace findings::pages
