#include "cli/cited.h"

#include "schema/error.h"
#include "schema/text.h"

namespace findings {

ReportRecord named_report(const Searcher& searcher, const std::string& id) {
  if (auto record = searcher.report(id)) return *std::move(record);
  std::vector<std::string> ids;
  for (const ReportRecord& record : searcher.records()) ids.push_back(record.report.id);
  const std::string near = nearest(id, ids);
  throw Error("no report has the id \"" + id + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              "findings reports lists them", Exit::nothing);
}

FoundHit cited(const Searcher& searcher, const std::string& citation, std::size_t context) {
  if (auto found = searcher.paragraph(citation, context)) return *std::move(found);
  const std::size_t hash = citation.find('#');
  const ReportRecord record = named_report(searcher, citation.substr(0, hash));
  if (hash == citation.npos)
    throw Error("\"" + citation + "\" names a report, not a paragraph of it", "findings report " + citation,
                Exit::nothing);
  Question all;
  all.filters = {{"report", {record.report.id}}};
  all.sort = Sort::index;
  all.limit = record.paragraph_count;
  std::string first, last;
  searcher.each_hit(all, false, [&](FoundHit&& found) {
    const std::string tail = found.hit.citation.substr(found.hit.citation.find('#'));
    if (first.empty()) first = tail;
    last = tail;
  });
  throw Error(record.report.id + " has no paragraph " + citation.substr(hash),
              "its " + std::to_string(record.paragraph_count) + " paragraphs are " + first + " to " + last +
                  ": findings search '*' --report " + record.report.id + " --sort index",
              Exit::nothing);
}

}  // namespace findings
