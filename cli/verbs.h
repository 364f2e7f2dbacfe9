// The verbs of `findings`, a file each. A verb gets the arguments after its name and returns an exit status; it may
// throw Error, which main prints.
#pragma once

#include <string>
#include <vector>

#include "schema/error.h"

namespace findings {

using Arguments = std::vector<std::string>;

Exit index_verb(const Arguments& arguments);
Exit outline_verb(const Arguments& arguments);
Exit search_verb(const Arguments& arguments);
Exit reports_verb(const Arguments& arguments);
Exit doctor_verb(const Arguments& arguments);

}  // namespace findings
