// Answers for programs, as JSON. The keys are promises; new ones are added at the end.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "searcher/searcher.h"

namespace findings {

/// What is not known is null. `matches` and `snippet` are offsets in Unicode code points.
nlohmann::ordered_json to_json(const FoundHit& found);
nlohmann::ordered_json to_json(const Counts& counts);
nlohmann::ordered_json to_json(const Facet& facet);
nlohmann::ordered_json to_json(const std::vector<FacetValue>& values);
nlohmann::ordered_json to_json(const Table& table);
nlohmann::ordered_json to_json(const Question& question);
nlohmann::ordered_json to_json(const Question& question, const Results& results);
nlohmann::ordered_json to_json(const Question& question, const Sample& sample);
nlohmann::ordered_json to_json(const std::vector<FoundHit>& hits);

/// The address where it is one on the web, else "": a manifest may say anything, and this becomes a link.
std::string web_address(const std::string& url);

/// The report's address; of a PDF, the page of it where the paragraph begins. "" where none is known on the web.
std::string page_link(const Hit& hit);

/// Where shards are missing, says so in the JSON of an answer: "partial", "missing_shards".
void tell_missing(nlohmann::ordered_json& json, const std::vector<MissingShard>& missing);

/// One line or indented; bytes that are not UTF-8 become U+FFFD.
std::string printed(const nlohmann::ordered_json& json, bool indented);

}  // namespace findings
