// findings report ID: what is known of one report.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ask.h"
#include "cli/cited.h"
#include "cli/output.h"
#include "cli/print_facets.h"
#include "cli/print_report.h"
#include "schema/report_json.h"
#include "searcher/json_results.h"

namespace findings {
namespace {

constexpr std::string_view formats = "text json";

/// Paragraphs of each section. A heading that a report prints twice is one section here, the first.
std::vector<std::size_t> count_sections(const Searcher& searcher, const Report& report, Question question) {
  std::vector<std::size_t> counts(report.sections.size(), 0);
  searcher.each_hit(question, false, [&](FoundHit&& found) {
    const auto section = std::find_if(report.sections.begin(), report.sections.end(),
                                      [&](const Section& one) { return one.path == found.hit.section; });
    if (section != report.sections.end()) ++counts[static_cast<std::size_t>(section - report.sections.begin())];
  });
  return counts;
}

nlohmann::ordered_json json_of(const ReportRecord& record, const std::vector<std::size_t>& sections,
                               const Results& results) {
  nlohmann::ordered_json json = to_json(record.report);
  json.erase("paragraphs");
  json["paragraph_count"] = record.paragraph_count;
  json["file_path"] = record.path;
  json["digest"] = record.digest;
  json["section_paragraphs"] = sections;
  nlohmann::ordered_json facets = nlohmann::ordered_json::array();
  for (const Facet& facet : results.facets) facets.push_back(to_json(facet));
  json["facets"] = facets;
  return json;
}

Exit report(const Given& given) {
  if (given.words().size() != 1) throw Error("report wants one report's id", "findings reports lists them");
  const std::string format = format_given(given, formats);
  const Searcher searcher = open_searcher(given);
  const ReportRecord record = named_report(searcher, given.words().front());
  Question question;
  question.filters = {{"report", {record.report.id}}};
  question.sort = Sort::index;
  question.limit = record.paragraph_count;
  const std::vector<std::size_t> sections = count_sections(searcher, record.report, question);
  question.limit = 0;
  question.facets = {"kind", "grade", "area"};
  const Results results = searcher.search(question);

  Output output(given.text("output"));
  output.print([&](std::ostream& out) {
    if (format == "json") {
      out << printed_answer(json_of(record, sections, results));
      return;
    }
    const Page page = page_given(given);
    print_report(out, record.report, sections, page);
    out << "\nfile         " << record.path << '\n';
    if (record.report.url) out << "address      " << *record.report.url << '\n';
    out << "paragraphs   " << record.paragraph_count << '\n';
    for (const Facet& facet : results.facets) {
      std::vector<std::vector<std::string>> rows{{facet.field, "paragraphs"}};
      for (const FacetValue& value : facet.values)
        if (value.counts.paragraphs > 0) rows.push_back({"  " + value.label, std::to_string(value.counts.paragraphs)});
      out << '\n';
      print_table(out, rows, 1, page);
    }
  });
  output.finish();
  return Exit::found;
}

}  // namespace

Verb report_verb() {
  OptionGroup others{"Options", output_options(formats)};
  others.options.push_back(index_option);
  return {"report",
          "Reading",
          "show what is known of one report",
          "ID",
          {{"findings report slac/bury/2012-05-04", "facts, judgements, sections, counts, warnings"},
           {"findings report slac/bury/2012-05-04 --format json", ""}},
          "",
          {others},
          report,
          Offers::reports};
}

}  // namespace findings
