// What an address may ask for after its '?', as tables: requests are read by them and the OpenAPI description is made
// of them, so neither can promise what the other does not keep.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace findings {

struct Parameter {
  enum class Type {
    text,
    number,  // a whole one
    flag,    // 1 or true, 0 or false; alone it is 1
    choice,
    names,  // "area,grade", and repeats
    texts,  // repeats, each as it stands
  };

  std::string_view name;
  Type type = Type::text;
  std::string_view describes;
  std::string_view choices = {};   // "fold show"
  std::string_view standard = {};  // what it is where it is not given
  std::uint64_t least = 0, most = UINT64_MAX;
};

using Parameters = std::vector<Parameter>;

/// Its choices apart: "fold", "show".
std::vector<std::string> choices_of(const Parameter& parameter);

/// The parameters of a request, checked against the table.
class Asked {
 public:
  /// Throws HttpError (400) with the parameter's name: one that is not in the table (with the nearest that is), that is
  /// given twice and may not be, or whose value is no number, out of bounds or none of the choices. An empty value is
  /// as good as none: a form sends its empty fields.
  Asked(const http::Request& request, const Parameters& parameters);

  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;  // or the standard one
  std::uint64_t number(std::string_view name) const;
  bool flag(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::map<std::string_view, std::string_view> standards_;
};

}  // namespace findings
