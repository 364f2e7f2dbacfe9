#include "indexer/spellings.h"

#include <algorithm>

#include "indexer/write.h"
#include "schema/fields.h"
#include "schema/text.h"

namespace findings {
namespace {

class Spelling {
 public:
  /// The first name of that slug.
  const std::string& settle(const std::string& name) {
    return first_of_slug_.try_emplace(slug(name), name).first->second;
  }

  const std::string* known(const std::string& name) const {
    const auto found = first_of_slug_.find(slug(name));
    return found == first_of_slug_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::string, std::string> first_of_slug_;
};

std::size_t place_of(std::string_view field) { return static_cast<std::size_t>(field_named(field) - fields.data()); }

}  // namespace

Spellings::Spellings(const std::vector<const ReportRecord*>& records) {
  Spelling authorities, headings;
  for (const ReportRecord* record : records) {
    const Report& report = record->report;
    if (report.authority && !authorities_.contains(*report.authority))
      authorities_.emplace(*report.authority, authorities.settle(*report.authority));
    for (const Section& section : report.sections) {
      const std::string& name = section_name(section);
      if (!name.empty() && !headings_.contains(name)) headings_.emplace(name, headings.settle(name));
    }
  }
  for (const ReportRecord* record : records)
    for (const Section& section : record->report.sections)
      for (const std::string& printed : section.path)
        if (!headings_.contains(printed))
          if (const std::string* name = headings.known(printed)) headings_.emplace(printed, *name);
}

void Spellings::settle(std::vector<std::vector<std::string>>& values, const Report& report,
                       const Paragraph& paragraph) const {
  static const std::size_t authority = place_of("authority"), section = place_of("section");
  for (std::string& value : values[authority])
    if (const auto known = authorities_.find(value); known != authorities_.end()) value = known->second;

  std::vector<std::string> settled;
  const auto add = [&](const std::string& heading) {
    if (std::find(settled.begin(), settled.end(), heading) == settled.end()) settled.push_back(heading);
  };
  for (const std::string& name : values[section]) {
    const auto known = headings_.find(name);
    add(known == headings_.end() ? name : known->second);
  }
  if (paragraph.section < report.sections.size())
    for (const std::string& printed : report.sections[paragraph.section].path)
      if (const auto known = headings_.find(printed); known != headings_.end()) add(known->second);
  values[section] = std::move(settled);
}

}  // namespace findings
