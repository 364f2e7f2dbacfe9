#include "schema/facts.h"

#include "schema/fields.h"

namespace findings {

const std::vector<std::string>& column_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> made{"report"};
    for (const Field& field : fields)
      if (field.facet || field.name == "inspected") made.emplace_back(field.name);
    made.emplace_back(copies_column);
    return made;
  }();
  return names;
}

}  // namespace findings
