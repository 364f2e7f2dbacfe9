// Lines of a PDF -> Blocks, by how they stand: the space above, how far in, how large, how bold.
#pragma once

#include <vector>

#include "indexer/blocks.h"
#include "indexer/lines.h"
#include "indexer/profile.h"

namespace findings {

/// Furniture goes, footnotes are marked, rows of judgement tables become rows, and lines that the page shows as one
/// paragraph, list item or heading become one block. `framework` may be null.
std::vector<Block> blocks_of_pages(const Lines& lines, const Framework* framework);

}  // namespace findings
