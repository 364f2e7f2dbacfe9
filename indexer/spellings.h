// One value a heading or an authority: reports write "Looked After children" and "Looked after children".
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "schema/report_records.h"

namespace findings {

/// A filter's term knows a value by its slug alone, so values that share one must be one where they are counted, or
/// choosing a value would find more than its count said. The commonest spelling stands for all.
class Spellings {
 public:
  explicit Spellings(const std::vector<const ReportRecord*>& records);

  /// Of the values of field_values.
  void settle(std::vector<std::vector<std::string>>& values, const Report& report, const Paragraph& paragraph) const;

 private:
  using Names = std::unordered_map<std::string, std::string>;  // as written, in the spelling that stands for it
  Names authorities_;
  Names headings_;  // names of sections, and headings as printed that are the name of another section
};

}  // namespace findings
