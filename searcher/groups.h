// What hits can be grouped by.
#pragma once

#include "searcher/question.h"

namespace findings {

/// Throws Error where question.group is no field of groups.
void check_group(const Question& question);

}  // namespace findings
