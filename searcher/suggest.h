// What a box offers while somebody types.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "schema/texts.h"
#include "searcher/count.h"

namespace findings {

/// A value of a field that can be offered.
struct Offer {
  std::string field, text;         // "authority", "Bristol"
  std::vector<std::string> names;  // folded, each after a space: its label, and of an authority its other names
  Counts counts;                   // what choosing it alone finds
};

/// Of every authority, area and heading of an index, the commonest of each field first. Takes 2 ms at 17,000
/// paragraphs, so it is made once.
std::vector<Offer> make_offers(const Columns& columns);

/// The folded phrases of an index, in the order of letters.
std::vector<std::pair<std::string, UnitId>> make_phrase_offers(const Texts& texts);

}  // namespace findings
