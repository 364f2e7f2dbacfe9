#include "cli/options.h"

#include <algorithm>

#include "schema/fields.h"
#include "schema/text.h"

namespace findings {
namespace po = boost::program_options;

po::variables_map read_options(const Arguments& arguments, const po::options_description& options,
                               const std::string& positional) {
  po::options_description all;
  all.add(options);
  all.add_options()(positional.c_str(), po::value<std::vector<std::string>>());
  po::positional_options_description rest;
  rest.add(positional.c_str(), -1);
  using namespace po::command_line_style;
  try {
    po::variables_map given;
    po::store(po::command_line_parser(arguments)
                  .options(all)
                  .positional(rest)
                  .style(allow_long | long_allow_next | long_allow_adjacent)
                  .run(),
              given);
    return given;
  } catch (const po::unknown_option& error) {
    std::vector<std::string> names;
    for (const auto& option : options.options()) names.push_back("--" + option->long_name());
    const std::string typed = error.get_option_name(), near = nearest(typed, names);
    throw Error("no option is called " + typed + (near.empty() ? "" : "; did you mean " + near + "?"),
                "--help lists the options");
  } catch (const po::invalid_option_value& error) {
    throw Error(error.get_option_name() + " wants a number from 0 up");  // all others are text
  } catch (const po::multiple_occurrences& error) {
    throw Error(error.get_option_name() + " may be given once");
  } catch (const po::error_with_option_name& error) {
    throw Error(error.get_option_name() + " wants a value after it");
  } catch (const po::error& error) {
    throw Error(error.what(), "--help lists the options");
  }
}

void add_filter_options(po::options_description& options) {
  for (const Field& field : fields)
    options.add_options()(std::string(field.name).c_str(),
                          po::value<std::vector<std::string>>()->composing()->value_name("VALUE"),
                          std::string(field.describes).c_str());
}

std::vector<Filter> filters_given(const po::variables_map& given) {
  std::vector<Filter> filters;
  for (const Field& field : fields)
    if (const std::string name(field.name); given.count(name))
      filters.push_back({name, given[name].as<std::vector<std::string>>()});
  return filters;
}

std::string choice_given(const po::variables_map& given, const std::string& option,
                         const std::vector<std::string>& choices) {
  const std::string typed = given[option].as<std::string>();
  if (std::find(choices.begin(), choices.end(), typed) != choices.end()) return typed;
  std::string list;
  for (const std::string& choice : choices) list += (list.empty() ? "" : ", ") + choice;
  const std::string near = nearest(typed, choices);
  throw Error(
      "no " + option + " is called \"" + typed + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
      near.empty() ? "--" + option + " knows " + list : "");
}

std::vector<std::string> list_given(const po::variables_map& given, const std::string& option) {
  std::vector<std::string> list;
  if (!given.count(option)) return list;
  for (const std::string& typed : given[option].as<std::vector<std::string>>())
    for (std::string_view rest = typed; !rest.empty();) {
      const std::string item = tidy(rest.substr(0, rest.find(',')));
      rest.remove_prefix(std::min(rest.size(), std::min(rest.find(','), rest.size()) + 1));
      if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
    }
  return list;
}

std::size_t number_given(const po::variables_map& given, const std::string& option) {
  const long number = given[option].as<long>();
  if (number < 0) throw Error("--" + option + " wants a number from 0 up");
  return static_cast<std::size_t>(number);
}

}  // namespace findings
