// From what was typed after a verb to a question: options that all verbs share which ask one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/options.h"
#include "searcher/searcher.h"

namespace findings {

/// How the words of a question are read: --as-written, --successors, --duplicates ...
OptionGroup reading_options();
Reading reading_given(const Given& given);

/// The order of what is found: --sort, --seed.
std::vector<Option> order_options();

/// What becomes of an answer that lacks a shard: it is given, and the exit status tells; or there is none.
enum class Partial { told, refused };

/// The index that --index names, or the user's own. Says on standard error which of its shards are missing.
Searcher open_searcher(const Given& given, Partial partial = Partial::told);

/// Whether the searcher that was opened lacks a shard.
bool is_partial();

/// An answer of it as JSON for people and programs: indented, and saying where it is partial.
std::string printed_answer(nlohmann::ordered_json json);

/// The words as one question, with the filters beside it, its order and how copies are shown. Where there are neither
/// words nor filters it is `otherwise`; with "" that is an Error.
Question question_given(const Given& given, const Searcher& searcher, const std::string& otherwise = "");

/// "area,grade" as rows and columns, for each --table.
extern const Option table_option, count_option;
std::vector<std::pair<std::string, std::string>> tables_given(const Given& given);

}  // namespace findings
