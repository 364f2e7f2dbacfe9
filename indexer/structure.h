// Blocks -> Report: sections, paragraphs, improvements, judgements.
#pragma once

#include <vector>

#include "indexer/blocks.h"
#include "indexer/profile.h"
#include "schema/report.h"

namespace findings {

/// Reads the whole structure. Without a framework, headings are guessed from how they stand, everything is a finding,
/// and area and grade are absent. Citations, grades in force and checks are `finish`'s.
Report structure(const std::vector<Block>& blocks, const Framework* framework);

}  // namespace findings
