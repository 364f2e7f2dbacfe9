// What can only be said of a report once it is read whole.
#pragma once

#include "indexer/profile.h"
#include "schema/report.h"

namespace findings {

/// The report's id, the paragraphs' citations, the grade in force over each, the number ranges of sections, which
/// paragraphs repeat another; and what does not add up, as warnings: grades of the table against the body's, graded
/// headings without a grade, numbers that jump, facts that are missing. `file_stem` stands in for an unknown authority
/// in the id.
void finish(Report& report, const Framework* framework, const std::string& file_stem);

}  // namespace findings
