// Paragraphs that say the same: joint services, a wrapper's summary of the report inside it, words that inspectors use
// again. They are indexed each for itself and known as copies, so that hits can be folded and texts counted.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "schema/report_records.h"

namespace findings {

using Records = std::vector<const ReportRecord*>;

/// Of each paragraph that has copies, the first one among them included: the citation of the first.
using Copies = std::unordered_map<const Paragraph*, std::string>;

/// `records` in the order of the index.
Copies find_copies(const Records& records);

}  // namespace findings
