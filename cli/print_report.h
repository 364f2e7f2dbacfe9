// A report for people: facts, judgements, sections, warnings.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/print_text.h"
#include "schema/report.h"

namespace findings {

/// `paragraphs` has a count for each section.
void print_report(std::ostream& out, const Report& report, const std::vector<std::size_t>& paragraphs,
                  const Page& page);

/// A line as wide as the page; what does not fit goes on below, behind `indent`.
void print_line(std::ostream& out, const std::string& begin, const std::string& text, int indent, const Page& page);

}  // namespace findings
