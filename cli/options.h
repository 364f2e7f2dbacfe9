// Options as verbs share them: written once as tables, read with mistakes answered by the nearest name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/verbs.h"
#include "searcher/question.h"

namespace findings {

/// What was typed after a verb. Every name asked for is an option of the verb.
class Given {
 public:
  bool has(std::string_view option) const;
  /// The value; where it is not given the option's standard one.
  std::string text(std::string_view option) const;
  std::optional<std::size_t> number(std::string_view option) const;
  /// "a,b" and repeats of an option as one list, without repeats.
  std::vector<std::string> list(std::string_view option) const;
  /// Repeats of an option as they are.
  std::vector<std::string> all(std::string_view option) const;
  /// What is no option.
  const std::vector<std::string>& words() const { return words_; }

 private:
  friend Given read_arguments(const Arguments&, const std::vector<OptionGroup>&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> standards_;
  std::vector<std::string> words_;
};

/// Reads the arguments of a verb. What is no option is a word; so is "-drift", since no option has a single '-', except
/// "-o FILE". Throws Error for an unknown option, with the nearest, for a value that is missing, no number or none of
/// the choices: "no format is called "jsn"; did you mean "json"?".
Given read_arguments(const Arguments& arguments, const std::vector<OptionGroup>& groups);

/// --authority, --area ... : an option for each field.
OptionGroup filter_options();
std::vector<Filter> filters_given(const Given& given);

// Rows that several verbs have.
extern const Option index_option, color_option, output_option;

}  // namespace findings
