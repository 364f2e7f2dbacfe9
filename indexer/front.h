// What a report says of itself before it begins: who, when, by whom.
#pragma once

#include <string>
#include <vector>

#include "indexer/blocks.h"
#include "indexer/profile.h"
#include "indexer/recognise.h"

namespace findings {

/// Reads authority, inspection dates, publication date and lead inspector from the blocks around the title, as far as
/// `end`, into `report`. Returns for each block of [begin, end) whether it was one of these facts.
std::vector<bool> read_front(const std::vector<Block>& blocks, std::size_t begin, std::size_t end, const Title& title,
                             const Framework& framework, Report& report);

/// Whether a line begins with the label of such a fact: "Inspection dates:", "Report published: 4 September 2017".
bool is_fact_line(const std::string& text);

/// Facts printed far from the front: "Lead inspector: ..." in the closing pages, the signature of a letter.
void read_back(const std::vector<Block>& blocks, const Framework& framework, Report& report);

}  // namespace findings
