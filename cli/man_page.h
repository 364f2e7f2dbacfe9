// findings(1), from the tables of verbs.
#pragma once

#include <string>

namespace findings {

/// In the language of man(7).
std::string man_page();

}  // namespace findings
