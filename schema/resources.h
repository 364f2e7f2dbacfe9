// Files of the source tree built into the program, so that it needs no data folder beside it.
#pragma once

#include <vector>
#include <string_view>

namespace findings {

struct Resource {
  std::string_view name;  // path in the source tree: "indexer/frameworks/slac.toml"
  std::string_view text;
};

/// All built-in files whose name begins with `folder`, in order of their names.
std::vector<Resource> resources(std::string_view folder);

/// The built-in file of that name; throws std::out_of_range where there is none.
std::string_view resource(std::string_view name);

}  // namespace findings
