#include "cli/options.h"

#include <algorithm>
#include <charconv>

#include <boost/program_options.hpp>

#include "schema/fields.h"
#include "schema/text.h"

namespace findings {
namespace {

namespace po = boost::program_options;

const std::string word_option = "word";  // boost's name for what is no option

po::options_description description_of(const std::vector<OptionGroup>& groups) {
  po::options_description options;
  for (const OptionGroup& group : groups)
    for (const Option& option : group.options) {
      const std::string name(option.name);
      if (option.takes == Takes::nothing)
        options.add_options()(name.c_str(), "");
      else if (option.takes == Takes::list)
        options.add_options()(name.c_str(), po::value<std::vector<std::string>>()->composing(), "");
      else
        options.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  options.add_options()(word_option.c_str(), po::value<std::vector<std::string>>());
  return options;
}

po::variables_map parse(const Arguments& arguments, const std::vector<OptionGroup>& groups) {
  const po::options_description options = description_of(groups);
  po::positional_options_description rest;
  rest.add(word_option.c_str(), -1);
  using namespace po::command_line_style;
  try {
    po::variables_map given;
    po::store(po::command_line_parser(arguments)
                  .options(options)
                  .positional(rest)
                  .style(allow_long | long_allow_next | long_allow_adjacent)
                  .run(),
              given);
    return given;
  } catch (const po::unknown_option& error) {
    std::vector<std::string> names;
    for (const OptionGroup& group : groups)
      for (const Option& option : group.options)
        if (!option.hidden) names.push_back("--" + std::string(option.name));
    const std::string typed = error.get_option_name(), near = nearest(typed, names);
    throw Error("no option is called " + typed + (near.empty() ? "" : "; did you mean " + near + "?"),
                "--help lists the options");
  } catch (const po::multiple_occurrences& error) {
    throw Error(error.get_option_name() + " may be given once");
  } catch (const po::error_with_option_name& error) {
    throw Error(error.get_option_name() + " wants a value after it");
  } catch (const po::error& error) {
    throw Error(error.what(), "--help lists the options");
  }
}

void check_choice(const Option& option, const std::string& typed) {
  std::vector<std::string> choices;
  std::string list;
  for (std::string_view rest = option.choices; !rest.empty();) {
    choices.emplace_back(rest.substr(0, rest.find(' ')));
    rest.remove_prefix(std::min(choices.back().size() + 1, rest.size()));
    list += (list.empty() ? "" : ", ") + choices.back();
  }
  if (std::find(choices.begin(), choices.end(), typed) != choices.end()) return;
  const std::string name(option.name), near = nearest(typed, choices);
  throw Error("no " + name + " is called \"" + typed + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
              near.empty() ? "--" + name + " knows " + list : "");
}

std::optional<std::size_t> read_number(const std::string& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

const Option index_option{
    "index", "DIR", "the index; else $FINDINGS_INDEX, else the user's own", Takes::text, {}, {}, Offers::folders};
const Option color_option{"color", "WHEN", "auto, always or never", Takes::text, "auto always never", "auto"};
const Option output_option{"output",     "FILE", "write to this file, whole or not at all; -o FILE is the same",
                           Takes::text,  {},     {},
                           Offers::files};

bool Given::has(std::string_view option) const { return values_.contains(option); }

std::string Given::text(std::string_view option) const {
  if (const auto found = values_.find(option); found != values_.end()) return found->second.at(0);
  const auto standard = standards_.find(option);
  return standard == standards_.end() ? "" : standard->second;
}

std::optional<std::size_t> Given::number(std::string_view option) const {
  const std::string typed = text(option);
  return typed.empty() ? std::nullopt : read_number(typed);
}

std::vector<std::string> Given::list(std::string_view option) const {
  std::vector<std::string> list;
  for (const std::string& typed : all(option))
    for (std::string_view rest = typed; !rest.empty();) {
      const std::string item = tidy(rest.substr(0, rest.find(',')));
      rest.remove_prefix(std::min(rest.size(), std::min(rest.find(','), rest.size()) + 1));
      if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
    }
  return list;
}

std::vector<std::string> Given::all(std::string_view option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Given read_arguments(const Arguments& arguments, const std::vector<OptionGroup>& groups) {
  Arguments spelt = arguments;
  for (std::string& argument : spelt) {
    if (argument == "--") break;
    if (argument == "-o") argument = "--output";
  }
  const po::variables_map parsed = parse(spelt, groups);
  Given given;
  for (const OptionGroup& group : groups)
    for (const Option& option : group.options) {
      const std::string name(option.name);
      if (!option.standard.empty()) given.standards_[name] = option.standard;
      if (!parsed.count(name)) continue;
      std::vector<std::string>& values = given.values_[name];
      if (option.takes == Takes::list)
        values = parsed[name].as<std::vector<std::string>>();
      else if (option.takes != Takes::nothing)
        values = {parsed[name].as<std::string>()};
      if (option.takes == Takes::number && !read_number(values[0]))
        throw Error("--" + name + " wants a number from 0 up");
      if (!option.choices.empty()) check_choice(option, values.at(0));
    }
  if (parsed.count(word_option)) given.words_ = parsed[word_option].as<std::vector<std::string>>();
  return given;
}

OptionGroup filter_options() {
  OptionGroup group{"Filters (findings search --fields shows examples)", {}};
  for (const Field& field : fields)
    group.options.push_back({field.name,
                             "VALUE",
                             field.describes,
                             Takes::list,
                             {},
                             {},
                             field.kind == FieldKind::date ? Offers::nothing : Offers::values});
  return group;
}

std::vector<Filter> filters_given(const Given& given) {
  std::vector<Filter> filters;
  for (const Field& field : fields)
    if (const std::string name(field.name); given.has(name)) filters.push_back({name, given.all(name)});
  return filters;
}

}  // namespace findings
