// Themes as JSON: what the command line and the API print.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "searcher/themes.h"

namespace findings {

/// {"slice":{...},"against":{...},"unit":"report","under":false,...,"themes":[{"text":...,"counts":[a,b,c,d],...}],
/// "families":[{"themes":[...],"paragraphs":[hits]}]}. The ends of an interval that are infinite are null, as is the
/// family of a theme that is in none.
nlohmann::ordered_json to_json(const Themes& themes);

}  // namespace findings
