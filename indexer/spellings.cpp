#include "indexer/spellings.h"

#include <algorithm>
#include <unordered_set>

#include "indexer/write.h"
#include "schema/fields.h"
#include "schema/text.h"

namespace findings {
namespace {

/// Counts how often a name is written in which way.
class Writings {
 public:
  void see(const std::string& name) {
    const auto [seen, is_new] = seen_.try_emplace(name);
    if (is_new) seen->second.slug = slug(name);
    ++seen->second.times;
  }

  /// Each way by the one that is written most often of its slug, the first in the alphabet of those.
  std::unordered_map<std::string, std::string> settle() {
    for (const auto& [name, seen] : seen_) {
      const auto [best, is_new] = best_of_slug_.try_emplace(seen.slug, name);
      const std::size_t most = seen_.at(best->second).times;
      if (seen.times > most || (seen.times == most && name < best->second)) best->second = name;
    }
    std::unordered_map<std::string, std::string> settled;
    for (const auto& [name, seen] : seen_) settled.emplace(name, best_of_slug_.at(seen.slug));
    return settled;
  }

  /// The best name of the same slug; after settle().
  const std::string* known(const std::string& name) const {
    const auto found = best_of_slug_.find(slug(name));
    return found == best_of_slug_.end() ? nullptr : &found->second;
  }

 private:
  struct Seen {
    std::string slug;
    std::size_t times = 0;
  };
  std::unordered_map<std::string, Seen> seen_;
  std::unordered_map<std::string, std::string> best_of_slug_;
};

std::size_t place_of(std::string_view field) { return static_cast<std::size_t>(field_named(field) - fields.data()); }

}  // namespace

Spellings::Spellings(const std::vector<const ReportRecord*>& records) {
  Writings authorities, headings;
  for (const ReportRecord* record : records) {
    if (record->report.authority) authorities.see(*record->report.authority);
    for (const Section& section : record->report.sections) headings.see(section_name(section));
  }
  authorities_ = authorities.settle();
  headings_ = headings.settle();
  std::unordered_set<std::string> looked_up;
  for (const ReportRecord* record : records)
    for (const Section& section : record->report.sections)
      for (const std::string& printed : section.path)
        if (looked_up.insert(printed).second)
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
