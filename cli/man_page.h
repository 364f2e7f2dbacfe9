// findings(1) and a page for each verb, from the tables of verbs.
#pragma once

#include <string>

#include "cli/verbs.h"

namespace findings {

/// findings(1), in the language of man(7).
std::string man_page();

/// findings-search(1) and so on: all that its --help says.
std::string man_page(const Verb& verb);

}  // namespace findings
