// What is known of a report, as data of templates.
#pragma once

#include <string>
#include <vector>

#include "server/index_holder.h"
#include "server/pages/page.h"

namespace findings::pages {

/// "report_id", "report_name", "report_address", "report_title", "framework", "inspected", "published", "overall" ...
Data record_data(const ReportRecord& record);

/// "judged", as printed, "area", and its grade.
Data judgement_data(const Judgement& judgement);

/// The record of that report, or nullptr.
const ReportRecord* record_of(const Served& index, const std::string& id);

/// The reports on that authority, the oldest inspection first.
std::vector<const ReportRecord*> records_of(const Served& index, const std::string& authority);

/// The last day of inspection, else of publication, as "2012-05-04"; "" where neither is known.
std::string day_of(const Report& report);

}  // namespace findings::pages
