#include "searcher/collocates.h"

#include <algorithm>
#include <cmath>

#include "schema/fields.h"
#include "searcher/deadline.h"
#include "searcher/keyness.h"
#include "searcher/occurrences.h"

namespace findings {
namespace {

struct Counted {
  std::size_t together = 0, all = 0, lines = 0, paragraphs = 0, reports = 0;
  std::uint32_t last_line = 0, last_docid = 0;
  std::uint32_t last_report = UINT32_MAX;
};

/// Words beside occurrences, paragraph by paragraph.
class Counting {
 public:
  explicit Counting(const Searcher& searcher)
      : texts_(searcher.texts()),
        reports_(searcher.columns().at("report")),
        authorities_(searcher.columns().at("authority")),
        units_(texts_.unit_count()) {}

  /// A paragraph of the slice. `occurrences`: of the question's words.
  void add(std::uint32_t docid, const Text& text, const std::vector<Stretch>& occurrences, const Context& context) {
    enum State : char { outside, beside, inside };
    states_.assign(text.words.size(), outside);
    for (const Stretch& one : occurrences) {
      const Stretch whole = with_context(text, one, context);
      std::fill(states_.begin() + whole.first, states_.begin() + whole.last + 1, beside);
    }
    for (const Stretch& one : occurrences)
      std::fill(states_.begin() + one.first, states_.begin() + one.last + 1, inside);
    for (std::size_t i = 0; i < text.words.size(); ++i) {
      if (states_[i] == inside) continue;
      ++words;
      words_beside += states_[i] == beside;
      const UnitId unit = texts_.unit_of(text.words[i]);
      if (unit == no_unit) continue;
      ++units_[unit].all;
      if (states_[i] == beside) add_together(unit, docid);
    }
    for (const Stretch& one : occurrences) {
      ++line_;
      const Stretch whole = with_context(text, one, context);
      for (std::uint32_t i = whole.first; i <= whole.last; ++i)
        if (const UnitId unit = texts_.unit_of(text.words[i]); unit != no_unit && states_[i] == beside)
          units_[unit].lines += std::exchange(units_[unit].last_line, line_) != line_;
    }
    occurrences_ += occurrences.size();
  }

  std::vector<Collocate> collocates() {
    std::sort(authority_of_unit_.begin(), authority_of_unit_.end());
    authority_of_unit_.erase(std::unique(authority_of_unit_.begin(), authority_of_unit_.end()),
                             authority_of_unit_.end());
    std::vector<std::size_t> authorities(units_.size());
    for (const auto& [unit, authority] : authority_of_unit_) ++authorities[unit];
    std::vector<Collocate> found;
    for (UnitId id = 0; id < units_.size(); ++id) {
      const Counted& unit = units_[id];
      if (unit.together < fewest_together || unit.reports < fewest_collocate_reports) continue;
      // Every word of the slice but the occurrences' own is or is not this one, and stands or does not stand beside
      // one: S. Evert, "Corpora and collocations" (2008), surface cooccurrence.
      const std::size_t elsewhere = unit.all - unit.together;
      const FourCounts counts{unit.together, words_beside - unit.together, elsewhere, words - words_beside - elsewhere};
      const double g2 = signed_g2(counts);
      if (g2 <= 0) continue;
      found.push_back({texts_.unit(id).label,
                       unit.together,
                       unit.all,
                       unit.lines,
                       {unit.paragraphs, unit.reports, authorities[id]},
                       log_dice(unit.together, occurrences_, unit.all),
                       g2});
    }
    std::sort(found.begin(), found.end(), [](const Collocate& a, const Collocate& b) {
      return std::tuple(-a.log_dice, b.together, a.word) < std::tuple(-b.log_dice, a.together, b.word);
    });
    return found;
  }

  std::size_t words = 0, words_beside = 0;
  std::size_t occurrences() const { return occurrences_; }

 private:
  void add_together(UnitId id, std::uint32_t docid) {
    Counted& unit = units_[id];
    ++unit.together;
    if (std::exchange(unit.last_docid, docid) == docid) return;
    ++unit.paragraphs;
    const std::uint32_t report = reports_.codes[docid];
    if (std::exchange(unit.last_report, report) == report) return;
    ++unit.reports;
    for (const std::uint32_t authority : authorities_.sets[authorities_.codes[docid]])
      if (authorities_.values[authority] != no_value) authority_of_unit_.emplace_back(id, authority);
  }

  const Texts& texts_;
  const Column &reports_, &authorities_;
  std::vector<Counted> units_;
  std::vector<std::pair<UnitId, std::uint32_t>> authority_of_unit_;
  std::vector<char> states_;
  std::uint32_t line_ = 0;
  std::size_t occurrences_ = 0;
};

}  // namespace

double log_dice(std::size_t together, std::size_t one, std::size_t other) {
  return 14 + std::log2(2.0 * static_cast<double>(together) / static_cast<double>(one + other));
}

Collocates collocates(const Searcher& searcher, const Question& question, const Context& context) {
  const Deadline deadline(question.deadline);
  Question everything = question;
  everything.expression = {};
  const std::vector<Xapian::docid> found = searcher.find(question);
  Occurrences occurrences(searcher, question);
  Counting counting(searcher);
  Tally all(searcher.columns(), {}), slice(searcher.columns(), {});
  Text text;
  auto next = found.begin();
  for (const Xapian::docid id : searcher.find(everything)) {
    check_deadline();
    slice.add(id, 1);
    searcher.texts().read(id, text);
    if (const bool is_found = next != found.end() && *next == id; is_found) {
      ++next;
      all.add(id, 1);
      counting.add(id, text, occurrences.in(id, text), context);
    } else {
      counting.add(id, text, {}, context);
    }
  }
  Collocates result{all.found(), slice.found(), counting.occurrences(), counting.words_beside, counting.words, 0, {}};
  result.collocates = counting.collocates();
  result.total = result.collocates.size();
  const auto begin = static_cast<std::ptrdiff_t>(std::min(question.offset, result.total));
  result.collocates.erase(result.collocates.begin(), result.collocates.begin() + begin);
  if (question.limit < result.collocates.size()) result.collocates.resize(question.limit);
  return result;
}

}  // namespace findings
