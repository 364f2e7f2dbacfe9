#include "server/http/message.h"

#include <algorithm>

namespace findings::http {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::optional<std::string> first_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return std::nullopt;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

std::optional<std::string> Request::header(std::string_view name) const { return first_of(headers, name); }

std::optional<std::string> Request::parameter(std::string_view name) const { return first_of(query, name); }

std::vector<std::string> Request::parameters_of(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : query)
    if (key == name) values.push_back(value);
  return values;
}

const std::string& Request::segment(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  throw std::out_of_range("the route has no {" + std::string(name) + "}");
}

void Response::set(std::string_view name, std::string value) {
  std::erase_if(headers, [&](const auto& header) { return same_name(header.first, name); });
  headers.emplace_back(name, std::move(value));
}

bool Response::has(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return same_name(header.first, name); });
}

HttpError busy(const std::string& message) {
  HttpError error(503, "busy", message, "try again in a few seconds");
  error.headers = {{"Retry-After", "2"}};
  return error;
}

}  // namespace findings::http
