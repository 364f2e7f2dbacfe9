// The verbs of `findings`, a file each, as tables: what is typed, what it does, and what it may be given. Help, man
// page and completions are made of these tables, and so is the reading of what was typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace findings {

using Arguments = std::vector<std::string>;

class Given;  // cli/options.h

enum class Takes { nothing, number, text, list };

/// What a shell offers in the place of an option's value or a verb's words.
enum class Offers { nothing, choices, files, folders, facets, values, reports, citations, verbs };

struct Option {
  std::string_view name;   // without its "--"
  std::string_view value;  // what stands for its value in help: "FILE"; "" where it takes none
  std::string_view describes;
  Takes takes = Takes::nothing;
  std::string_view choices = {};    // "auto always never": the value is one of these
  std::string_view standard = {};   // what it is where it is not given
  Offers offers = Offers::nothing;  // choices, where there are any, without saying so
  bool hidden = false;              // an older name that still works
};

struct OptionGroup {
  std::string_view title;
  std::vector<Option> options;
};

struct Example {
  std::string_view command, says;
};

struct Verb {
  std::string_view name;
  std::string_view group;      // under which `findings help` lists it; "" where it does not
  std::string_view describes;  // in a line
  std::string_view arguments;  // "QUESTION", "[PATH...]"; "" where there are only options
  std::vector<Example> examples;
  std::string_view about;  // paragraphs
  std::vector<OptionGroup> options;
  Exit (*run)(const Given&);        // may throw Error, which main prints
  Offers offers = Offers::nothing;  // in the place of its words
  std::string_view choices = {};
};

Verb search_verb();
Verb facets_verb();
Verb sample_verb();
Verb themes_verb();
Verb concordance_verb();
Verb matrix_verb();
Verb missing_verb();
Verb watch_verb();
Verb reports_verb();
Verb compare_verb();
Verb pack_verb();
Verb report_verb();
Verb paragraph_verb();
Verb similar_verb();
Verb cite_verb();
Verb index_verb();
Verb outline_verb();
Verb doctor_verb();
Verb generations_verb();
Verb rollback_verb();
Verb verify_verb();
Verb serve_verb();
Verb shard_verb();

Verb completions_verb();
Verb complete_verb();

/// All of them, in the order of help.
const std::vector<Verb>& verbs();

/// The verb of that name, or nullptr.
const Verb* find_verb(std::string_view name);

}  // namespace findings
