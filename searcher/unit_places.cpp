#include "searcher/unit_places.h"

#include <algorithm>
#include <limits>

#include "schema/fields.h"
#include "searcher/deadline.h"
#include "searcher/keyness.h"

namespace findings {
namespace {

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

std::vector<std::vector<bool>> nested(const Texts& texts, const std::vector<UnitId>& units) {
  std::vector<std::string> keys;
  for (const UnitId unit : units) keys.push_back(' ' + texts.unit(unit).key + ' ');
  std::vector<std::vector<bool>> holds(units.size(), std::vector<bool>(units.size()));
  for (std::size_t i = 0; i < units.size(); ++i)
    for (std::size_t j = 0; j < units.size(); ++j)
      holds[i][j] = keys[j].size() < keys[i].size() && keys[i].find(keys[j]) != std::string::npos;
  return holds;
}

struct Occurrence {
  std::uint32_t place, first, words;
};

/// Counts by report: of each unit its occurrences, and how many words there are.
class ByReport {
 public:
  explicit ByReport(std::size_t units) : occurrences_(units) {}

  void begin_report() {
    words_.push_back(0);
    for (auto& counts : occurrences_) counts.push_back(0);
  }
  void add_words(std::size_t words) { words_.back() += words; }
  void add(std::size_t place) { ++occurrences_[place].back(); }
  double dp(std::size_t place) const { return deviation_of_proportions(occurrences_[place], words_); }

 private:
  std::vector<std::size_t> words_;
  std::vector<std::vector<std::size_t>> occurrences_;
};

}  // namespace

UnitPlaces place_units(const Texts& texts, const Columns& columns, std::span<const std::uint32_t> ids,
                       const std::vector<UnitId>& units) {
  const Column &reports = columns.at("report"), &authorities = columns.at("authority");
  std::vector<std::uint32_t> place_of(texts.unit_count(), nowhere);
  for (std::uint32_t i = 0; i < units.size(); ++i) place_of[units[i]] = i;
  UnitPlaces places;
  places.of.resize(units.size());
  places.holds = nested(texts, units);
  places.met.assign(units.size(), std::vector<std::uint32_t>(units.size()));
  ByReport by_report(units.size());
  std::vector<std::uint32_t> last_report(units.size());
  std::vector<std::vector<bool>> said_by(units.size(), std::vector<bool>(authorities.values.size()));
  std::vector<Occurrence> occurrences;
  std::uint32_t report = 0;
  Text text;
  for (const std::uint32_t id : ids) {
    check_deadline();
    texts.read(id, text);
    if (reports.codes[id] != report) by_report.begin_report();
    report = reports.codes[id];
    by_report.add_words(text.words.size());

    occurrences.clear();
    for (std::uint32_t i = 0; i < text.words.size(); ++i)
      if (const UnitId unit = texts.unit_of(text.words[i]); unit != no_unit && place_of[unit] != nowhere)
        occurrences.push_back({place_of[unit], i, 1});
    for (const PhraseAt& phrase : text.phrases)
      if (place_of[phrase.unit] != nowhere) occurrences.push_back({place_of[phrase.unit], phrase.first, phrase.words});

    places.begins.push_back(static_cast<std::uint32_t>(places.present.size()));
    for (const Occurrence& one : occurrences) {
      ++places.of[one.place].occurrences;
      by_report.add(one.place);
      places.present.push_back(one.place);
      if (one.words == 1) continue;  // it holds no other; most are
      for (const Occurrence& other : occurrences) {
        const bool is_within = other.first >= one.first && other.first + other.words <= one.first + one.words;
        const bool runs_in = other.first < one.first + one.words && one.first < other.first + other.words;
        const bool is_met = places.holds[one.place][other.place] ? is_within : runs_in && other.place != one.place;
        if (is_met && !places.holds[other.place][one.place]) ++places.met[one.place][other.place];
      }
    }
    const auto begin = places.present.begin() + places.begins.back();
    std::sort(begin, places.present.end());
    places.present.erase(std::unique(begin, places.present.end()), places.present.end());

    const std::uint32_t authority = authorities.sets[authorities.codes[id]].at(0);
    for (std::size_t i = places.begins.back(); i < places.present.size(); ++i) {
      const std::uint32_t place = places.present[i];
      Counts& found = places.of[place].found;
      ++found.paragraphs;
      if (last_report[place] == report) continue;
      last_report[place] = report;
      ++found.reports;
      if (said_by[place][authority] || authorities.values[authority] == no_value) continue;
      said_by[place][authority] = true;
      ++found.authorities;
    }
  }
  places.begins.push_back(static_cast<std::uint32_t>(places.present.size()));
  for (std::size_t i = 0; i < units.size(); ++i)
    if (places.of[i].occurrences > 0) places.of[i].dp = by_report.dp(i);
  return places;
}

}  // namespace findings
