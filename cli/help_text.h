// What the tables of verbs say to a person.
#pragma once

#include <string>

#include "cli/print_text.h"
#include "cli/verbs.h"

namespace findings {

/// `findings help`
std::string help_text();

/// `findings VERB --help`
std::string help_text(const Verb& verb, const Page& page);

}  // namespace findings
