#include "server/parameters.h"

#include <algorithm>
#include <charconv>

#include "schema/text.h"

namespace findings {
namespace {

using http::HttpError;
using Type = Parameter::Type;

[[noreturn]] void refuse(std::string_view name, const std::string& message, const std::string& hint = "") {
  HttpError error(400, "bad_parameter", message, hint);
  error.param = name;
  throw error;
}

std::vector<std::string> words_of(std::string_view text, char between) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

void check(const Parameter& parameter, const std::string& value) {
  const std::string name(parameter.name);
  if (parameter.type == Type::number) {
    const auto number = whole_number(value);
    if (!number || *number < parameter.least || *number > parameter.most)
      refuse(name, name + " wants a whole number" +
                       (parameter.most == UINT64_MAX
                            ? std::string()
                            : " from " + std::to_string(parameter.least) + " to " + std::to_string(parameter.most)));
  }
  if (parameter.type == Type::flag && value != "1" && value != "0" && value != "true" && value != "false")
    refuse(name, name + " is 1 or 0");
  if (parameter.type != Type::choice) return;
  const std::vector<std::string> choices = choices_of(parameter);
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  std::string list;
  for (const std::string& choice : choices) list += (list.empty() ? "" : ", ") + choice;
  const std::string near = nearest(value, choices);
  refuse(name, "no " + name + " is called \"" + value + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
         "known: " + list);
}

}  // namespace

std::vector<std::string> choices_of(const Parameter& parameter) { return words_of(parameter.choices, ' '); }

Asked::Asked(const http::Request& request, const Parameters& parameters) {
  for (const Parameter& parameter : parameters) standards_[parameter.name] = parameter.standard;
  for (const auto& [name, value] : request.query) {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.name == name; });
    if (found == parameters.end()) {
      std::vector<std::string> names;
      for (const Parameter& parameter : parameters) names.emplace_back(parameter.name);
      const std::string near = nearest(name, names);
      refuse(name,
             "no parameter is called \"" + name + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
    }
    std::string given = value;
    if (given.empty() && found->type == Type::flag) given = "1";
    if (given.empty()) continue;
    check(*found, given);
    auto& values = values_[name];
    const bool is_list = found->type == Type::names || found->type == Type::texts;
    if (!is_list && !values.empty()) refuse(name, name + " is given twice");
    for (const std::string& one : found->type == Type::names ? words_of(given, ',') : std::vector{given})
      if (std::find(values.begin(), values.end(), one) == values.end()) values.push_back(one);
  }
}

bool Asked::has(std::string_view name) const {
  const auto found = values_.find(name);
  return found != values_.end() && !found->second.empty();
}

std::string Asked::text(std::string_view name) const {
  return has(name) ? values_.find(name)->second.front() : std::string(standards_.at(name));
}

std::uint64_t Asked::number(std::string_view name) const { return whole_number(text(name)).value_or(0); }

bool Asked::flag(std::string_view name) const {
  const std::string value = text(name);
  return value == "1" || value == "true";
}

std::vector<std::string> Asked::list(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace findings
