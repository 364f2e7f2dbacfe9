// Every judgement of every report whose grades were read by eye, against what is read from its PDF: a score per
// framework and field is printed, and each miss.
#include <atomic>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "indexer/apply_facts.h"
#include "indexer/read_report.h"
#include "schema/authorities.h"
#include "schema/text.h"
#include "tests/truth.h"

using namespace findings;

namespace fs = std::filesystem;

namespace {

using Row = std::map<std::string, std::string>;

/// RFC 4180, first line the names.
std::vector<Row> rows_of(const fs::path& file) {
  std::vector<std::vector<std::string>> lines{{""}};
  bool quoted = false;
  const std::string csv = file_bytes(file);
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"')
      lines.back().back() += csv[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      lines.back().emplace_back();
    else if (c == '\n' && !quoted)
      lines.push_back({""});
    else if (c != '\r')
      lines.back().back() += c;
  }
  std::vector<Row> rows;
  for (std::size_t line = 1; line < lines.size(); ++line) {
    if (lines[line].size() < lines[0].size()) continue;
    Row row;
    for (std::size_t i = 0; i < lines[0].size(); ++i) row[lines[0][i]] = lines[line][i];
    rows.push_back(row);
  }
  return rows;
}

/// What is read of an area: "good", "" for no judgement, "good, inadequate" for two that disagree.
std::string grades_read(const Report& report, const std::string& area) {
  std::set<std::string> found;
  for (const Judgement& judgement : report.judgements)
    if (judgement.area == area) found.emplace(judgement.grade ? to_string(*judgement.grade) : "not judged");
  std::string all;
  for (const std::string& one : found) all += (all.empty() ? "" : ", ") + one;
  return all;
}

class Score {
 public:
  void check(const std::string& field, const std::string& file, const std::string& read, const std::string& wanted) {
    auto& [hits, total] = fields_[field];
    ++total;
    if (read == wanted)
      ++hits;
    else
      misses_.push_back(field + ": " + file + ": \"" + read + "\" for \"" + wanted + "\"");
  }

  void print() const {
    for (const auto& [field, score] : fields_)
      std::cout << field << std::string(40 - std::min<std::size_t>(field.size(), 39), ' ') << score.first << " of "
                << score.second << "\n";
    for (const std::string& miss : misses_) std::cout << "miss: " << miss << "\n";
  }

  const std::vector<std::string>& misses() const { return misses_; }

 private:
  std::map<std::string, std::pair<int, int>> fields_;
  std::vector<std::string> misses_;
};

std::vector<std::optional<Report>> read_all(const std::vector<fs::path>& files) {
  setenv("FINDINGS_PDF", FINDINGS_PDF_PROGRAM, 0);
  std::vector<std::optional<Report>> reports(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) try {
        reports[i] = read_report(files[i], file_bytes(files[i]));
        apply_facts(*reports[i], std::nullopt, files[i]);
      } catch (const Unreadable&) {
      }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  }
  return reports;
}

void score_table(const std::string& framework, Score& score) {
  const fs::path folder = reports_folder();
  const std::vector<Row> rows = rows_of(folder / "truth" / (framework + "-grades.csv"));
  REQUIRE_FALSE(rows.empty());
  std::vector<fs::path> files;
  for (const Row& row : rows)
    files.push_back(folder / (row.contains("file") ? row.at("file")
                                                   : "pdf/" + framework + "/" + row.at("authority") + "-" +
                                                         row.at("published") + ".pdf"));
  const auto reports = read_all(files);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = files[i].filename();
    score.check(framework + ": read", name, reports[i] ? "read" : "not read", "read");
    if (!reports[i]) continue;
    const Report& report = *reports[i];
    const Row& row = rows[i];
    const auto check = [&](const std::string& field, const std::string& read, const std::string& wanted) {
      score.check(framework + ": " + field, name, read, wanted);
    };
    check("framework", report.framework.value_or(""), framework);
    const Authority* authority = find_authority(row.at("authority"));
    check("authority", report.authority.value_or(""), authority ? authority->name : row.at("authority"));
    const std::string from = row.contains("inspected_from") ? "inspected_from" : "inspection_start";
    const std::string to = row.contains("inspected_to") ? "inspected_to" : "inspection_end";
    check("inspected",
          report.inspected ? to_string(report.inspected->from) + " " + to_string(report.inspected->to) : "",
          row.at(from) + " " + row.at(to));
    check("published", report.published ? to_string(*report.published) : "", row.at("published"));
    for (const char* area : {"overall", "help-and-protection", "looked-after-children", "adoption", "care-leavers",
                             "leadership", "safeguarding-board"})
      if (row.contains(area))
        check(area, grades_read(report, area == std::string("overall") ? "whole-service" : area), row.at(area));
    for (const auto& [column, heading] : {std::pair{"overall_effectiveness", "Overall effectiveness"},
                                          {"capacity_to_improve", "Capacity to improve"},
                                          {"outcomes", "Outcomes for looked after children and young people"},
                                          {"quality_of_provision", "Quality of provision"},
                                          {"leadership_and_management", "Leadership and management"}})
      if (row.contains(column))
        for (const Section& section : report.sections)
          if (section.name == heading)
            check(column, section.grade ? std::string(to_string(*section.grade)) : "", row.at(column));
    std::string disagreements;
    for (const Warning& warning : report.warnings)
      if (warning.code == "grades-disagree") disagreements += warning.message;
    check("the body agrees with the table", disagreements, "");
  }
}

void score_framework(const std::string& framework) {
  if (!are_there("truth")) return;
  Score score;
  score_table(framework, score);
  score.print();
  CHECK(score.misses() == std::vector<std::string>{});
}

}  // namespace

TEST_CASE("every judgement of the single framework's reports is read as it was by eye, and none invented") {
  score_framework("sif");
}

TEST_CASE("every judgement of children's services inspections since 2018 is read as it was by eye, and none invented") {
  score_framework("ilacs");
}

TEST_CASE("every grade of the reports of 2013 on looked after children is read as it was by eye") {
  score_framework("lac-2013");
}
