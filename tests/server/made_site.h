// The pages of a server over made reports, and what tests ask of them.
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <regex>

#include "schema/text.h"
#include "tests/server/made_service.h"

namespace findings {

inline constexpr char hostile_text[] = "<script>alert('neglect')</script> & \"quotes\" of neglect";

inline Report hostile_report() {
  Report report = made_report("Wex<b>borough", "wexborough", "2014-03-07");
  report.title = "\"><img src=x onerror=alert(1)>";
  report.lead_inspector = "O'Brien <i>";
  report.url = "javascript:alert(1)";
  report.sections[1].path = {"<h1>Services\" onclick=\"x"};
  report.paragraphs[2].text = hostile_text;
  return report;
}

inline std::vector<Report> made_reports() {
  std::vector<Report> reports;
  int year = 2010;
  for (const char* name : {"Ashby", "Brackenshire", "Kelderwick"})
    for (int i = 0; i < 9; ++i, year = 2010 + (year - 2009) % 7) {
      Report report = made_report(name, slug(name), std::to_string(year) + "-05-0" + std::to_string(i + 1));
      report.paragraphs[2].text += " It was visit " + std::to_string(i) + " to " + name + ".";
      report.url = "https://reports.example/" + slug(name) + ".pdf?a=1&b=2";
      if (i % 2 == 1)
        for (Paragraph& paragraph : report.paragraphs)
          if (paragraph.grade) paragraph.grade = Grade::inadequate;
      reports.push_back(std::move(report));
    }
  reports.push_back(hostile_report());
  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.id < b.id; });
  return reports;
}

struct Site {
  explicit Site(const std::vector<Report>& reports = made_reports()) {
    Writer writer(folder.path());
    write_generation(reports, writer.build());
    writer.publish("{}");
    service.emplace(made_config(folder.path()), all_routes(), [](std::string_view, const std::string&) {});
  }
  http::Response get(const std::string& target) const { return service->answer(made_request("GET " + target)); }
  std::string page(const std::string& target) const {
    const http::Response response = get(target);
    INFO(target);
    CHECK(response.status == 200);
    CHECK(response.type == "text/html; charset=utf-8");
    return response.body;
  }

  TemporaryFolder folder;
  std::optional<Service> service;
};

inline const Site& site() {
  static const Site one;
  return one;
}

inline std::string unescaped(std::string text) {
  for (const auto& [reference, letter] :
       {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(reference, at)) != text.npos; ++at)
      text.replace(at, std::string(reference).size(), letter);
  return text;
}

/// What the pattern's groups are, wherever it stands in the page.
inline std::vector<std::vector<std::string>> all_of(const std::string& page, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::vector<std::string>> all;
  for (std::sregex_iterator at(page.begin(), page.end(), regex), end; at != end; ++at) {
    all.emplace_back();
    for (std::size_t group = 1; group < at->size(); ++group) all.back().push_back(unescaped((*at)[group]));
  }
  return all;
}

inline std::vector<std::string> first_of(const std::string& page, const std::string& pattern) {
  std::vector<std::string> firsts;
  for (const auto& groups : all_of(page, pattern)) firsts.push_back(groups.at(0));
  return firsts;
}

inline std::vector<std::string> links(const std::string& page) { return first_of(page, "href=\"([^\"]*)\""); }

inline bool has(const std::string& page, const std::string& text) { return page.find(text) != std::string::npos; }

inline std::string found_line(const std::string& page) {
  const auto lines = first_of(page, "id=\"found\" role=\"status\" aria-live=\"polite\"><b>([^<]*)</b>");
  return lines.size() == 1 ? lines[0] : "there are " + std::to_string(lines.size());
}

struct Box {
  std::string name, value, counts;
  bool checked;
};

inline std::vector<Box> boxes(const std::string& page) {
  std::vector<Box> all;
  for (const auto& groups : all_of(page,
                                   "<label class=\"facet-row[^>]*><input type=\"checkbox\"[^>]* name=\"([^\"]*)\" "
                                   "value=\"([^\"]*)\"( checked)?[^]*?visually-hidden\">: ([^<]*)</span></label>"))
    all.push_back({groups[0], groups[1], groups[3], !groups[2].empty()});
  return all;
}

/// "4 paragraphs in 2 reports of 1 authority" as a box says it: "4 paragraphs, 2 reports, 1 authority".
inline std::string as_in_a_box(std::string found) {
  found = std::regex_replace(found, std::regex(", [0-9,]+ distinct texts?,"), "");
  return std::regex_replace(found, std::regex(" in | of "), ", ");
}

}  // namespace findings
