// An index of made reports, in a folder of its own, to be asked questions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/write.h"
#include "schema/generations.h"
#include "searcher/searcher.h"
#include "tests/temporary_folder.h"

namespace findings {

struct Row {
  std::string text;
  std::string heading = "Staying safe", area = "looked-after-children";
  std::optional<Grade> grade = Grade::adequate;
};

inline Report report_of(const std::string& authority, const std::string& last_day, const std::vector<Row>& rows) {
  Report report;
  report.id = "slac/" + authority + "/" + (last_day.empty() ? "undated" : last_day);
  report.file = report.id + ".txt";
  report.title = "Inspection of " + authority;
  report.framework = "slac";
  if (authority != "nobody") report.authority = authority;
  if (!last_day.empty()) report.inspected = Period{*read_iso_date(last_day), *read_iso_date(last_day)};
  for (const Row& row : rows) {
    Section section{.path = {"Services", row.heading}, .name = row.heading, .area = row.area, .grade = row.grade};
    report.sections.push_back(section);
    Paragraph paragraph;
    paragraph.number = static_cast<int>(report.paragraphs.size()) + 1;
    paragraph.citation = report.id + '#' + std::to_string(*paragraph.number);
    paragraph.section = report.sections.size() - 1;
    paragraph.area = row.area;
    paragraph.grade = row.grade;
    paragraph.text = row.text;
    report.paragraphs.push_back(paragraph);
  }
  return report;
}

class Index {
 public:
  explicit Index(const std::vector<Report>& reports) {
    Writer writer(folder_.path());
    write_generation(reports, writer.build());
    writer.publish("{}");
    searcher_.emplace(folder_.path());
  }
  const Searcher& operator*() const { return *searcher_; }
  const Searcher* operator->() const { return &*searcher_; }

  Question ask(const std::string& text) const { return searcher_->understand(text, {}); }
  Results search(const std::string& text, const std::vector<Filter>& filters = {}) const {
    return searcher_->search(searcher_->understand(text, filters));
  }
  std::size_t count(const std::string& text) const {
    return searcher_->count(searcher_->understand(text, {})).paragraphs;
  }

 private:
  TemporaryFolder folder_;
  std::optional<Searcher> searcher_;
};

}  // namespace findings
