// The authorities that reports of the index are about.
#include <map>

#include "schema/authorities.h"
#include "schema/text.h"
#include "server/pages/addresses.h"
#include "server/pages/hits.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/record_data.h"

namespace findings::pages {
namespace {

/// The latest report that gives an overall grade.
const Report* last_judged(const std::vector<const ReportRecord*>& records) {
  for (auto record = records.rbegin(); record != records.rend(); ++record)
    if (overall_grade((*record)->report)) return &(*record)->report;
  return nullptr;
}

}  // namespace

http::Response authorities_page(const Call& call) {
  std::map<std::string, std::string> names;  // by what they are sorted by
  for (const ReportRecord& record : call.index->searcher.records())
    if (record.report.authority) names.emplace(fold(*record.report.authority), *record.report.authority);
  DataList list;
  for (const auto& [_, name] : names) {
    const std::vector<const ReportRecord*> records = records_of(*call.index, name);
    const Authority* authority = find_authority(name);
    const Report* judged = last_judged(records);
    Data one;
    put(one, "name", name);
    put(one, "authority_address", authority_address(name));
    put(one, "region", authority ? authority->region : "");
    put(one, "report_count", number(records.size()));
    put(one, "last", day_of(records.back()->report).substr(0, 4));
    put(one, "is_judged", judged != nullptr);
    put_grade(one, judged ? std::string(to_string(*overall_grade(*judged))) : "");
    put(one, "judged_in", judged ? day_of(*judged).substr(0, 4) : "");
    list.push_back(std::move(one));
  }
  Data data;
  put(data, "title", number_of(list.size(), "authority", "authorities") + " – Findings");
  put(data, "small_box", true);
  put(data, "at_authorities", true);
  put(data, "list_in_words", number_of(list.size(), "authority", "authorities"));
  put(data, "list", std::move(list));
  return page_reply("authorities", std::move(data));
}

}  // namespace findings::pages
