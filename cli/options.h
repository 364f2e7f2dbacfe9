// Options as verbs share them: mistakes offer the nearest name, filters come from the field table.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "cli/verbs.h"
#include "searcher/question.h"

namespace findings {

/// Reads the arguments of a verb. What is no option is a word of `positional`; so is "-drift", since no option has a
/// single '-'. Throws Error for an unknown option, with the nearest, and for a value that is missing or no number.
boost::program_options::variables_map read_options(const Arguments& arguments,
                                                   const boost::program_options::options_description& options,
                                                   const std::string& positional);

/// --authority, --area ... : an option for each field.
void add_filter_options(boost::program_options::options_description& options);
std::vector<Filter> filters_given(const boost::program_options::variables_map& given);

/// One of `choices`, or an Error with the nearest: "no format is called "jsn"; did you mean "json"?".
std::string choice_given(const boost::program_options::variables_map& given, const std::string& option,
                         const std::vector<std::string>& choices);

/// "a,b" and repeats of an option as one list.
std::vector<std::string> list_given(const boost::program_options::variables_map& given, const std::string& option);

/// A count of things; a negative one is an Error.
std::size_t number_given(const boost::program_options::variables_map& given, const std::string& option);

}  // namespace findings
