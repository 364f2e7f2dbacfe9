#include "schema/facts.h"

#include "schema/error.h"
#include "schema/fields.h"

// A line a column, values between tabs, "none" as nothing. No value has either sign in it: they are tidied lines. Both
// are less than any letter, so that "slac/bury/2012-05-04" stands before "slac/bury/2012-05-04-2" here too.

namespace findings {
namespace {

/// What stands for no value in that column.
std::vector<std::string> nothing_in(const std::string& column) {
  if (column == copies_column) return {};
  const Field* field = field_named(column);
  return {field && field->kind == FieldKind::date ? "" : std::string(no_value)};
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  for (std::size_t end = 0; end != text.npos; text.remove_prefix(end == text.npos ? text.size() : end + 1)) {
    end = text.find(by);
    parts.emplace_back(text.substr(0, end));
  }
  return parts;
}

}  // namespace

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

std::string pack_facts(const ParagraphFacts& row) {
  std::string packed;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) packed += '\n';
    if (row[i] == nothing_in(column_names()[i])) continue;
    for (std::size_t value = 0; value < row[i].size(); ++value) packed += (value > 0 ? "\t" : "") + row[i][value];
  }
  return packed;
}

ParagraphFacts unpack_facts(std::string_view packed) {
  const std::vector<std::string>& names = column_names();
  const std::vector<std::string> lines = split(packed, '\n');
  if (lines.size() != names.size())
    throw Error("the index is damaged: the facts of a paragraph cannot be read", "make it again: findings index",
                Exit::no_index);
  ParagraphFacts row;
  for (std::size_t i = 0; i < lines.size(); ++i)
    row.push_back(lines[i].empty() ? nothing_in(names[i]) : split(lines[i], '\t'));
  return row;
}

}  // namespace findings
