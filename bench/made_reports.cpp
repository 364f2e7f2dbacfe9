#include "bench/made_reports.h"

#include <map>
#include <numeric>
#include <set>
#include <unordered_set>
#include <utility>

#include "bench/made_words.h"
#include "schema/authorities.h"
#include "schema/text.h"

namespace findings::bench {
namespace {

// What so many reports say alike is a form of words that any other report would have too; what fewer say alike they
// share with each other (a joint service, a summary that was repeated) and not with what is made in another pass.
constexpr std::size_t everybody = 6;

std::size_t paragraphs_of(const Shape& shape) {
  std::size_t count = 0;
  for (const ReportShape& report : shape.reports)
    for (const RunShape& run : report.runs) count += run.paragraphs.size();
  return count;
}

class Maker {
 public:
  Maker(const Shape& shape, std::size_t wanted, std::uint64_t seed)
      : shape_(shape),
        words_(shape, static_cast<double>(wanted) / static_cast<double>(paragraphs_of(shape))),
        dice_(seed) {
    for (const Authority& authority : authorities()) names_.push_back(authority.name);
    std::map<std::size_t, std::set<std::size_t>> reports_of;
    for (std::size_t i = 0; i < shape.reports.size(); ++i)
      for (const RunShape& run : shape.reports[i].runs)
        for (const ParagraphShape& paragraph : run.paragraphs)
          if (paragraph.group) reports_of[*paragraph.group].insert(i);
    for (const auto& [group, reports] : reports_of)
      if (reports.size() >= everybody) everybodys_.insert(group);
  }

  /// In an order of its own and with authorities of its own.
  void begin_pass() {
    shuffle(names_);
    repeated_in_pass_.clear();
    order_.resize(shape_.reports.size());
    std::iota(order_.begin(), order_.end(), 0);
    shuffle(order_);
  }

  const std::vector<std::size_t>& order() const { return order_; }

  ReportRecord make(const ReportShape& shape) {
    ReportRecord record;
    Report& report = record.report;
    report.framework = shape.framework.empty() ? std::nullopt : std::optional(shape.framework);
    report.authority = names_[shape.authority % names_.size()];
    do {
      const Date day = some_day(shape.year);
      report.inspected = Period{day, day};
      report.id = slug(shape.framework) + '/' + slug(*report.authority) + '/' + to_string(day);
    } while (!ids_.insert(report.id).second);
    report.published = std::chrono::sys_days(report.inspected->to) + std::chrono::days(shape.days);
    report.title = "Made report on " + *report.authority;
    report.file = report.id + ".txt";
    report.outcome = shape.outcome;
    if (shape.overall) report.judgements.push_back({"whole-service", "Overall", shape.overall, "as made"});
    for (const RunShape& run : shape.runs) add(run, report);
    report.paragraphs.shrink_to_fit();  // a million are in memory at once
    return record;
  }

 private:
  template <typename List>
  void shuffle(List& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[dice_.below(i)]);
  }

  Date some_day(int year) {
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / January / 1) + days(dice_.below(365));
  }

  void add(const RunShape& run, Report& report) {
    const std::size_t section = section_of(run, report);
    for (const ParagraphShape& shape : run.paragraphs) {
      Paragraph paragraph;
      paragraph.citation = report.id + "#u" + std::to_string(report.paragraphs.size() + 1);
      paragraph.section = section;
      paragraph.area = run.area;
      paragraph.grade = run.grade;
      paragraph.grade_from = run.from;
      paragraph.kind = run.kind;
      paragraph.page = 1 + static_cast<int>(report.paragraphs.size() / 6);
      paragraph.text = text_of(shape);
      paragraph.text.shrink_to_fit();
      report.paragraphs.push_back(std::move(paragraph));
    }
  }

  /// The section of those headings, with those it stands in.
  std::size_t section_of(const RunShape& run, Report& report) {
    std::optional<std::size_t> parent;
    std::vector<std::string> path;
    for (const std::size_t heading : run.headings) {
      path.push_back(shape_.headings.at(heading));
      std::size_t at = 0;
      while (at < report.sections.size() && report.sections[at].path != path) ++at;
      if (at == report.sections.size())
        report.sections.push_back({path, path.back(), run.area, run.grade, {}, {}, parent});
      parent = at;
    }
    if (!parent) report.sections.push_back({{"[no heading]"}, "", run.area, run.grade, {}, {}, {}});
    return parent.value_or(report.sections.size() - 1);
  }

  std::string text_of(const ParagraphShape& shape) {
    if (!shape.group) return words_.text(shape.words, dice_);
    auto& repeated = everybodys_.contains(*shape.group) ? repeated_always_ : repeated_in_pass_;
    std::string& text = repeated[*shape.group];
    if (text.empty()) text = words_.text(shape.words, dice_);
    return text;
  }

  const Shape& shape_;
  MadeWords words_;
  Dice dice_;
  std::vector<std::string> names_;
  std::vector<std::size_t> order_;
  std::set<std::size_t> everybodys_;
  std::map<std::size_t, std::string> repeated_always_, repeated_in_pass_;
  std::unordered_set<std::string> ids_;
};

}  // namespace

std::vector<ReportRecord> make_reports(const Shape& shape, std::size_t paragraphs, std::uint64_t seed) {
  Maker maker(shape, paragraphs, seed);
  std::vector<ReportRecord> records;
  std::size_t made = 0;
  while (made < paragraphs) {
    maker.begin_pass();
    for (const std::size_t place : maker.order()) {
      if (made >= paragraphs) break;
      records.push_back(maker.make(shape.reports[place]));
      made += records.back().report.paragraphs.size();
    }
  }
  return records;
}

}  // namespace findings::bench
