#include "schema/resources.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace findings {

extern const Resource built_in_files[];
extern const unsigned built_in_count;

std::vector<Resource> resources(std::string_view folder) {
  std::vector<Resource> found;
  for (unsigned i = 0; i < built_in_count; ++i)
    if (built_in_files[i].name.starts_with(folder)) found.push_back(built_in_files[i]);
  std::sort(found.begin(), found.end(), [](const Resource& a, const Resource& b) { return a.name < b.name; });
  return found;
}

std::string_view resource(std::string_view name) {
  for (unsigned i = 0; i < built_in_count; ++i)
    if (built_in_files[i].name == name) return built_in_files[i].text;
  throw std::out_of_range("no built-in file " + std::string(name));
}

}  // namespace findings
