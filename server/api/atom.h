// A question as a feed (RFC 4287): what is new on it, in any reader of feeds.
#pragma once

#include <string>

#include "searcher/searcher.h"
#include "server/service.h"

namespace findings {

/// An entry a hit, whose id is its citation. `call` gives the addresses and the day the index was made.
std::string atom_feed(const Call& call, const Question& question, const Results& results);

}  // namespace findings
