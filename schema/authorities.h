// The English authorities: one canonical name each, the other names people and reports use, and who came after.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

/// A row of searcher/vocabulary/authorities.csv.
struct Authority {
  std::string name;                     // "North East Lincolnshire"
  std::string region;                   // "Yorkshire and The Humber"
  std::vector<std::string> aliases;     // "NELC", "Hull"; without "council", "borough of" and the like, which are known
  std::vector<std::string> successors;  // names of the authorities that took over; empty while it exists
  std::string until;                    // last day it existed, "2023-03-31"; "" while it exists
};

/// The whole table, in the order of the file.
const std::vector<Authority>& authorities();

/// The authority a printed name means: "London Borough of Barking & Dagenham", "Durham County Council", "Kingston upon
/// Hull City Council". Nothing where the name is not known: names are never guessed.
const Authority* find_authority(std::string_view printed);

/// The authorities that took over from that one, and those it took over from; theirs too, in the order of the table.
std::vector<std::string> related_authorities(std::string_view name);

/// The printed name without "council", "royal borough of" and the like: how an unknown name is kept.
std::string bare_authority_name(std::string_view printed);

}  // namespace findings
